"""Each reporting body as the character of its name, on a scale, by region."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from catalogue.places.models import Province
from catalogue.public.statistics.svg import (
    INK,
    INK_2,
    JADE,
    RULE,
    Drawing,
    joined,
    rule,
    text,
    upright,
)

# More columns than these would overlap at 320 px: bodies are set to the nearest.
MOST_COLUMNS = 16
# In percent of the width, and in em.
_FIRST, _WIDTH = 5, 88
_SIZE, _STACKED, _HEAD = 1.2, 1.5, 1.9


@dataclass(frozen=True)
class Placed:
    """A body and its value; dark and underlined where it is marked."""

    body: Province
    value: int
    is_marked: bool


def characters(
    placed: Iterable[Placed],
    *,
    largest: int,
    description: str,
    unit: str = "",
    level: tuple[int, str] | None = None,
) -> Drawing:
    """Draw the bodies from 0 to the largest value, one band for each region."""
    by_region: Mapping[str, list[Placed]] = defaultdict(list)
    for each in placed:
        by_region[each.body.region].append(each)
    pieces: list[SafeString] = []
    top = y = 3.2 if level else 1.6
    for region in Province.Region:
        drawn, y = _band(str(region.label), by_region[region], largest, y)
        pieces += drawn
    lines = [
        upright(_across(tick, largest), top, y, kind="chart-rule", stroke=RULE)
        for tick in _ticks(largest)
    ]
    lines += [
        text(
            f"{tick}{unit}",
            x=_across(tick, largest),
            y=top - 0.5,
            kind="chart-quiet",
            fill=INK_2,
            anchor="middle",
        )
        for tick in _ticks(largest)
    ]
    if level:
        x = _across(level[0], largest)
        lines.append(upright(x, top - 1.8, y, kind="chart-level", stroke=INK))
        lines.append(text(level[1], x=x, y=1.1, kind="chart-strong", anchor="middle"))
    return Drawing(joined(lines + pieces), y + 0.2, description)


def _band(
    label: str, placed: list[Placed], largest: int, top: float
) -> tuple[list[SafeString], float]:
    columns: Mapping[float, list[Placed]] = defaultdict(list)
    for each in placed:
        columns[_column(each.value, largest)].append(each)
    stacked = max(map(len, columns.values()), default=0)
    bottom = top + _HEAD + max(stacked, 1) * _STACKED + 0.3
    pieces = [
        text(
            label,
            x=0,
            y=top + 1.25,
            kind="chart-name",
            extra=' font-weight="700"',
        )
    ]
    pieces += [
        _character(each, x, bottom - 0.55 - place * _STACKED)
        for x, column in columns.items()
        for place, each in enumerate(column)
    ]
    return [*pieces, rule(bottom)], bottom


def _character(placed: Placed, x: float, y: float) -> SafeString:
    weight = "700" if placed.is_marked else "400"
    line = ' text-decoration="underline"' if placed.is_marked else ""
    return text(
        placed.body.abbr_zh,
        x=x,
        y=y,
        kind="chart-body chart-marked" if placed.is_marked else "chart-body",
        fill=JADE if placed.is_marked else INK_2,
        size=_SIZE,
        anchor="middle",
        extra=f' font-weight="{weight}"{line} lang="zh-Hans"',
    )


def _column(value: int, largest: int) -> float:
    if largest <= MOST_COLUMNS:
        return _across(value, largest)
    return _across(round(value * MOST_COLUMNS / largest), MOST_COLUMNS)


def _across(value: int, largest: int) -> float:
    return _FIRST + _WIDTH * value / largest


def _ticks(largest: int) -> list[int]:
    step = next(
        step * 10**power
        for power in range(9)
        for step in (1, 2, 5)
        if largest <= 6 * step * 10**power
    )
    return list(range(0, largest + 1, step))
