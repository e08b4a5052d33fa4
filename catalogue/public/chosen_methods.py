"""Methods that an address names one by one: ?method=12&method=34."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext

from catalogue.methods.models import WorkMethod
from catalogue.public.parameters import shown_value

METHOD = "method"
MOST_DIGITS = 9
_SHOWN_VALUES = 5


@dataclass(frozen=True)
class ChosenMethods:
    """Numbers of published methods as first named, and what named none."""

    numbers: tuple[int, ...]
    unknown: tuple[str, ...]

    @property
    def unknown_values(self) -> str:
        """What is left out, as a message quotes it."""
        shown = gettext(", ").join(map(shown_value, self.unknown[:_SHOWN_VALUES]))
        return shown + (" …" if len(self.unknown) > _SHOWN_VALUES else "")


def chosen_methods(values: Iterable[str]) -> ChosenMethods:
    """Each method that is named and published, once; empty values say nothing."""
    named = list(dict.fromkeys(value for value in values if value))
    numbers = {text: int(text) for text in named if may_be_number(text)}
    published = WorkMethod.objects.published().filter(pk__in=set(numbers.values()))
    known = set(published.values_list("pk", flat=True)) if numbers else set()
    return ChosenMethods(
        numbers=tuple(
            dict.fromkeys(number for number in numbers.values() if number in known)
        ),
        unknown=tuple(text for text in named if numbers.get(text) not in known),
    )


def query_of_numbers(numbers: Iterable[int]) -> str:
    """The query that names these methods, "?" included."""
    return "?" + urlencode([(METHOD, number) for number in numbers])


def may_be_number(text: str) -> bool:
    """Whether a text is digits that a column of numbers can hold."""
    # Nine digits fit the column; more would be an error of the database.
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
