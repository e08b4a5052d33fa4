"""Adoptions as a table and for programs: the one place where their shape is made."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import CHINESE, ENGLISH, page_language
from catalogue.practice.models import Adoption
from catalogue.public.adoption.filters import (
    ADOPTION_LABELS,
    ENDED,
    IN_USE,
    STATES,
    AdoptionFilter,
)
from catalogue.public.api.objects import ARROW
from catalogue.public.exports.addresses import method_addresses
from catalogue.public.exports.asking import (
    PAGE,
    BadParameters,
    refuse_unknown_names,
)
from catalogue.public.exports.json_file import json_objects
from catalogue.public.exports.views import CSV, JSON, XLSX, ListExport, Part, Rows
from catalogue.public.exports.wording import SEPARATOR
from catalogue.public.place_paths import place_levels
from catalogue.tables.column import Column
from catalogue.tables.delimited import csv_lines
from catalogue.tables.workbook import xlsx_parts

_NARROW, _MIDDLE, _WIDE = 12, 24, 60


class PublicAdoptions:
    """The adoptions of a list, of which only a part is ever in memory."""

    def __init__(self, asked: AdoptionFilter) -> None:
        self.version = asked.catalogue.version
        self._rows = (
            asked.qs.with_path()
            .select_related("method")
            .prefetch_related("evidence", "method__themes")
        )

    @cached_property
    def _count(self) -> int:
        return self._rows.count()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, part: slice) -> list[Adoption]:
        """The adoptions of a part of the list."""
        return list(self._rows[part])

    def batches(self, size: int) -> Iterator[list[Adoption]]:
        """All of them, so many at a time."""
        batch: list[Adoption] = []
        for row in self._rows.iterator(size):
            batch.append(row)
            if len(batch) == size:
                yield batch
                batch = []
        if batch:
            yield batch


def asked_adoptions(asked: MultiValueDict[str, str]) -> AdoptionFilter:
    """The filtered adoptions; raises BadParameters where a page names a problem."""
    found = AdoptionFilter(asked)
    if found.problems:
        raise BadParameters({each.parameter: [each.message] for each in found.problems})
    return found


def state_of(adoption: Adoption) -> str:
    """As an address names it: "in-use" or "ended"."""
    return ENDED if adoption.has_ended else IN_USE


class AdoptionObjects:
    """Makes objects of adoptions; their addresses begin with the origin."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._address = method_addresses(origin, ENGLISH)

    def of(self, adoption: Adoption) -> dict[str, Any]:
        """The adoption, whole: what is not known is None, texts are empty."""
        method, community = adoption.method, adoption.community
        return {
            "number": adoption.pk,
            "method": {
                "number": method.number,
                "url": self._address(method.number, method.slug),
                "title_zh": method.title_zh,
                "title_en": method.title_en,
                "themes": [theme.slug for theme in method.themes.all()],
            },
            "community": {
                "number": community.number,
                "name": community.name,
                "code": community.code,
                "path": _path(adoption, CHINESE),
                "path_en": _path(adoption, ENGLISH),
            },
            "reporting_body": community.reporting_body.slug,
            "region": community.reporting_body.region or None,
            "state": state_of(adoption),
            "since": adoption.since or None,
            "adapted_zh": adoption.adapted_zh,
            "adapted_en": adoption.adapted_en,
            "result_zh": adoption.result_zh,
            "result_en": adoption.result_en,
            "ended_on": adoption.ended_on or None,
            "end_reason": adoption.end_reason,
            "source": adoption.source,
            "links": _links(adoption),
            "is_demo": adoption.is_demo,
        }


def adoption_columns(origin: str) -> list[Column[Adoption]]:
    """All columns in their order, in the language that is active now."""
    language = page_language()
    address = method_addresses(origin, language)
    states = {value: str(label) for value, label in STATES.items()}
    return [
        _own(_("Number"), "pk", _NARROW),
        Column(_("Number of the method"), _NARROW, lambda row: row.method_id),
        Column(
            _("Web address of the method"),
            _MIDDLE,
            lambda row: address(row.method_id, row.method.slug),
        ),
        Column(_("Chinese title"), _MIDDLE, lambda row: row.method.title_zh),
        Column(_("English title"), _MIDDLE, lambda row: row.method.title_en),
        Column(
            _("Code word of the reporting body"),
            _MIDDLE,
            lambda row: row.community.reporting_body.slug,
        ),
        Column(_("Place"), _WIDE, lambda row: _path(row, language)),
        Column(_("Number of the community"), _MIDDLE, lambda row: row.community_id),
        Column(_("Code of the community"), _MIDDLE, lambda row: row.community.code),
        Column(_("State"), _NARROW, lambda row: states[state_of(row)]),
        _own(_("Since"), "since", _NARROW),
        _own(_("Adapted how, in Chinese"), "adapted_zh", _WIDE),
        _own(_("Adapted how, in English"), "adapted_en", _WIDE),
        _own(_("Result in Chinese"), "result_zh", _WIDE),
        _own(_("Result in English"), "result_en", _WIDE),
        _own(_("Ended"), "ended_on", _NARROW),
        _own(_("Why it ended"), "end_reason", _MIDDLE),
        _own(_("Source"), "source", _MIDDLE),
        Column(_("Links"), _MIDDLE, lambda row: SEPARATOR.join(_links(row))),
        _own(_("Demonstration record"), "is_demo", _NARROW),
    ]


class AdoptionExport(ListExport):
    """All adoptions of a filtered list as a file."""

    name = "adoptions"

    def rows(self) -> Rows:
        refuse_unknown_names(self.request.GET, (*ADOPTION_LABELS, PAGE))
        return PublicAdoptions(asked_adoptions(self.request.GET))


class AdoptionsAsCSV(AdoptionExport):
    extension = "csv"
    content_type = CSV

    def parts(self, batches: Iterable[list[Adoption]]) -> Iterator[Part]:
        return csv_lines(adoption_columns(self.origin), batches)


class AdoptionsAsJSON(AdoptionExport):
    extension = "json"
    content_type = JSON

    def parts(self, batches: Iterable[list[Adoption]]) -> Iterator[Part]:
        return json_objects(AdoptionObjects(self.origin).of, batches)


class AdoptionsAsXLSX(AdoptionExport):
    extension = "xlsx"
    content_type = XLSX

    def parts(self, batches: Iterable[list[Adoption]]) -> Iterator[Part]:
        return xlsx_parts(adoption_columns(self.origin), batches, gettext("Adoptions"))


def _own(heading: Promise, field: str, width: int) -> Column[Adoption]:
    return Column(heading, width, lambda row: getattr(row, field))


def _path(adoption: Adoption, language: str) -> str:
    community = adoption.community
    with override(language):
        return ARROW.join(place_levels(community, community.reporting_body))


def _links(adoption: Adoption) -> list[str]:
    return [each.address for each in adoption.evidence.all() if each.address]
