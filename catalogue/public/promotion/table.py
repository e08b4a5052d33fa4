"""Promotion as a table for people and programs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.cells import Cell
from catalogue.public.promotion.entries import Entry, body_of
from catalogue.tables.column import Column as AnyColumn

_NARROW, _MIDDLE, _WIDE = 12, 24, 60
_BETWEEN = "; "
Column = AnyColumn[Entry]


def columns(origin: str) -> list[Column]:
    """All columns in their order; addresses begin with the origin."""
    return [
        _own(_("Number"), "pk", _NARROW),
        Column(_("Web address"), _MIDDLE, lambda entry: origin + entry.url),
        Column(_("Kind"), _MIDDLE, lambda entry: entry.kind),
        Column(
            pgettext_lazy("promotion", "Planned or held"),
            _NARROW,
            lambda entry: str(entry.promotion.get_standing_display()),
        ),
        _own(_("Chinese title"), "title_zh", _WIDE),
        _own(_("English title"), "title_en", _WIDE),
        _own(_("Begins on"), "begins_on", _NARROW),
        _own(_("Ends on"), "ends_on", _NARROW),
        Column(_("Date in words"), _MIDDLE, lambda entry: entry.when),
        _of_places("province", _("Province")),
        _of_places("division", _("City, prefecture or county")),
        Column(
            _("Community"),
            _MIDDLE,
            lambda entry: str(entry.promotion.community or ""),
        ),
        _own(_("Place in Chinese"), "place_zh", _MIDDLE),
        _own(_("Place in English"), "place_en", _MIDDLE),
        _own(_("Organiser in Chinese"), "organiser_zh", _MIDDLE),
        _own(_("Organiser in English"), "organiser_en", _MIDDLE),
        _own(_("Outlet in Chinese"), "outlet_zh", _MIDDLE),
        _own(_("Outlet in English"), "outlet_en", _MIDDLE),
        Column(
            _("Reported by"),
            _MIDDLE,
            lambda entry: str(body_of(entry.promotion).label),
        ),
        Column(_("Methods"), _WIDE, lambda entry: _labels(entry.methods)),
        Column(_("Rounds"), _MIDDLE, lambda entry: _labels(entry.rounds)),
        _own(_("How many times"), "sessions", _NARROW),
        _own(_("People reached"), "people_reached", _NARROW),
        Column(_("Address of the event"), _MIDDLE, lambda entry: entry.address),
        Column(_("Source"), _WIDE, _source),
        _own(_("Demonstration record"), "is_demo", _NARROW),
    ]


def _own(heading: Any, field: str, width: int) -> Column:
    return Column(heading, width, lambda entry: getattr(entry.promotion, field))


def _of_places(level: str, heading: Any) -> Column:
    def name(entry: Entry) -> Cell:
        place = getattr(entry.promotion, level)
        return str(place.name) if place else ""

    return Column(heading, _MIDDLE, name)


def _labels(values: Any) -> str:
    return _BETWEEN.join(str(value.label) for value in values)


def _source(entry: Entry) -> Cell:
    source = entry.source
    if source is None:
        return ""
    parts = (source.text, source.url, source.note)
    return " ".join(str(part) for part in dict.fromkeys(parts) if part)
