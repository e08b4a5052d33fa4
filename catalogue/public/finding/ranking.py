"""Put methods in the order of their points, each with the reasons for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from catalogue.bilingual import LocalText
from catalogue.public.facet_index import FacetIndex
from catalogue.public.finding.evidence import Evidence, Read, gather, read
from catalogue.public.finding.formula import Term, terms_of, terms_read
from catalogue.public.finding.question import Question

MOST_ANSWERS = 10
# Of more methods than these only the best by the index are looked into.
MOST_READ = 500


@dataclass(frozen=True)
class Line:
    """A reason and its points, which may be fewer than none."""

    reason: str
    points: int
    # Of the reader's own words, those that are the reason.
    quoted: Sequence[LocalText] = ()


@dataclass(frozen=True)
class Ranked:
    """A method with what it got its points for."""

    number: int
    lines: Sequence[Line]
    read: Read

    @property
    def points(self) -> int:
        return sum(line.points for line in self.lines)


@dataclass(frozen=True)
class Ranking:
    """The best answers to a question, the best first, and what they come from."""

    answers: Sequence[Ranked] = ()
    # How many methods answer at all, and how many of them by more than their theme.
    count: int = 0
    speaking: int = 0
    evidence: Evidence | None = field(default=None, repr=False)


def rank(question: Question, index: FacetIndex) -> Ranking:
    """The answers to a question, in three queries whatever it is; none for no question.

    Equal points stand by: points for the problem and the own words, adoptions, the
    newest first.
    """
    if not question:
        return Ranking()
    evidence = gather(question, index)
    terms = terms_of(question, evidence)
    candidates = answering(terms) if question.has_subject else set(index.numbers)
    best = _Order(terms, evidence).of(candidates)[:MOST_READ]
    found = read(best)
    terms = [*terms, *terms_read(question, evidence, found)]
    if not question.has_subject:
        best = [number for number in best if _is_answer(number, terms)]
    order = [number for number in _Order(terms, evidence).of(best) if number in found]
    answers = [
        Ranked(number, _lines(number, terms), found[number])
        for number in order[:MOST_ANSWERS]
    ]
    count = len(candidates) if question.has_subject else len(order)
    speaking = answering(term for term in terms if not term.is_near)
    return Ranking(answers, count, len(speaking), evidence)


def answering(terms: Iterable[Term]) -> set[int]:
    """The methods that speak of the problem, or hold some of the own words."""
    return set[int]().union(*(term.points for term in terms if term.is_subject))


def _is_answer(number: int, terms: Iterable[Term]) -> bool:
    return any(term.is_asked and term.points.get(number, 0) > 0 for term in terms)


class _Order:
    """The order of methods by their points, and of equal ones."""

    def __init__(self, terms: Sequence[Term], evidence: Evidence) -> None:
        self._points = _sum(terms)
        self._of_subject = _sum([term for term in terms if term.is_subject])
        self._evidence = evidence

    def of(self, numbers: Iterable[int]) -> list[int]:
        return sorted(numbers, key=self._place)

    def _place(self, number: int) -> tuple[int, int, int, int]:
        return (
            -self._points.get(number, 0),
            -self._of_subject.get(number, 0),
            -self._evidence.adopters.get(number, 0),
            self._evidence.index.ranks[number],
        )


def _sum(terms: Iterable[Term]) -> dict[int, int]:
    total: dict[int, int] = {}
    for term in terms:
        for number, points in term.points.items():
            total[number] = total.get(number, 0) + points
    return total


def _lines(number: int, terms: Iterable[Term]) -> list[Line]:
    return [
        Line(term.reason(number), term.points[number], term.quoted(number))
        for term in terms
        if number in term.points
    ]
