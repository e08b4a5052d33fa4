"""Facets and tiles in HTML: each kind of row is drawn once, its numbers filled in."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from catalogue.bilingual import page_language
from catalogue.public.facets import Facet, FacetChoice
from catalogue.public.parameters import LABELS
from catalogue.public.patterns import Pattern, gap
from catalogue.public.tiles import Tile

# More kinds of rows than the vocabulary has values, in both languages and all states.
_MOST_PATTERNS = 5_000


def facets_html(facets: Iterable[Facet], tiles: Iterable[Tile]) -> SafeString:
    """All facets of a list; that of the provinces has the tiles."""
    grid = tiles_html(tiles, small=True)
    return _joined(_facet_html(facet, grid) for facet in facets)


def tiles_html(tiles: Iterable[Tile], *, small: bool = False) -> SafeString:
    """The tiles of a grid; small ones have neither number nor letters."""
    return _joined(_tile_html(tile, small) for tile in tiles)


def _facet_html(facet: Facet, grid: SafeString) -> SafeString:
    pattern = _facet_pattern(
        page_language(),
        facet.parameter,
        facet.open,
        len(facet.more_choices),
        facet.more_open,
    )
    return pattern.filled(
        choices=_choices_html(facet.parameter, facet.choices),
        more_choices=_choices_html(facet.parameter, facet.more_choices),
        tiles=grid,
    )


def _choices_html(parameter: str, choices: Iterable[FacetChoice]) -> SafeString:
    language = page_language()
    return _joined(
        _choice_pattern(
            language,
            parameter,
            choice.value,
            choice.label,
            getattr(choice.label, "lang", ""),
            choice.selected,
            not choice.count,
        ).filled(count=choice.count, bar=choice.bar)
        for choice in choices
    )


def _tile_html(tile: Tile, small: bool) -> SafeString:
    province = tile.province
    return _tile_pattern(
        page_language(),
        small,
        replace(tile, url="" if tile.url else None, label="", count=None),
        tile.count is None,
        province.abbr_zh,
        province.iso_3166_2,
        province.pinyin_initials,
    ).filled(url=tile.url, label=tile.label, count=tile.count)


# What decides how a row is drawn stands in its arguments, its language first.


@lru_cache(_MOST_PATTERNS)
def _facet_pattern(
    _language: str, parameter: str, is_open: bool, more: int, more_open: bool
) -> Pattern:
    return Pattern.drawn(
        "public/partials/facet.html",
        facet={
            "parameter": parameter,
            "label": LABELS[parameter],
            "open": is_open,
            "choices": gap("choices"),
            "more": more,
            "more_choices": gap("more_choices"),
            "more_open": more_open,
        },
        tiles=gap("tiles"),
    )


@lru_cache(_MOST_PATTERNS)
def _choice_pattern(
    _language: str,
    parameter: str,
    value: str,
    label: str,
    _label_language: str,
    is_selected: bool,
    is_empty: bool,
) -> Pattern:
    return Pattern.drawn(
        "public/partials/facet_choice.html",
        parameter=parameter,
        choice={
            "value": value,
            "label": label,
            "count": 0 if is_empty else gap("count"),
            "selected": is_selected,
            "bar": gap("bar"),
        },
    )


@lru_cache(_MOST_PATTERNS)
def _tile_pattern(
    _language: str, small: bool, tile: Tile, is_uncounted: bool, *_letters: str
) -> Pattern:
    return Pattern.drawn(
        "public/partials/tile.html",
        small=small,
        tile={
            "province": tile.province,
            "value": tile.value,
            "url": None if tile.url is None else gap("url"),
            "label": gap("label"),
            "count": None if is_uncounted else gap("count"),
            "row": tile.row,
            "col": tile.col,
            "tint": tile.tint,
            "selected": tile.selected,
        },
    )


def _joined(rows: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(rows))  # noqa: S308 - each row is filled and safe
