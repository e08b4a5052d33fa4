"""What the records hold of a question, read in a fixed number of queries."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from catalogue.methods.models import Step, WorkMethod
from catalogue.methods.search.fields import Group, worthiest_fields
from catalogue.methods.search.normalise import normalise
from catalogue.practice.adoption_counts import adoption_counts
from catalogue.public.facet_index import FacetIndex
from catalogue.public.finding.circumstances import PLACES, RESIDENTS, RESOURCES
from catalogue.public.finding.everyday_problems import SUBJECTS as PROBLEMS
from catalogue.public.finding.own_words import heard_in, words_of
from catalogue.public.finding.question import Question
from catalogue.public.finding.subjects import Subject

# Where each published method speaks of something, by its number.
Fields = Mapping[int, str]
# A word that more of the records hold tells nothing of any of them.
_LARGEST_SHARE_OF_A_TELLING_WORD = 4
_ALWAYS_TELLING = 5


@dataclass(frozen=True)
class Spoken:
    """A subject of the question, and the methods that speak of it."""

    subject: Subject
    fields: Fields


@dataclass(frozen=True)
class Evidence:
    """Which published methods hold what of a question."""

    index: FacetIndex
    problems: Sequence[Spoken] = ()
    heard: Sequence[Spoken] = ()
    places: Sequence[Spoken] = ()
    residents: Sequence[Spoken] = ()
    resources: Sequence[Spoken] = ()
    # By word of the reader's own, in their order.
    words: Mapping[str, Fields] = field(default_factory=dict)
    adopters: Mapping[int, int] = field(default_factory=dict)

    @property
    def telling_words(self) -> dict[str, Fields]:
        """Those that some records hold and most do not."""
        most = max(
            _ALWAYS_TELLING,
            len(self.index.numbers) // _LARGEST_SHARE_OF_A_TELLING_WORD,
        )
        return {
            word: fields
            for word, fields in self.words.items()
            if 0 < len(fields) <= most
        }


def gather(question: Question, index: FacetIndex) -> Evidence:
    """Ask the records, in two queries for any question and any number of methods."""
    asked = {
        "problems": [PROBLEMS[key] for key in question["problem"]],
        "heard": _heard(question),
        "places": _chosen(PLACES, question["place"]),
        "residents": _chosen(RESIDENTS, question["residents"]),
        "resources": _chosen(RESOURCES, question.resources),
    }
    words = words_of(question.words)
    subjects = [subject for each in asked.values() for subject in each]
    groups = [subject.units for subject in subjects]
    groups += [[unit] for unit in words.values()]
    found = iter(_fields(groups, index))
    spoken = {
        name: [Spoken(subject, next(found)) for subject in each]
        for name, each in asked.items()
    }
    return Evidence(
        index,
        **spoken,
        words=dict(zip(words, found, strict=True)),
        adopters=adoption_counts(),
    )


def _heard(question: Question) -> list[Subject]:
    """The problems that the reader's own words name, besides those that are chosen."""
    heard = heard_in(question.words)
    return [each for each in heard if each.key not in question["problem"]]


def _chosen(subjects: Iterable[Subject], keys: Sequence[str]) -> list[Subject]:
    return [each for each in subjects if each.key in keys]


def _fields(groups: Sequence[Group], index: FacetIndex) -> Iterator[Fields]:
    for fields in worthiest_fields(groups):
        yield {number: name for number, name in fields.items() if number in index.ranks}


@dataclass(frozen=True)
class Read:
    """What was read in one method itself."""

    has_steps: bool
    has_conditions: bool
    # How many households its community has; None where the record does not say.
    households: int | None


_TEXTS = ("summary_zh", "summary_en", "problem_zh", "problem_en")
_HOUSEHOLDS = re.compile(
    r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*(万)?[余多]?(?:户|households)"
)
_TEN_THOUSAND = 10_000
# Fewer are those of one building, or those that somebody called on.
_FEWEST_HOUSEHOLDS = 100


def read(numbers: Iterable[int]) -> dict[int, Read]:
    """Look into these methods, in one query."""
    rows = WorkMethod.objects.published().filter(pk__in=list(numbers))
    rows = rows.annotate(has_steps=Exists(Step.objects.filter(method=OuterRef("pk"))))
    columns = ("number", "has_steps", "conditions_zh", "conditions_en", *_TEXTS)
    return {
        number: Read(has_steps, bool(zh or en), households_in("\n".join(texts)))
        for number, has_steps, zh, en, *texts in rows.values_list(*columns)
    }


def households_in(text: str) -> int | None:
    """The largest number of households that a text names, if it may be a community."""
    found = [
        float(number.replace(",", "")) * (_TEN_THOUSAND if ten_thousands else 1)
        for number, ten_thousands in _HOUSEHOLDS.findall(normalise(text))
    ]
    largest = max(found, default=0)
    return int(largest) if largest >= _FEWEST_HOUSEHOLDS else None
