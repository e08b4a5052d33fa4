"""Methods that an address names one by one: ?method=12&method=34."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from catalogue.methods.models import WorkMethod
from catalogue.public.parameters import quoted
from catalogue.public.written_numbers import may_be_number

METHOD = "method"


@dataclass(frozen=True)
class ChosenMethods:
    """Numbers of published methods as first named, and what named none."""

    numbers: tuple[int, ...]
    unknown: tuple[str, ...]

    @property
    def unknown_values(self) -> str:
        """What is left out, as a message quotes it."""
        return quoted(self.unknown)


def chosen_methods(values: Iterable[str]) -> ChosenMethods:
    """Each method that is named and published, once; empty values say nothing."""
    named = list(dict.fromkeys(value for value in values if value))
    numbers = {text: int(text) for text in named if may_be_number(text)}
    published = WorkMethod.objects.published().filter(pk__in=set(numbers.values()))
    known = set(published.values_list("pk", flat=True)) if numbers else set()
    present = {number: number for number in known}
    if missing := set(numbers.values()) - known:
        present |= _merged(missing)
    return ChosenMethods(
        numbers=tuple(
            dict.fromkeys(
                present[number] for number in numbers.values() if number in present
            )
        ),
        unknown=tuple(text for text in named if numbers.get(text) not in present),
    )


def _merged(numbers: Iterable[int]) -> dict[int, int]:
    """By the number of a method that went into a published one, the number of that."""
    rows = WorkMethod.objects.filter(
        pk__in=numbers, merged_into__status=WorkMethod.Status.PUBLISHED
    )
    return {
        number: into
        for number, into in rows.values_list("pk", "merged_into")
        if into is not None
    }


def query_of_numbers(numbers: Iterable[int]) -> str:
    """The query that names these methods, "?" included."""
    return "?" + urlencode([(METHOD, number) for number in numbers])


def comparison_url(numbers: Iterable[int]) -> str:
    """The address of the comparison of these methods."""
    numbers = list(numbers)
    path = reverse("work-method-compare")
    return path + query_of_numbers(numbers) if numbers else path
