from functools import partial
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from catalogue.public.cards import listed
from catalogue.public.compare_tray import titled, tray
from catalogue.public.context import absolute
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.listing import Listing
from catalogue.public.marking import mark_hits
from catalogue.public.narrowing import Narrowing
from catalogue.public.paging import paged
from catalogue.public.parameters import COMPARE, MethodParameters
from catalogue.public.views.paged_list import PagedList


class MethodCards(PagedList):
    """A page with a list of methods, filtered by the one filter and cut into pages."""

    def asked(self) -> MultiValueDict[str, str]:
        """The parameters of the list."""
        raise NotImplementedError

    def address(self, parameters: MethodParameters, page: int = 1) -> str:
        """Where this list is with other parameters; its path says what narrows it."""
        own = parameters.comparing_alone()
        return self.request.path + own.query_string(page=page)

    def page_url(self, number: int) -> str:
        """Where another page of the same list is."""
        return self.address(self.filterset.parameters, number)

    @cached_property
    def filterset(self) -> WorkMethodFilter:
        asked = self.asked().copy()
        asked.setlist(COMPARE, self.request.GET.getlist(COMPARE))
        return WorkMethodFilter(asked)

    @cached_property
    def narrowing(self) -> Narrowing:
        return Narrowing.of(self.filterset)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        paging = paged(
            Listing(self.narrowing),
            self.request.GET.get("page", ""),
            self.page_url,
        )
        page = paging.page_obj
        parameters = self.filterset.parameters
        without_choice = parameters.comparing([])
        address = partial(self.address, page=page.number)
        found = mark_hits(list(page), self.filterset.terms)
        return super().get_context_data(
            cards=[listed(card, parameters, address) for card in found],
            tray=tray(parameters, titled(parameters.compared), address),
            page_obj=page,
            pages=paging.pages,
            previous_url=paging.previous_url,
            next_url=paging.next_url,
            result_count=page.paginator.count,
            list_query=without_choice.query_string(),
            problems=[*parameters.problems, *paging.problems],
            canonical_url=absolute(self.request, address(without_choice)),
            **kwargs,
        )
