"""Published methods with all that may leave the site, read as plain values.

Of 100,000 methods, models and serializers would cost far more than the database: so a
batch of any size is six queries for just these columns, and its rows stay dicts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import F, QuerySet

from catalogue.bilingual import CHINESE
from catalogue.methods.models import MethodCharacteristic, Source, Step, WorkMethod
from catalogue.places.english import english_community_name
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
    """The published ones of these methods, in the same order, in six queries."""
    rows = {row["number"]: row for row in _rows(numbers)}
    themes, characteristics, steps, sources, rounds = map(_by_method, _parts(numbers))
    return [
        WholeMethod(
            rows[number],
            themes[number],
            characteristics[number],
            steps[number],
            sources[number],
            rounds[number],
        )
        for number in numbers
        if number in rows
    ]


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
        or english_community_name(
            row["community_stem"], row["community_type"], row["community_pinyin"]
        )
        or row["community_name_zh"]
    )


def _rows(numbers: Sequence[int]) -> Iterable[Row]:
    methods = WorkMethod.objects.published().filter(pk__in=numbers)
    return methods.order_by().values(*_OWN, **_named(_PLACE))


def _parts(numbers: Sequence[int]) -> Iterator[QuerySet[Any, Row]]:
    of_methods = {"method__in": numbers}
    themes = WorkMethod.themes.through.objects.filter(workmethod__in=numbers)
    yield themes.order_by("theme__sort_order", "theme__slug").values(
        method_id=F("workmethod_id"), **_named(_THEME)
    )
    characteristics = MethodCharacteristic.objects.filter(**of_methods)
    yield characteristics.order_by("pk").values("method_id", *_EVIDENCE)
    steps = Step.objects.filter(**of_methods)
    yield steps.order_by("position").values("method_id", *_STEP)
    sources = Source.objects.filter(**of_methods)
    yield sources.order_by("position", "pk").values("method_id", *_SOURCE)
    rounds = Submission.objects.public().filter(**of_methods)
    yield rounds.values("method_id", "outcome", **_named(_ROUND))


def _named(paths: dict[str, str]) -> dict[str, F]:
    return {name: F(path) for name, path in paths.items()}


def _by_method(parts: Iterable[Row]) -> dict[int, list[Row]]:
    by_method: dict[int, list[Row]] = defaultdict(list)
    for part in parts:
        by_method[part.pop("method_id")].append(part)
    return by_method
