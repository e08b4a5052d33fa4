from typing import Any

from django.utils.functional import cached_property

from catalogue.public.adoption.filters import ADOPTION_LABELS, STATES, AdoptionFilter
from catalogue.public.adoption.rows import for_rows, shown
from catalogue.public.choosing import Choice, choice_of
from catalogue.public.context import absolute
from catalogue.public.paging import paged
from catalogue.public.views.paged_list import PagedList

# What the form of the page offers; the others come from links.
_OFFERED = ("theme", "region", "province", "state")


class AdoptionList(PagedList):
    """All that is confirmed of who works by which method, filtered by the address."""

    template_name = "public/adoption/list.html"

    @cached_property
    def filter(self) -> AdoptionFilter:
        return AdoptionFilter(self.request.GET)

    def page_url(self, number: int) -> str:
        """Where another page of the same list is."""
        return self.request.path + self.filter.query_string(page=number)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.filter
        paging = paged(
            for_rows(asked.qs), self.request.GET.get("page", ""), self.page_url
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
            choices=[self._choice(name) for name in _OFFERED],
            chosen=list(self._chosen()),
            is_narrowed=bool(asked.values),
            canonical_url=absolute(self.request, self.page_url(page.number)),
            **kwargs,
        )

    def _choice(self, name: str) -> Choice:
        chosen = self.filter.values.get(name, ())
        names = STATES if name == "state" else self.filter.names(name, [])
        return choice_of(name, ADOPTION_LABELS[name], names, chosen)

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
