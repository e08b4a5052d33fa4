"""Bars at one scale, with their names before and their numbers behind them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from catalogue.public.statistics.svg import (
    HALO,
    INK_2,
    JADE,
    LIGHT,
    LINE,
    Drawing,
    hatching,
    joined,
    rectangle,
    rule,
    text,
    upright,
    wrapped,
)

# In percent of the width: where bars begin, and the longest; numbers need the rest.
_BEGIN, _LONGEST, _UNKNOWN = 38, 37, 22
# In em: what a name has on the narrowest screen, and the air around it.
_NAME_WIDTH, _AIR, _BAR = 7.2, 0.95, 1.1


@dataclass(frozen=True)
class Bar:
    """One bar: hatched where unknown or unrecorded, its part dark."""

    name: str
    value: float | None
    words: str
    part: float = 0
    is_hatched: bool = False
    note: str = ""


def bars(
    slug: str,
    rows: Iterable[Bar],
    *,
    description: str,
    level: tuple[float, str] | None = None,
) -> Drawing:
    """Draw the bars; a level is a value to compare with and what it is called."""
    rows = list(rows)
    largest = max([row.value or 0 for row in rows] + [level[0] if level else 0]) or 1
    pieces, y = [hatching(slug)], 1.6 if level else 0.0
    top = y
    drawn_rows: list[SafeString] = []
    for row in rows:
        drawn_rows.append(rule(y, ink=y == top))
        drawn, y = _row(slug, row, largest, y)
        drawn_rows += drawn
    pieces.append(rule(y))
    if level:
        x = _BEGIN + _LONGEST * level[0] / largest
        pieces += [
            upright(x, top, y, kind="chart-level", stroke=INK_2),
            text(level[1], x=x, y=1.1, kind="chart-strong", anchor="middle"),
        ]
    return Drawing(joined([*pieces, *drawn_rows]), y + 0.1, description)


def _row(
    slug: str, row: Bar, largest: float, top: float
) -> tuple[list[SafeString], float]:
    lines = wrapped(row.name, _NAME_WIDTH)
    lines_beside = 2 if row.note else 1
    height = max(len(lines), lines_beside) * LINE + _AIR
    first = top + (height - len(lines) * LINE) / 2 + 1.02
    pieces = [
        text(line, x=0, y=first + LINE * number) for number, line in enumerate(lines)
    ]
    middle = top + (height - (lines_beside - 1) * LINE) / 2
    pieces += _bar(slug, row, largest, middle)
    if row.note:
        pieces.append(
            text(
                row.note,
                x=_BEGIN,
                y=middle + 0.5 + LINE,
                kind="chart-quiet",
                fill=INK_2,
                extra=HALO,
            )
        )
    return pieces, top + height


def _bar(slug: str, row: Bar, largest: float, middle: float) -> list[SafeString]:
    length = _UNKNOWN if row.value is None else _LONGEST * row.value / largest
    hatched = f"url(#hatching-{slug})" if row.is_hatched or row.value is None else ""
    y = middle - _BAR / 2
    pieces = []
    if length:
        pieces.append(
            rectangle(
                "chart-hatched" if hatched else "chart-whole",
                x=_BEGIN,
                y=y,
                width=length,
                height=_BAR,
                fill=hatched or LIGHT,
            )
        )
    if row.part:
        pieces.append(
            rectangle(
                "chart-part",
                x=_BEGIN,
                y=y,
                width=_LONGEST * min(row.part, row.value or row.part) / largest,
                height=_BAR,
                fill=JADE,
            )
        )
    pieces.append(
        text(
            row.words,
            x=_BEGIN + length,
            y=middle + 0.36,
            shift=0.5 if length else 0,
            kind="chart-strong",
            extra=f' font-weight="700"{HALO}',
        )
    )
    return pieces
