from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from catalogue.bilingual import CHINESE, page_language
from catalogue.public import facets
from catalogue.public.context import absolute, query_of
from catalogue.public.exports.asking import answer_bad_parameters, asked_methods
from catalogue.public.exports.freshness import unless_known
from catalogue.public.exports.open_access import open_to_all_sites
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.statistics.chart import Chart
from catalogue.public.statistics.choosing import choices, kept_choices
from catalogue.public.statistics.citing import citing
from catalogue.public.statistics.figures import load_figures
from catalogue.public.statistics.groups import CHARTS, groups
from catalogue.public.statistics.picture import picture
from catalogue.tables.delimited import csv_table
from catalogue.tables.download import as_download


class Statistics(TemplateView):
    """What the catalogue holds, in pictures that each have their table and files.

    The parameters of the lists narrow the figures of the recorded methods.
    """

    template_name = "public/statistics/statistics.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filterset = WorkMethodFilter(self.request.GET)
        figures, parameters = load_figures(filterset), filterset.parameters
        chips = facets.chips(self.request.path, filterset)
        cited = citing(self.request)
        return super().get_context_data(
            groups=[
                replace(group, charts=[cited(chart) for chart in group.charts])
                for group in groups(figures)
            ],
            demonstration=figures.demonstration,
            problems=parameters.problems,
            choices=choices(filterset),
            kept_choices=kept_choices(filterset),
            chips=chips,
            clear_url=self.request.path if chips else "",
            list_query=parameters.query_string(),
            **kwargs,
        )


@open_to_all_sites
@answer_bad_parameters
@require_safe
def chart_as_csv(request: HttpRequest, chart: str) -> HttpResponse:
    """The table of one chart; 404 where there is no such chart."""
    made = _chart(request, chart)
    response = HttpResponse(
        csv_table([made.headings, *made.cells]), content_type="text/csv; charset=utf-8"
    )
    return unless_known(request, as_download(response, f"statistics-{chart}.csv"))


@open_to_all_sites
@answer_bad_parameters
@require_safe
def chart_as_svg(request: HttpRequest, chart: str) -> HttpResponse:
    """The picture of one chart; 404 where there is no such chart."""
    made = _chart(request, chart)
    page = absolute(request, reverse("statistics")) + query_of(request)
    drawn = picture(
        made,
        language="zh-Hans" if page_language() == CHINESE else "en",
        source=gettext("Community Work Methods Catalogue"),
        address=f"{page}#{chart}",
    )
    response = HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")
    return unless_known(request, as_download(response, f"statistics-{chart}.svg"))


def _chart(request: HttpRequest, slug: str) -> Chart:
    if slug not in CHARTS:
        raise Http404
    return CHARTS[slug](load_figures(asked_methods(request.GET)))
