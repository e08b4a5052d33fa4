"""What a reader asks of a list of methods: read from an address and judged.

Nothing here knows the database or the page; pages, exports and programs judge the
parameters of an address by the same rules.
"""

import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.public.vocabulary import Names
from catalogue.public.written_numbers import may_be_number

LABELS: dict[str, str | Promise] = {
    "q": _("Search"),
    "outcome": _("Outcome"),
    "theme": _("Theme"),
    "region": _("Region"),
    "province": _("Province"),
    "kind": _("Kind"),
    "round": _("Round"),
    "settlement": _("Settlement"),
    "characteristic": _("Characteristic"),
    "community": _("Community"),
    "order": _("Order"),
    "page": _("Page"),
}
# The parameters whose values are looked up in the vocabulary.
LISTED = tuple(name for name in LABELS if name not in ("q", "order", "page"))

# The methods chosen to be compared. They narrow nothing: links and forms of a list
# carry them, files and canonical addresses do not.
COMPARE = "compare"
COMPARE_LABEL = _("Comparison")
MOST_COMPARED = 4

RELEVANCE = "relevance"
NEWEST = "newest"
ORDERS: dict[str, str | Promise] = {
    RELEVANCE: _("relevance"),
    NEWEST: _("newest"),
    "title": _("title"),
    "province": _("province"),
    "adopted": _("most adopted"),
}

LONGEST_SEARCH = 200
MOST_SEARCHES = 5
MOST_WORDS = 12
_SHOWN_CHARACTERS = 40
_SHOWN_VALUES = 5


