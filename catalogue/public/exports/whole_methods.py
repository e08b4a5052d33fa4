"""Published methods with all that may leave the site, read as plain values.

Of 100,000 methods, models and serializers would cost far more than the database: so a
batch of any size is one query for just these columns, and its rows stay dicts.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db.models import F, Field, OuterRef, Subquery

from catalogue.bilingual import CHINESE
from catalogue.methods.models import (
    MethodCharacteristic,
    MethodParent,
    Source,
    Step,
    WorkMethod,
)
from catalogue.methods.models.method_parent import MethodParentQuerySet
from catalogue.places.english import english_community_name
from catalogue.practice.adoption_counts import adoptions_count
from catalogue.practice.models import StillInUseAnswer
from catalogue.practice.still_in_use_standing import StillInUse
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.narrowing import Narrowing
from catalogue.public.outcomes import weight
from catalogue.rounds.models import Submission

Row = dict[str, Any]

_TEXTS = ("title", "summary", "problem", "conditions", "results", "cautions")
_OWN = (
    *("number", "slug", "kind", "year_begun", "is_demo", "published_at", "updated_at"),
    *(f"{text}_{suffix}" for text in _TEXTS for suffix in ("zh", "en")),
)
_PLACE = {
    "body_slug": "reporting_body__slug",
    "body_name_zh": "reporting_body__name_zh",
    "body_name_en": "reporting_body__name_en",
    "province_name_zh": "community__province__name_zh",
    "province_name_en": "community__province__name_en",
    "province_short_name_zh": "community__province__short_name_zh",
    "province_short_name_en": "community__province__short_name_en",
    "city_name_zh": "community__county__parent__name_zh",
    "city_name_en": "community__county__parent__name_en",
    "county_name_zh": "community__county__name_zh",
    "county_name_en": "community__county__name_en",
    "street_name_zh": "community__street__name_zh",
    "street_name_en": "community__street__name_en",
    "community_number": "community__number",
    "community_code": "community__code",
    "community_name_zh": "community__name",
    "community_name_en": "community__name_en",
    "community_stem": "community__key_stem",
    "community_type": "community__key_type",
    "community_pinyin": "community__pinyin",
    "settlement": "community__settlement",
}
_THEME = {each: f"theme__{each}" for each in ("slug", "name_zh", "name_en")}
_EVIDENCE = ("characteristic", "evidence_zh", "evidence_en")
_STEP_TEXTS = ("title", "action", "who", "when", "output", "caution")
_STEP = (
    "position",
    *(f"{text}_{suffix}" for text in _STEP_TEXTS for suffix in ("zh", "en")),
)
_SOURCE = ("title", "issuer", "dated", "address", "may_link", "note")
_ROUND = {each: f"selection_round__{each}" for each in ("slug", "title_zh", "title_en")}


@dataclass(frozen=True, slots=True)
class WholeMethod:
    """One published method: its own row with its place, and the rows of its parts."""

    row: Row
    themes: list[Row]
    characteristics: list[Row]
    steps: list[Row]
    sources: list[Row]
    # Of announced rounds only.
    rounds: list[Row]
    # Published methods that it was learnt from, and that came of it.
    learnt_from: list[Row]
    gave_rise_to: list[Row]
    # Every time that it was asked after, the earliest first.
    still_in_use: list[Row]

    @property
    def still_in_use_code(self) -> str:
        """The last answer given, or that there is none."""
        given = [row["answer"] for row in self.still_in_use if row["answer"]]
        if given:
            return str(given[-1])
        return StillInUse.NO_ANSWER if self.still_in_use else StillInUse.NOT_ASKED

    @property
    def last_confirmed_on(self) -> datetime.date | None:
        """The last day on which somebody confirmed that it is in use."""
        used = (
            row["confirmed_on"]
            for row in self.still_in_use
            if row["answer"] in StillInUseAnswer.IN_USE
        )
        last = max(used, default=None)
        return datetime.date.fromisoformat(last) if last else None

    @property
    def weightiest_round(self) -> Row | None:
        """The round whose outcome says most; None where none is proven."""
        return min(self.rounds, key=lambda each: weight(each["outcome"]), default=None)


class WholeMethods:
    """The methods of a list in its order, of which only a part is ever in memory.

    Counted and ordered as the page; a method that is no longer published when its
    part is read is left out of it.
    """

    def __init__(self, filterset: WorkMethodFilter) -> None:
        self.version = filterset.catalogue.version
        self._narrowing = Narrowing.of(filterset)

    def __len__(self) -> int:
        return self._narrowing.count()

    def __getitem__(self, part: slice) -> list[WholeMethod]:
        """The methods of a part of the list."""
        numbers = self._narrowing.numbers()
        return whole_methods(list(islice(numbers, part.start, part.stop)))

    def batches(self, size: int) -> Iterator[list[WholeMethod]]:
        """All of them, so many at a time."""
        numbers = self._narrowing.numbers()
        while batch := list(islice(numbers, size)):
            yield whole_methods(batch)


def whole_methods(numbers: Sequence[int]) -> list[WholeMethod]:
    """The published ones of these methods, in the same order, in one query."""
    methods = WorkMethod.objects.published().filter(pk__in=numbers).order_by()
    parts = _parts()
    rows = {
        row["number"]: WholeMethod(row, *(row.pop(name) for name in parts))
        for row in methods.values(
            *_OWN, adoption_count=adoptions_count(), **_named(_PLACE), **parts
        )
    }
    return [rows[number] for number in numbers if number in rows]


def local(row: Row, field: str, language: str) -> str:
    """A text of a row in a language; in the other one where it is written only there.

    Empty where there is none, or no such place.
    """
    if field == "community_name" and language != CHINESE:
        return _english_name(row)
    chinese, english = row[f"{field}_zh"], row[f"{field}_en"]
    return (chinese or english if language == CHINESE else english or chinese) or ""


def _english_name(row: Row) -> str:
    return (
        row["community_name_en"]
        or _english_community_name(
            row["community_stem"], row["community_type"], row["community_pinyin"]
        )
        or row["community_name_zh"]
    )


# A community may have many methods, and reading the pinyin of its name takes a while.
_english_community_name = lru_cache(maxsize=10_000)(english_community_name)


class _Rows(Subquery):
    """The rows of a query as one JSON array, which psycopg reads as dicts."""

    template = "(SELECT coalesce(json_agg(part), '[]') FROM (%(subquery)s) AS part)"
    output_field = Field()


def _parts() -> dict[str, _Rows]:
    """The parts of a method as a WholeMethod has them, under names of their own."""
    of_method = {"method": OuterRef("pk")}
    themes = WorkMethod.themes.through.objects.filter(workmethod=OuterRef("pk"))
    return {
        "its_themes": _Rows(
            themes.order_by("theme__sort_order", "theme__slug").values(**_named(_THEME))
        ),
        "its_characteristics": _Rows(
            MethodCharacteristic.objects.filter(**of_method)
            .order_by("pk")
            .values(*_EVIDENCE)
        ),
        "its_steps": _Rows(
            Step.objects.filter(**of_method).order_by("position").values(*_STEP)
        ),
        "its_sources": _Rows(
            Source.objects.filter(**of_method)
            .order_by("position", "pk")
            .values(*_SOURCE)
        ),
        "its_rounds": _Rows(
            Submission.objects.public()
            .filter(**of_method)
            .values("outcome", **_named(_ROUND))
        ),
        "its_parents": _Rows(_family(child=OuterRef("pk")).values(number=F("parent"))),
        "its_children": _Rows(_family(parent=OuterRef("pk")).values(number=F("child"))),
        "its_answers": _Rows(
            StillInUseAnswer.objects.filter(counts_for=OuterRef("pk"))
            .in_order()
            .values("answer", "confirmed_on")
        ),
    }


def _family(**side: OuterRef) -> MethodParentQuerySet:
    return MethodParent.objects.public().filter(**side).order_by("pk")


def _named(paths: dict[str, str]) -> dict[str, F]:
    return {name: F(path) for name, path in paths.items()}
