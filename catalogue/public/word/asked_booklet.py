"""Which methods a booklet is to hold, from the parameters of its address."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from catalogue.methods.models import WorkMethod
from catalogue.public.chosen_methods import METHOD, chosen_methods
from catalogue.public.exports.asking import (
    PAGE,
    PARAMETERS,
    BadParameters,
    asked_methods,
    refuse_unknown_names,
)
from catalogue.public.facets import value_label
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.method_page import with_parts
from catalogue.public.narrowing import Narrowing
from catalogue.public.parameters import LABELS, LISTED
from catalogue.public.word.booklet import MOST_METHODS, Choice


@dataclass(frozen=True)
class AskedBooklet:
    """The methods of a filtered list, or of it those that are named by number."""

    filterset: WorkMethodFilter
    numbers: frozenset[int]

    @property
    def number(self) -> int:
        return len(self._chosen)

    @property
    def is_too_long(self) -> bool:
        return self.number > MOST_METHODS

    @property
    def list_url(self) -> str:
        """The same methods as a page, where they can be narrowed down."""
        return reverse("work-method-list") + self.filterset.parameters.query_string()

    def methods(self) -> list[WorkMethod]:
        """All of them with their parts, body by body in the official order."""
        rows = with_parts(WorkMethod.objects.published()).in_bulk(self._chosen)
        return [rows[number] for number in self._chosen if number in rows]

    def choices(self) -> list[Choice]:
        """What the title page says of the choice."""
        parameters = self.filterset.parameters
        return [
            Choice(
                label=str(LABELS[name]),
                values=gettext(", ").join(
                    value_label(self.filterset, name, value)
                    for value in parameters[name]
                ),
            )
            for name in ("q", *LISTED)
            if parameters[name]
        ]

    @cached_property
    def _chosen(self) -> list[int]:
        """The numbers of the methods, counted and ordered as the page does."""
        narrowing = Narrowing.of(self.filterset)
        listed = replace(
            narrowing, parameters=narrowing.parameters.ordered("province")
        ).numbers()
        if not self.numbers:
            return list(listed)
        return [number for number in listed if number in self.numbers]


def asked_booklet(asked: MultiValueDict[str, str]) -> AskedBooklet:
    """The booklet that an address asks for.

    Raises BadParameters for what is not understood, a number of no method among it.
    """
    refuse_unknown_names(asked, (*PARAMETERS, PAGE, METHOD))
    chosen = chosen_methods(asked.getlist(METHOD))
    if chosen.unknown:
        message = gettext("No such value: %(values)s") % {
            "values": chosen.unknown_values
        }
        raise BadParameters({METHOD: [message]})
    return AskedBooklet(asked_methods(asked), frozenset(chosen.numbers))