@dataclass(frozen=True)
class Problem:
    """Why values of one parameter were left out, in a sentence for the reader."""

    parameter: str
    message: str

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class MethodParameters:
    """The valid part of an address, in one order, and what was left out of it."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = ""
    problems: tuple[Problem, ...] = ()
    compared: tuple[int, ...] = ()

    def __getitem__(self, parameter: str) -> tuple[str, ...]:
        return self.values.get(parameter, ())

    @property
    def effective_order(self) -> str:
        """The order asked for; without one, relevance of a search, else newest."""
        return self.order or (RELEVANCE if self["q"] else NEWEST)

    def holding(self, parameter: str, *values: str) -> Self:
        """The same, with these values of one parameter and no others of it."""
        changed = {name: self[name] for name in LABELS if self[name]}
        changed[parameter] = values
        return replace(self, values=changed)

    def toggled(self, parameter: str, value: str) -> Self:
        """The same, with the value taken out if it was there, else put in."""
        now = self[parameter]
        if value in now:
            return self.holding(parameter, *(each for each in now if each != value))
        return self.holding(parameter, *now, value)

    def toggling(self, parameter: str) -> Callable[[str], str]:
        """What `toggled(parameter, value).query_string()` is, for many values."""
        query = self.holding(parameter, "\0").query_string()
        before, after = query.split(f"{parameter}=%00")
        chosen = {*self[parameter]}

        def toggled_query(value: str) -> str:
            values = urlencode([(parameter, each) for each in sorted(chosen ^ {value})])
            rest = after if values else after.removeprefix("&")
            return (before + values + rest).rstrip("?&")

        return toggled_query

    def ordered(self, order: str) -> Self:
        return replace(self, order=order)

    def comparing(self, numbers: Iterable[int]) -> Self:
        """The same list with these methods chosen to be compared, and no others."""
        return replace(self, compared=tuple(sorted(numbers)))

    def comparing_alone(self) -> "MethodParameters":
        """The choice to compare, with nothing else."""
        return MethodParameters(compared=self.compared)

    def data(self) -> MultiValueDict[str, str]:
        """What the filter set takes: every parameter with its values."""
        data = MultiValueDict({name: list(self[name]) for name in LABELS})
        data["order"] = self.effective_order
        return data

    def hidden_fields(self) -> list[tuple[str, str]]:
        """What the form of a list keeps although it has no field for it."""
        pairs = [("q", each) for each in self["q"][1:]]
        pairs += [("community", each) for each in self["community"]]
        pairs += [("order", self.order)] if self.order else []
        return pairs + self._comparison()

    def query_string(self, *, page: int = 1) -> str:
        """The one way to write these parameters after a path, "?" included."""
        pairs = [("q", each) for each in self["q"]]
        pairs += [(name, each) for name in LISTED for each in sorted(self[name])]
        if self.order:
            pairs.append(("order", self.order))
        pairs += self._comparison()
        if page > 1:
            pairs.append(("page", str(page)))
        return f"?{urlencode(pairs)}" if pairs else ""

    def _comparison(self) -> list[tuple[str, str]]:
        return [(COMPARE, str(number)) for number in sorted(self.compared)]


def read_parameters(
    asked: MultiValueDict[str, str],
    names: Mapping[str, Names],
    published: Container[int] = frozenset(),
) -> MethodParameters:
    """Keep the values that mean something; name the others, parameter by parameter.

    Of `published`, the numbers of the methods that may be compared.
    """
    values: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    searches = stated(without_format_characters(each) for each in asked.getlist("q"))
    values["q"] = tuple(each for each in searches if _is_search(each))[:MOST_SEARCHES]
    problems += _search_problems([each for each in searches if each not in values["q"]])
    for parameter in LISTED:
        said = stated(asked.getlist(parameter))
        known, unknown = parted(said, names[parameter].__contains__)
        values[parameter] = tuple(known)
        problems += unknown_values(parameter, LABELS[parameter], unknown)
    known, unknown = parted(stated(asked.getlist("order")), ORDERS.__contains__)
    problems += unknown_values("order", LABELS["order"], unknown)
    compared, not_compared = _compared(asked.getlist(COMPARE), published)
    problems += not_compared
    return MethodParameters(
        values={name: chosen for name, chosen in values.items() if chosen},
        order=known[-1] if known else "",
        problems=tuple(problems),
        compared=compared,
    )


def _compared(
    asked: Iterable[str], published: Container[int]
) -> tuple[tuple[int, ...], list[Problem]]:
    known, unknown = parted(
        stated(asked), lambda text: may_be_number(text) and int(text) in published
    )
    numbers = list(dict.fromkeys(map(int, known)))
    return tuple(numbers[:MOST_COMPARED]), [
        *unknown_values(COMPARE, COMPARE_LABEL, unknown),
        *too_many_compared(COMPARE, COMPARE_LABEL, numbers[MOST_COMPARED:]),
    ]


def shown_value(value: str) -> str:
    """A value from an address as a message may quote it: short and printable."""
    printable = "".join(sign if sign.isprintable() else "�" for sign in value)
    if len(printable) > _SHOWN_CHARACTERS:
        printable = printable[:_SHOWN_CHARACTERS] + "…"
    return gettext("“%(value)s”") % {"value": printable}


def stated(values: Iterable[str]) -> list[str]:
    """Each value once, as first written; empty ones say nothing."""
    return list(dict.fromkeys(value for value in values if value))


def parted(
    values: Iterable[str], is_known: Callable[[str], bool]
) -> tuple[list[str], list[str]]:
    """The values that are known, and the others, each in their order."""
    known: list[str] = []
    unknown: list[str] = []
    for value in values:
        (known if is_known(value) else unknown).append(value)
    return known, unknown


def without_format_characters(search: str) -> str:
    """A text without signs that nobody sees, and with single spaces."""
    # Pasted text brings byte order marks and zero-width spaces that nobody sees.
    visible = "".join(sign for sign in search if unicodedata.category(sign) != "Cf")
    return " ".join(visible.split())


def _is_search(search: str) -> bool:
    return (
        len(search) <= LONGEST_SEARCH
        and len(search.split()) <= MOST_WORDS
        and not any(is_unreadable(sign) for sign in search)
    )


def is_unreadable(sign: str) -> bool:
    """Whether a character is a control character or stands for broken bytes."""
    # U+FFFD stands where the address was not UTF-8.
    return sign == "\ufffd" or unicodedata.category(sign) in ("Cc", "Cs")


def _search_problems(left_out: list[str]) -> list[Problem]:
    if not left_out:
        return []
    message = gettext(
        "Search (q): %(values)s was left out. A search has at most %(characters)d "
        "characters and %(words)d words, without control characters."
    ) % {
        "values": quoted(left_out),
        "characters": LONGEST_SEARCH,
        "words": MOST_WORDS,
    }
    return [Problem("q", message)]


def unknown_values(
    parameter: str, label: str | Promise, values: Sequence[str]
) -> list[Problem]:
    """The problem of values that mean nothing; none without any."""
    if not values:
        return []
    message = gettext("%(label)s (%(parameter)s): no such value, left out: %(values)s")
    names = {"label": label, "parameter": parameter, "values": quoted(values)}
    return [Problem(parameter, message % names)]


def too_many_compared(
    parameter: str, label: str | Promise, numbers: Sequence[int]
) -> list[Problem]:
    """The problem of methods that a comparison has no room for; none without any."""
    if not numbers:
        return []
    message = gettext(
        "%(label)s (%(parameter)s): at most %(most)d are compared, left out: %(values)s"
    ) % {
        "label": label,
        "parameter": parameter,
        "most": MOST_COMPARED,
        "values": gettext(", ").join(map(str, numbers[:_SHOWN_VALUES])),
    }
    return [Problem(parameter, message)]


def quoted(values: Sequence[str]) -> str:
    """Values from an address as a message quotes them, no more than a few."""
    shown = [shown_value(value) for value in values[:_SHOWN_VALUES]]
    return gettext(", ").join(shown) + (" …" if len(values) > _SHOWN_VALUES else "")
