from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from catalogue.public.adoption.filters import ADOPTION_LABELS, STATES, AdoptionFilter
from catalogue.public.adoption.rows import for_rows, shown
from catalogue.public.context import absolute
from catalogue.public.paging import PageNotFound, paged
from catalogue.public.views.errors import past_the_end

# What the form of the page offers; the others come from links.
_OFFERED = ("theme", "region", "province", "state")


class AdoptionList(TemplateView):
    """All that is confirmed of who works by which method, filtered by the address."""

    template_name = "public/adoption/list.html"

    @cached_property
    def filter(self) -> AdoptionFilter:
        return AdoptionFilter(self.request.GET)

    def get(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """The page; past the end, 404 with the way to the last page."""
        try:
            return super().get(request, *args, **kwargs)
        except PageNotFound as past:
            return past_the_end(request, self._address(past.last))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.filter
        paging = paged(
            for_rows(asked.qs), self.request.GET.get("page", ""), self._address
        )
        page = paging.page_obj
        return super().get_context_data(
            rows=shown(page),
            page_obj=page,
            pages=paging.pages,
            previous_url=paging.previous_url,
            next_url=paging.next_url,
            result_count=page.paginator.count,
            list_query=asked.query_string(),
            problems=[*asked.problems, *paging.problems],
            fields=[self._field(name) for name in _OFFERED],
            chosen=list(self._chosen()),
            is_narrowed=bool(asked.values),
            canonical_url=absolute(self.request, self._address(page.number)),
            **kwargs,
        )

    def _address(self, page: int) -> str:
        return self.request.path + self.filter.query_string(page=page)

    def _field(self, name: str) -> dict[str, Any]:
        chosen = self.filter.values.get(name, ())
        names = STATES if name == "state" else self.filter.names(name, [])
        return {
            "name": name,
            "label": ADOPTION_LABELS[name],
            "choices": [
                (value, label, value in chosen) for value, label in names.items()
            ],
        }

    def _chosen(self) -> Any:
        """What a link chose and the form keeps: a method, a community."""
        for name in ("method", "community"):
            values = list(self.filter.values.get(name, ()))
            for value, words in self.filter.names(name, values).items():
                yield {
                    "name": name,
                    "value": value,
                    "label": ADOPTION_LABELS[name],
                    "words": words,
                }
