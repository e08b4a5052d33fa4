"""How well the formula answers questions whose right answers a person wrote down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.http import QueryDict

from catalogue.data_files import Row, read_rows
from catalogue.methods.models import WorkMethod
from catalogue.public.facet_index import FacetIndex
from catalogue.public.finding.question import read_question
from catalogue.public.finding.ranking import rank

FILE = Path(__file__).parent / "data" / "benchmark.csv"
COLUMNS = ["number", "part", "language", "question", "expected"]
# By these questions the words and weights were chosen; by the others they were not.
TUNING, HELD = "tuning", "held"
_FIRST_FEW = 3


@dataclass(frozen=True)
class Measured:
    """One question of the benchmark with the places of the expected answers."""

    number: int
    part: str
    question: str
    expected: int
    # From 1; those that are not among the answers are left out.
    places: tuple[int, ...]


@dataclass(frozen=True)
class Score:
    """What the answers of some questions are worth; shares from 0 to 1."""

    questions: int
    # An expected answer among the first three, among all ten.
    within_three: float
    within_ten: float
    # The mean of 1 / place of the first expected answer.
    mean_reciprocal_rank: float
    # Of all expected answers, those among the ten.
    found: float


def measure(index: FacetIndex) -> list[Measured]:
    """Ask every question of the benchmark; needs the real records."""
    rows = read_rows(FILE, COLUMNS)
    titles = {title for row in rows for title in _expected(row)}
    published = WorkMethod.objects.published().filter(title_zh__in=titles)
    numbers = dict(published.values_list("title_zh", "number"))
    for row in rows:
        for title in _expected(row):
            if title not in numbers:
                raise row.fault("expected", "titles of published methods")
    return [_measured(row, numbers, index) for row in rows]


def _expected(row: Row) -> list[str]:
    return row["expected"].split(";")


def _measured(row: Row, numbers: dict[str, int], index: FacetIndex) -> Measured:
    question = read_question(QueryDict(row["question"]))
    if question.problems:
        raise row.fault("question", "a query without problems")
    expected = {numbers[title] for title in _expected(row)}
    answers = [each.number for each in rank(question, index).answers]
    return Measured(
        number=int(row["number"]),
        part=row.one_of("part", (TUNING, HELD)),
        question=row["question"],
        expected=len(expected),
        places=tuple(
            place for place, each in enumerate(answers, start=1) if each in expected
        ),
    )


def score(measured: Sequence[Measured]) -> Score:
    """The score of these questions, of which there must be some."""
    return Score(
        questions=len(measured),
        within_three=_share(
            min(each.places, default=99) <= _FIRST_FEW for each in measured
        ),
        within_ten=_share(bool(each.places) for each in measured),
        mean_reciprocal_rank=_share(
            1 / min(each.places) if each.places else 0 for each in measured
        ),
        found=sum(len(each.places) for each in measured)
        / sum(each.expected for each in measured),
    )


def _share(values: Iterable[float]) -> float:
    each = list(values)
    return sum(each) / len(each)
