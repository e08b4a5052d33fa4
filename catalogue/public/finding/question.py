"""What is asked, read from an address and judged: docs/finding.md names each part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from catalogue.public.finding.circumstances import (
    AMOUNTS,
    PLACES,
    RESIDENTS,
    RESOURCES,
    SIZES,
)
from catalogue.public.finding.everyday_problems import SUBJECTS as PROBLEMS
from catalogue.public.parameters import (
    COMPARE,
    LONGEST_SEARCH,
    Problem,
    is_unreadable,
    parted,
    quoted,
    stated,
    unknown_values,
    without_format_characters,
)

# More would be no question any more.
MOST_PROBLEMS = 3
Names = Mapping[str, str | Promise]


@dataclass(frozen=True)
class Parameter:
    """A part of the question: what it is called and which values it takes."""

    label: str | Promise
    names: Names
    # How many values count; the rest is left out and named.
    most: int = 1


def _named(subjects: Iterable[object]) -> Names:
    return {each.key: each.label for each in subjects}  # type: ignore[attr-defined]


WORDS = "q"
PARAMETERS = {
    "problem": Parameter(
        pgettext_lazy("find a method", "Problem"),
        _named(PROBLEMS.values()),
        MOST_PROBLEMS,
    ),
    "place": Parameter(_("Kind of place"), _named(PLACES), len(PLACES)),
    "size": Parameter(pgettext_lazy("find a method", "Size"), _named(SIZES)),
    "residents": Parameter(
        pgettext_lazy("find a method", "Residents"), _named(RESIDENTS), len(RESIDENTS)
    ),
    **{each.key: Parameter(each.label, AMOUNTS) for each in RESOURCES},
}
LABELS = {
    "problem": PARAMETERS["problem"].label,
    WORDS: _("Your own words"),
    **{name: each.label for name, each in PARAMETERS.items() if name != "problem"},
}


@dataclass(frozen=True)
class Question:
    """The valid part of an address, and what was left out of it."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def __bool__(self) -> bool:
        return any(self.values.values())

    def __getitem__(self, parameter: str) -> tuple[str, ...]:
        return self.values.get(parameter, ())

    @property
    def has_subject(self) -> bool:
        """Whether it says what the trouble is, and not only what the place is like."""
        return bool(self["problem"] or self[WORDS])

    @property
    def words(self) -> str:
        return "".join(self[WORDS])

    @property
    def size(self) -> str:
        return "".join(self["size"])

    def amount(self, resource: str) -> str:
        """How much there is of staff, volunteers, money or rooms; may be empty."""
        return "".join(self[resource])

    @property
    def resources(self) -> list[str]:
        """Those of which something is said."""
        return [each.key for each in RESOURCES if self[each.key]]

    def without(self, parameter: str, value: str = "") -> Self:
        """The same question with one value, or all of a parameter, left out."""
        left = [each for each in self[parameter] if value and each != value]
        return type(self)({**self.values, parameter: tuple(left)})

    def with_problem(self, key: str) -> Self:
        """The same question about one problem and no other."""
        return type(self)({**self.values, "problem": (key,)})

    def query_string(self, compared: Iterable[int] = ()) -> str:
        """The one way to write the question after a path, "?" included."""
        pairs = [(name, each) for name in LABELS for each in self[name]]
        pairs += [(COMPARE, str(number)) for number in compared]
        return f"?{urlencode(pairs)}" if pairs else ""


def read_question(asked: MultiValueDict[str, str]) -> Question:
    """Keep the values that mean something; name the others, parameter by parameter."""
    values: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name, parameter in PARAMETERS.items():
        known, unknown = parted(
            stated(asked.getlist(name)), parameter.names.__contains__
        )
        # In the order of the form, so that one question has one address.
        kept = [each for each in parameter.names if each in known[: parameter.most]]
        values[name] = tuple(kept)
        problems += unknown_values(name, parameter.label, unknown)
        problems += _too_many(name, parameter, known[parameter.most :])
    words = stated(without_format_characters(each) for each in asked.getlist(WORDS))
    readable, unreadable = parted(words, _is_readable)
    values[WORDS] = tuple(readable[:1])
    problems += _unreadable([*unreadable, *readable[1:]])
    return Question(values, tuple(problems))


def _is_readable(words: str) -> bool:
    return len(words) <= LONGEST_SEARCH and not any(map(is_unreadable, words))


def _too_many(name: str, parameter: Parameter, values: list[str]) -> list[Problem]:
    if not values:
        return []
    message = gettext(
        "%(label)s (%(parameter)s): at most %(most)d count, left out: %(values)s"
    ) % {
        "label": parameter.label,
        "parameter": name,
        "most": parameter.most,
        "values": gettext(", ").join(str(parameter.names[each]) for each in values),
    }
    return [Problem(name, message)]


def _unreadable(words: list[str]) -> list[Problem]:
    if not words:
        return []
    message = gettext(
        "Your own words (q): %(values)s was left out. They are one text of at most "
        "%(characters)d characters, without control characters."
    ) % {"values": quoted(words), "characters": LONGEST_SEARCH}
    return [Problem(WORDS, message)]
