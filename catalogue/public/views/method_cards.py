from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from catalogue.public.context import absolute
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.listing import Listing
from catalogue.public.marking import mark_hits
from catalogue.public.narrowing import Narrowing
from catalogue.public.paging import PageNotFound, paged
from catalogue.public.views.errors import past_the_end


class MethodCards(TemplateView):
    """A page with a list of methods, filtered by the one filter and cut into pages."""

    def asked(self) -> MultiValueDict[str, str]:
        """The parameters of the list."""
        raise NotImplementedError

    def page_url(self, number: int) -> str:
        """Where another page of the same list is."""
        return self.request.path + (f"?page={number}" if number > 1 else "")

    @cached_property
    def filterset(self) -> WorkMethodFilter:
        return WorkMethodFilter(self.asked())

    @cached_property
    def narrowing(self) -> Narrowing:
        return Narrowing.of(self.filterset)

    def get(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """The page; past the end, 404 with the way to the last page."""
        try:
            return super().get(request, *args, **kwargs)
        except PageNotFound as past:
            return past_the_end(request, self.page_url(past.last))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        paging = paged(
            Listing(self.narrowing),
            self.request.GET.get("page", ""),
            self.page_url,
        )
        page = paging.page_obj
        return super().get_context_data(
            cards=mark_hits(list(page), self.filterset.terms),
            page_obj=page,
            pages=paging.pages,
            previous_url=paging.previous_url,
            next_url=paging.next_url,
            result_count=page.paginator.count,
            list_query=self.filterset.parameters.query_string(),
            problems=[*self.filterset.parameters.problems, *paging.problems],
            canonical_url=absolute(self.request, self.page_url(page.number)),
            **kwargs,
        )
