"""Pieces of SVG that hold at any width: across in percent, down in em of the text.

Everything carries presentation attributes, so that a picture taken away looks as on
the page, and a class, so that the page can set it in the colours that a reader forces.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

PAPER, INK, INK_2, RULE = "#fbf8f2", "#1b1916", "#565048", "#ddd6c9"
CONTROL, CINNABAR, JADE, LIGHT = "#857d70", "#a8301c", "#1e6552", "#d6cebf"
TINTS = ("#efeae0", "#d3e3db", "#9cc3b4", "#3a7a66", "#174f40")
SERIF = "Source Serif 4, Noto Serif SC, Source Han Serif SC, Songti SC, Georgia, serif"
LINE = 1.35
# Keeps words readable where a line passes behind them.
HALO = f' stroke="{PAPER}" stroke-width="4" paint-order="stroke"'
# A Latin letter is about half as wide as it is high, a Chinese character as wide.
_LATIN, _CHINESE = 0.54, 1.0


@dataclass(frozen=True)
class Drawing:
    """The inside of a picture, its height in em and what it shows in one sentence."""

    body: SafeString
    height: float
    description: str


def rectangle(
    kind: str, *, x: float, y: float, width: float, height: float, fill: str
) -> SafeString:
    """A filled rectangle; x and width in percent, y and height in em."""
    return format_html(
        '<rect class="{}" x="{}%" y="{}em" width="{}%" height="{}em" fill="{}"/>',
        kind,
        *_short(x, y, width, height),
        fill,
    )


def rule(y: float, *, ink: bool = False) -> SafeString:
    """A hairline across the picture."""
    return format_html(
        '<line class="{}" x1="0" x2="100%" y1="{}em" y2="{}em" stroke="{}"/>',
        "chart-ink" if ink else "chart-rule",
        *_short(y, y),
        INK if ink else RULE,
    )


def upright(
    x: float, top: float, bottom: float, *, kind: str, stroke: str
) -> SafeString:
    """A line from top to bottom; dotted where it is a measure to compare with."""
    return format_html(
        '<line class="{}" x1="{}%" x2="{}%" y1="{}em" y2="{}em" stroke="{}"{}/>',
        kind,
        *_short(x, x, top, bottom),
        stroke,
        mark_safe(' stroke-width="2" stroke-dasharray="2 3"')
        if kind == "chart-level"
        else "",
    )


def text(
    words: str,
    *,
    x: float,
    y: float,
    kind: str = "chart-text",
    fill: str = INK,
    size: float = 1,
    anchor: str = "start",
    shift: float = 0,
    extra: str = "",
) -> SafeString:
    """Words with their base line at y em; the size is a share of the usual one."""
    return format_html(
        '<text class="{}" x="{}%" y="{}em" dx="{}em" font-size="{}em" '
        'text-anchor="{}" fill="{}"{}>{}</text>',
        kind,
        *_short(x, y / size, shift / size, size),
        anchor,
        fill,
        mark_safe(extra),  # noqa: S308 - written in this package, never read
        printable(words),
    )


def joined(pieces: Iterable[SafeString]) -> SafeString:
    """The pieces, one on each line."""
    return format_html_join("\n", "{}", ((piece,) for piece in pieces))


def hatching(slug: str) -> SafeString:
    """The pattern for what is not known, with a name of its own for each picture."""
    return format_html(
        '<defs><pattern id="hatching-{}" width="8" height="8" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="chart-hatch" width="1.5" height="8" fill="{}"/></pattern></defs>',
        slug,
        CONTROL,
    )


def wrapped(words: str, width: float) -> list[str]:
    """The words in lines no wider than so many em, as far as can be told."""
    lines = [""]
    for piece in _pieces(printable(words), width):
        if lines[-1] and _width((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.strip() for line in lines]


def printable(words: str) -> str:
    """The words without signs that XML does not allow."""
    return "".join(sign for sign in str(words) if sign.isprintable())


def _pieces(words: str, width: float) -> Iterable[str]:
    """What may not be parted: a Chinese character, or a word if it is not too long."""
    piece = ""
    for sign in words:
        too_long = _width(piece + sign) > width
        if piece and (too_long or _is_wide(sign) or piece[-1] in " –-"):
            yield piece
            piece = ""
        piece += sign
    yield piece


def _width(words: str) -> float:
    return sum(_CHINESE if _is_wide(sign) else _LATIN for sign in words)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _short(*numbers: float) -> tuple[str, ...]:
    return tuple(f"{number:.2f}".rstrip("0").rstrip(".") for number in numbers)
