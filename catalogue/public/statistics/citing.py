"""How a text refers to a chart: its finding, its address and the days."""

from collections.abc import Callable
from dataclasses import replace

from django.db.models import Max
from django.http import HttpRequest
from django.utils.timezone import localdate

from catalogue.bilingual import CHINESE, page_language
from catalogue.methods.models import WorkMethod
from catalogue.public.citation import Cited, apa_7, gb_t_7714
from catalogue.public.context import absolute, address_of
from catalogue.public.statistics.chart import Chart


def citing(request: HttpRequest) -> Callable[[Chart], Chart]:
    """Gives each chart of this page its reference, in the form of the language."""
    page, today = absolute(request, address_of(request)), localdate()
    changed_at = WorkMethod.objects.published().aggregate(at=Max("updated_at"))["at"]
    changed_on = localdate(changed_at) if changed_at else today
    form = gb_t_7714 if page_language() == CHINESE else apa_7

    def cited(chart: Chart) -> Chart:
        title, address = chart.finding, f"{page}#{chart.slug}"
        reference = form(Cited(title, title, address, address, changed_on, today))
        return replace(chart, citation=reference)

    return cited
