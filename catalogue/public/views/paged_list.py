from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView

from catalogue.public.paging import PageNotFound
from catalogue.public.views.errors import past_the_end


class PagedList(TemplateView):
    """A page of a list that is cut into pages."""

    def page_url(self, number: int) -> str:
        """Where another page of the same list is."""
        raise NotImplementedError

    def get(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """The page; past the end, 404 with the way to the last page."""
        try:
            return super().get(request, *args, **kwargs)
        except PageNotFound as past:
            return past_the_end(request, self.page_url(past.last))
