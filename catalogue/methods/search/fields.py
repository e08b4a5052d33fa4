"""In which field a method speaks of something: for rankings that say why."""

from collections.abc import Sequence

from django.db import connection

from catalogue.methods.search.document import LETTERS, WHOLE_NAME
from catalogue.methods.search.finding import numbers_of
from catalogue.methods.search.lexemes import Unit, one_of

# What a method itself says, in the order of worth, and the kind of its place: the name
# of a community stands among its whole names with words such as "village".
COMMUNITY = "community"
FIELDS = (
    "title", "summary", "problem", "steps", "results", "conditions", COMMUNITY,
)  # fmt: skip
_MARKS = {
    name: LETTERS[name] + (WHOLE_NAME if name == COMMUNITY else "") for name in FIELDS
}

Group = Sequence[Unit]


def worthiest_fields(groups: Sequence[Group]) -> list[dict[int, str]]:
    """For each group of words, the first of FIELDS that holds one of them, by method.

    Methods published or not; one query for all groups, none without any.
    """
    if not groups:
        return []
    questions = [
        one_of(filter(None, (unit.in_class(mark) for unit in group)))
        for group in groups
        for mark in _MARKS.values()
    ]
    with connection.cursor() as cursor:
        found = numbers_of(questions, cursor)
    return [
        _first(found[start : start + len(FIELDS)])
        for start in range(0, len(found), len(FIELDS))
    ]


def _first(by_field: Sequence[Sequence[int]]) -> dict[int, str]:
    best: dict[int, str] = {}
    for name, numbers in reversed([*zip(FIELDS, by_field, strict=True)]):
        best.update(dict.fromkeys(numbers, name))
    return best
