"""Pages of a list of the API: bounded, and honest about their end."""

from typing import Any

from django.core.paginator import Paginator
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.views import APIView

from catalogue.public.api.errors import PageNotFound
from catalogue.public.exports.asking import PAGE, page_number, whole_number

PAGE_SIZE = "page_size"
MOST = 100


class Pages(PageNumberPagination):
    """{"count", "next", "previous", "results"}, 20 results where nothing is said."""

    page_size = 20
    page_query_param = PAGE
    page_size_query_param = PAGE_SIZE
    max_page_size = MOST

    def paginate_queryset(
        self, queryset: Any, request: Request, view: APIView | None = None
    ) -> list[Any]:
        """The rows of one page; raises BadParameters or PageNotFound."""
        self.request = request
        asked = request.query_params
        size = whole_number(asked, PAGE_SIZE, default=self.page_size, most=MOST)
        number = page_number(asked)
        paginator = Paginator(queryset, size)
        if number > paginator.num_pages:
            raise PageNotFound(paginator.num_pages)
        self.page = paginator.page(number)
        return list(self.page)


class WholePages(Pages):
    """The same for short lists, which fit one page."""

    page_size = MOST
