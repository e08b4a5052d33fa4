"""Communities for programs: 620,000 rows in pages, each as cheap as the first.

PostgreSQL would count and skip all rows before a page: 0.2 and 0.8 seconds. So each
process keeps the numbers of all real communities, four bytes each, and looks up the
rows of one page by their numbers.
"""

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import overload

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from catalogue.places.models import Community, Province
from catalogue.public.exports.asking import BadParameters
from catalogue.public.parameters import (
    LISTED,
    LONGEST_SEARCH,
    read_parameters,
    shown_value,
)

# What the numbers depend on: the newest community and the newest change of one.
_Moment = tuple[int | None, int | None]


class CommunityRows(Sequence[Community]):
    """The communities with these numbers, read when a part of them is taken."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, part: int) -> Community: ...
    @overload
    def __getitem__(self, part: slice) -> list[Community]: ...
    def __getitem__(self, part: int | slice) -> Community | list[Community]:
        if isinstance(part, int):
            return self[part : part + 1][0]
        numbers = list(self.numbers[part])
        rows = (
            Community.objects.real()
            .with_path()
            .select_related("reporting_body")
            .in_bulk(numbers)
        )
        return [rows[number] for number in numbers if number in rows]


def asked_communities(asked: MultiValueDict[str, str]) -> CommunityRows:
    """Real communities by number; those of a search stand in the order of the search.

    Raises BadParameters. A search finds at most 200.
    """
    codes = _body_codes(asked.getlist("province"))
    search = _search(asked)
    if search:
        return CommunityRows(_found(search, codes))
    by_body = _numbers_by_body(_moment())
    if codes is None:
        return CommunityRows(by_body[""])
    return CommunityRows(_merged(by_body.get(code, array("i")) for code in codes))


def number_of_communities() -> int:
    """How many real communities there are; counted anew when one has changed."""
    return _counted(_moment())


@lru_cache(maxsize=1)
def _counted(_at: _Moment) -> int:
    return Community.objects.real().unmerged().count()


def _body_codes(slugs: Iterable[str]) -> set[str] | None:
    asked = [slug for slug in slugs if slug]
    if not asked:
        return None
    bodies = Province.objects.reporting_bodies()
    known = dict(bodies.values_list("slug", "code"))
    unknown = [shown_value(slug) for slug in asked if slug not in known]
    if unknown:
        values = gettext(", ").join(unknown[:5])
        message = gettext("No such value: %(values)s") % {"values": values}
        raise BadParameters({"province": [message]})
    return {known[slug] for slug in asked}


def _search(asked: MultiValueDict[str, str]) -> str:
    """What is searched for, judged by the rules of every search; one at a time."""
    only_search = MultiValueDict({"q": asked.getlist("q")})
    read = read_parameters(only_search, {name: {} for name in LISTED})
    if read.problems or len(read["q"]) > 1:
        message = gettext(
            "Write one search of at most %(characters)d characters, without control "
            "characters."
        )
        raise BadParameters({"q": [message % {"characters": LONGEST_SEARCH}]})
    return "".join(read["q"])


def _found(search: str, codes: set[str] | None) -> list[int]:
    return [
        each.number
        for each in Community.objects.matching(search)
        if codes is None or each.reporting_body_id in codes
    ]


def _moment() -> _Moment:
    changes = Community.pgh_event_models  # type: ignore[attr-defined]
    newest = Community.objects.aggregate(newest=Max("number"))["newest"]
    event = next(iter(changes.values()))
    return newest, event.objects.aggregate(newest=Max("pgh_id"))["newest"]


@lru_cache(maxsize=1)
def _numbers_by_body(_at: _Moment) -> "dict[str, array[int]]":
    """The numbers by the code of the reporting body, and of all by the empty one."""
    rows = (
        Community.objects.real()
        .unmerged()
        .order_by()
        .values("reporting_body")
        .annotate(numbers=ArrayAgg("number"))
        .values_list("reporting_body", "numbers")
    )
    by_body = {code: array("i", sorted(numbers)) for code, numbers in rows}
    by_body[""] = _merged([*by_body.values()])
    return by_body


def _merged(parts: "Iterable[array[int]]") -> "array[int]":
    return array("i", sorted(number for part in parts for number in part))
