"""A grid of counts, each written on a tint of its size."""

from collections.abc import Iterable

from catalogue.public.statistics.svg import (
    INK,
    INK_2,
    LINE,
    PAPER,
    TINTS,
    Drawing,
    joined,
    rectangle,
    text,
    wrapped,
)
from catalogue.public.tiles import tint

_BEGIN, _GAP, _NAME_WIDTH, _HEAD = 38, 0.6, 7.2, 1.7
# From this tint on, dark words would not be read.
_FIRST_DARK = 3


def tinted(
    headings: list[str],
    rows: Iterable[tuple[str, list[int]]],
    *,
    description: str,
) -> Drawing:
    """Draw a row of cells for each name; the bins of the tints are those of tiles."""
    width = (100 - _BEGIN) / len(headings)
    pieces = [
        text(
            heading,
            x=_BEGIN + width * (number + 0.5),
            y=1.1,
            kind="chart-quiet",
            fill=INK_2,
            anchor="middle",
        )
        for number, heading in enumerate(headings)
    ]
    y = _HEAD
    for name, counts in rows:
        lines = wrapped(name, _NAME_WIDTH)
        height = max(2.2, len(lines) * LINE + 0.6)
        first = y + (height - len(lines) * LINE) / 2 + 1.02
        pieces += [
            text(line, x=0, y=first + LINE * number)
            for number, line in enumerate(lines)
        ]
        for number, count in enumerate(counts):
            shade = tint(count)
            x = _BEGIN + width * number
            pieces.append(
                rectangle(
                    "chart-cell",
                    x=x,
                    y=y,
                    width=width - _GAP,
                    height=height - 0.15,
                    fill=TINTS[shade],
                )
            )
            pieces.append(
                text(
                    str(count),
                    x=x + (width - _GAP) / 2,
                    y=y + height / 2 + 0.3,
                    kind="chart-on-dark" if shade >= _FIRST_DARK else "chart-on-light",
                    fill=PAPER if shade >= _FIRST_DARK else INK,
                    anchor="middle",
                )
            )
        y += height
    return Drawing(joined(pieces), y + 0.1, description)
