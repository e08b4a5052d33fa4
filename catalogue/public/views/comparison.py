from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from catalogue.methods.models import WorkMethod
from catalogue.public.cards import Card
from catalogue.public.chosen_methods import METHOD, chosen_methods, comparison_url
from catalogue.public.comparison import (
    Comparison,
    comparison,
    problems,
)
from catalogue.public.context import absolute
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.kept_cards import cards_of
from catalogue.public.listing import Listing
from catalogue.public.method_page import with_parts
from catalogue.public.narrowing import Narrowing
from catalogue.public.parameters import MOST_COMPARED, MethodParameters
from catalogue.public.related import related
from catalogue.public.written_numbers import may_be_number

MOST_OFFERED = 10


@dataclass(frozen=True)
class Offer:
    """A method that can be added, with the address of the comparison with it."""

    card: Card
    url: str


class WorkMethodComparison(TemplateView):
    """Two to four methods side by side; the address is the choice."""

    template_name = "public/work_method_compare.html"

    @cached_property
    def search(self) -> WorkMethodFilter:
        asked = MultiValueDict({"q": self.request.GET.getlist("q")[:1]})
        return WorkMethodFilter(asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = chosen_methods(self.request.GET.getlist(METHOD))
        compared = comparison(_loaded(chosen.numbers[:MOST_COMPARED]))
        searches = self.search.parameters["q"]
        return super().get_context_data(
            comparison=compared,
            problems=[*problems(chosen), *self.search.parameters.problems],
            choice_query=_carrying(compared.numbers),
            query=searches[0] if searches else "",
            offers=self._offers(compared) if compared.has_room else [],
            canonical_url=absolute(
                self.request, comparison_url(sorted(compared.numbers))
            ),
            **kwargs,
        )

    def _offers(self, compared: Comparison) -> list[Offer]:
        """What a search found, else what is related to the first method."""
        numbers = compared.numbers
        return [
            Offer(card, comparison_url([*numbers, card.number]))
            for card in self._offered_cards(compared)
            if card.number not in numbers
        ]

    def _offered_cards(self, compared: Comparison) -> list[Card]:
        searches = self.search.parameters["q"]
        if not searches:
            columns = compared.columns
            return related(columns[0].method) if columns else []
        found = Listing(Narrowing.of(self.search))[: MOST_OFFERED + MOST_COMPARED]
        offered = {card.number: card for card in [*_numbered(searches[0]), *found]}
        return list(offered.values())[:MOST_OFFERED]


def _carrying(numbers: list[int]) -> str:
    """What links to lists and methods carry, so that the choice is kept there."""
    return MethodParameters().comparing(numbers).query_string()


def _numbered(search: str) -> list[Card]:
    """The method with the number that stands for a search, if there is one."""
    if not may_be_number(search):
        return []
    return cards_of([int(search)])


def _loaded(numbers: tuple[int, ...]) -> list[WorkMethod]:
    """The methods with their parts, in the order of the numbers."""
    methods = with_parts(WorkMethod.objects.published()).in_bulk(numbers)
    return [methods[number] for number in numbers if number in methods]
