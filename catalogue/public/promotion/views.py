from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from catalogue.practice.models import Promotion
from catalogue.public.choosing import Choice, choice_of
from catalogue.public.context import absolute
from catalogue.public.exports.asking import (
    PAGE,
    answer_bad_parameters,
    page_number,
    refuse_unknown_names,
)
from catalogue.public.exports.freshness import unless_known
from catalogue.public.exports.open_access import open_to_all_sites
from catalogue.public.facets import Chip, filter_chip
from catalogue.public.paging import paged
from catalogue.public.promotion.asking import asked_promotions
from catalogue.public.promotion.calendar import calendar
from catalogue.public.promotion.entries import (
    Entry,
    body_of,
    by_year,
    entries_of,
    with_served,
)
from catalogue.public.promotion.filters import PromotionFilter
from catalogue.public.promotion.parameters import LABELS, query_of
from catalogue.public.promotion.table import columns
from catalogue.public.views.paged_list import PagedList
from catalogue.tables.delimited import csv_table
from catalogue.tables.download import as_download

Standing = Promotion.Standing
# Events to come are few; more than these are a mistake of somebody's.
MOST_COMING = 100
MOST_IN_A_FILE = 10_000


class PromotionList(PagedList):
    """How methods are made known: what is to come, then what was, newest first."""

    template_name = "public/promotion/list.html"

    @cached_property
    def filterset(self) -> PromotionFilter:
        return PromotionFilter(self.request.GET)

    def page_url(self, number: int) -> str:
        """Where another page of the same list is."""
        return self.request.path + self.filterset.parameters.query_string(page=number)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parameters = self.filterset.parameters
        found: Any = self.filterset.qs
        coming = found.coming()
        paging = paged(
            with_served(found.exclude(pk__in=coming.values("pk")).newest()),
            self.request.GET.get("page", ""),
            self.page_url,
        )
        page = paging.page_obj
        is_first = page.number == 1
        chips = self._chips()
        return super().get_context_data(
            coming=_coming(found, Standing.PLANNED) if is_first else [],
            years=by_year(entries_of(page)),
            page_obj=page,
            pages=paging.pages,
            previous_url=paging.previous_url,
            next_url=paging.next_url,
            result_count=page.paginator.count + coming.count(),
            choices=self._choices(),
            kept_choices=[("method", number) for number in parameters["method"]],
            chips=chips,
            clear_url=self.request.path if chips else "",
            list_query=parameters.query_string(),
            problems=[*parameters.problems, *paging.problems],
            canonical_url=absolute(self.request, self.page_url(page.number)),
            **kwargs,
        )

    def _choices(self) -> list[Choice]:
        parameters = self.filterset.parameters
        return [
            choice_of(name, label, parameters.names[name], parameters[name])
            for name, label in LABELS.items()
            if name != "method"
        ]

    def _chips(self) -> list[Chip]:
        parameters = self.filterset.parameters
        return [
            filter_chip(
                label,
                parameters.names[name][value],
                self.request.path + query_of(parameters.without(name, value)),
            )
            for name, label in LABELS.items()
            for value in parameters[name]
        ]


class PromotionDetail(TemplateView):
    """One act of promotion, whole."""

    template_name = "public/promotion/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        promotions = with_served(Promotion.objects.public())
        promotion = get_object_or_404(promotions, pk=self.kwargs["number"])
        [entry] = entries_of([promotion])
        return super().get_context_data(
            entry=entry, promotion=promotion, body=body_of(promotion), **kwargs
        )


@open_to_all_sites
@answer_bad_parameters
@require_safe
def promotion_calendar(request: HttpRequest) -> HttpResponse:
    """The coming events of the filtered list as a calendar; 400 as exports answer."""
    found = _asked(request)
    entries = _coming(found, Standing.PLANNED, Standing.CANCELLED)
    host = request.get_host().partition(":")[0]
    made = calendar(entries, host=host, origin=absolute(request, ""))
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    return unless_known(request, as_download(response, "promotion.ics"))


@open_to_all_sites
@answer_bad_parameters
@require_safe
def promotions_as_csv(request: HttpRequest) -> HttpResponse:
    """The filtered list as CSV, newest first; 400 where a parameter is not known."""
    rows = with_served(_asked(request).newest())[:MOST_IN_A_FILE]
    shown = columns(absolute(request, ""))
    lines = [[column.cell(entry) for column in shown] for entry in entries_of(rows)]
    text = csv_table([[str(column.heading) for column in shown], *lines])
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    return unless_known(request, as_download(response, "promotion.csv"))


def _asked(request: HttpRequest) -> Any:
    refuse_unknown_names(request.GET, (*LABELS, PAGE))
    page_number(request.GET)
    return asked_promotions(request.GET).qs


def _coming(found: Any, *standings: str) -> list[Entry]:
    """What is not over and of these standings, the next first."""
    rows = found.not_over().filter(standing__in=standings)
    rows = rows.order_by("begins_on", "begins_at", "pk")
    return entries_of(with_served(rows)[:MOST_COMING])
