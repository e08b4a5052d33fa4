"""Ask the index which methods hold a question, and how well."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.db.backends.utils import CursorWrapper

from catalogue.methods.search.lexemes import (
    CLASS_OF_FIELD,
    CLASSES,
    Unit,
    all_of,
    one_of,
    units_of,
)
from catalogue.methods.search.place_paths import place_path_of
from catalogue.methods.search.query import Term, terms_of

# Up to here a hit is looked at again in the text itself; above, pairs are enough.
MOST_RECHECKED = 2_000
_FOUND = "SELECT place, numbers FROM methods_found(%s::tsquery[]) ORDER BY place"
_NOT_FOUND = len(CLASSES)

Numbers = Sequence[int]


@dataclass(frozen=True)
class Found:
    """The methods that a question finds, in the order of the worth of its fields.

    Where a method stands in several classes, the first one counts. Of several words
    the one in the least worthy field decides.
    """

    ranked: Sequence[Numbers]

    @cached_property
    def everywhere(self) -> frozenset[int]:
        return frozenset[int]().union(*self.ranked)


NOTHING = Found([()] * len(CLASSES))


def search(question: str) -> Found:
    """The methods, published or not, that hold every word of the question."""
    terms = terms_of(question)
    if not terms:
        return NOTHING
    with connection.cursor() as cursor:
        asked = [_Asked(term, cursor, is_alone=len(terms) == 1) for term in terms]
        if len(asked) == 1 and asked[0].is_one_token:
            return Found(_in_classes(asked[0].units[0], cursor))
        everywhere = all_of(each.anywhere() for each in asked)
        [numbers] = numbers_of([everywhere], cursor)
        if not numbers:
            return NOTHING
        is_rechecked = len(numbers) <= MOST_RECHECKED
        worst = dict.fromkeys(numbers, 0)
        for each in asked:
            best = each.best_classes(everywhere, numbers, cursor, is_rechecked)
            worst = {
                number: max(place, best[number])
                for number, place in worst.items()
                if number in best
            }
    return Found(_by_class(worst))


class _Asked:
    """A term, or what else it may mean."""

    def __init__(self, term: Term, cursor: CursorWrapper, *, is_alone: bool) -> None:
        self.term = term
        self.units = units_of(term, is_alone=is_alone)
        self.path = place_path_of(term, cursor)

    @property
    def is_one_token(self) -> bool:
        return self.term.is_exact and len(self.units) == 1

    def anywhere(self) -> str:
        """The question to the index."""
        text = all_of(unit.anywhere() for unit in self.units)
        return text if self.path is None else one_of([text, self.path.anywhere()])

    def best_classes(
        self, within: str, numbers: Numbers, cursor: CursorWrapper, is_rechecked: bool
    ) -> dict[int, int]:
        """The best class of each method that holds the term."""
        if is_rechecked and not self.term.is_exact:
            found = _classes_in_text(self.term, numbers, cursor)
        else:
            found = _worst_classes(self.units, within, cursor)
        if self.path is None:
            return found
        by_name = _best(_in_classes(self.path, cursor, within))
        return by_name | {
            number: min(place, by_name.get(number, place))
            for number, place in found.items()
        }


def _in_classes(unit: Unit, cursor: CursorWrapper, within: str = "") -> list[Numbers]:
    """By class, the methods in which the unit stands there; of those within."""
    questions = [unit.in_class(mark) for mark in CLASSES]
    asked = [
        all_of([within, question] if within else [question])
        for question in questions
        if question
    ]
    found = iter(numbers_of(asked, cursor))
    return [next(found) if question else () for question in questions]


def numbers_of(asked: list[str], cursor: CursorWrapper) -> list[Numbers]:
    """The methods that answer each of these questions to the index; one query."""
    cursor.execute(_FOUND, [asked])
    return [numbers for _place, numbers in cursor.fetchall()]


def _worst_classes(
    units: list[Unit], within: str, cursor: CursorWrapper
) -> dict[int, int]:
    """The best class of each unit, and of these the worst, for each method."""
    first, *others = [_best(_in_classes(unit, cursor, within)) for unit in units]
    for best in others:
        first = {
            number: max(place, best.get(number, _NOT_FOUND))
            for number, place in first.items()
        }
    return {number: place for number, place in first.items() if place < _NOT_FOUND}


def _best(classes: Sequence[Numbers]) -> dict[int, int]:
    """The first class in which each method stands."""
    best: dict[int, int] = {}
    for place in reversed(range(len(classes))):
        best.update(dict.fromkeys(classes[place], place))
    return best


def _classes_in_text(
    term: Term, numbers: Numbers, cursor: CursorWrapper
) -> dict[int, int]:
    """The class of the field where the very text of the term stands first."""
    cursor.execute(
        "SELECT method_id, width_bucket(strpos(whole, %s), beginnings)"
        " FROM methods_searchtext WHERE method_id = ANY(%s)",
        [term.text, list(numbers)],
    )
    return {
        number: CLASS_OF_FIELD[field - 1]
        for number, field in cursor.fetchall()
        if field
    }


def _by_class(places: dict[int, int]) -> Sequence[Numbers]:
    ranked: list[list[int]] = [[] for _ in CLASSES]
    for number, place in places.items():
        ranked[place].append(number)
    return ranked
