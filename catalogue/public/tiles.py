"""The grid of reporting bodies: equal tiles that show no borders."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from catalogue.places.models import Province
from catalogue.public.facet_index import FacetIndex

# The most methods that each tint but the last stands for; fixed, never interpolated.
_BOUNDS = (0, 2, 4, 9)


@dataclass(frozen=True)
class Tile:
    """One place in the grid; those that do not report have no link and no number."""

    province: Province
    url: str | None
    count: int | None
    submitted: int | None
    row: int
    col: int
    tint: int
    label: str
    selected: bool = False

    @property
    def value(self) -> str:
        return self.province.slug


def tile_bins() -> list[tuple[int, str]]:
    """The key of the tints."""
    texts = [gettext("none")]
    texts += [f"{low + 1}–{high}" for low, high in pairwise(_BOUNDS)]
    texts.append(gettext("%(number)d and more") % {"number": _BOUNDS[-1] + 1})
    return list(enumerate(texts))


def tint(count: int) -> int:
    return sum(count > bound for bound in _BOUNDS)


def words_of_methods(count: int) -> str:
    """How a tile says its province and its number of methods."""
    return ngettext(
        "%(province)s, %(count)d method", "%(province)s, %(count)d methods", count
    )


def tiles(
    provinces: Iterable[Province],
    *,
    count: Callable[[Province], int],
    url: Callable[[Province], str | None],
    selected: Iterable[str] = (),
    words: Callable[[int], str] = words_of_methods,
) -> list[Tile]:
    """All 35 tiles in the official order, numbered for those that report.

    `words` says what is counted, with %(province)s and %(count)d.
    """
    chosen = set(selected)
    return [
        _tile(province, count(province), url(province), province.slug in chosen, words)
        if province.is_reporting_body
        else _plain_tile(province)
        for province in provinces
    ]


def method_tiles(provinces: Iterable[Province], index: FacetIndex) -> list[Tile]:
    """Tiles with the number of methods of each body, leading to the list of them."""
    browse = reverse("work-method-list")
    return tiles(
        provinces,
        count=lambda body: index.count(index.holding("province", [body.slug])),
        url=lambda body: f"{browse}?province={body.slug}",
    )


def _tile(
    province: Province,
    count: int,
    url: str | None,
    is_selected: bool,
    words: Callable[[int], str],
) -> Tile:
    label = words(count) % {"province": province.short_name, "count": count}
    return Tile(
        province=province,
        url=url,
        count=count,
        submitted=None,
        row=province.tile_row,
        col=province.tile_column,
        tint=tint(count),
        label=label,
        selected=is_selected,
    )


def _plain_tile(province: Province) -> Tile:
    label = gettext("%(province)s, not a reporting body") % {
        "province": province.short_name
    }
    return Tile(
        province=province,
        url=None,
        count=None,
        submitted=None,
        row=province.tile_row,
        col=province.tile_column,
        tint=0,
        label=label,
    )
