"""The round manager's page of submissions that resemble each other."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _

from catalogue.rounds.admin.addresses import page_at
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.admin.telling import held_round
from catalogue.rounds.alike import alike_in
from catalogue.rounds.life import RUN

MOST_SHOWN = 100


def alike_urls(site: AdminSite) -> list[URLPattern]:
    """The address of this page, under that of selection rounds."""
    return [page_at("<int:number>/alike/", alike_page, "rounds_alike", site)]


def alike_page(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Show the pairs of a round that resemble each other; nothing is decided here."""
    selection_round = held_round(request, number, RUN)
    pairs = alike_in(selection_round)
    context = round_context(
        site,
        request,
        selection_round,
        title=_("Submissions that resemble each other"),
        pairs=pairs[:MOST_SHOWN],
        more=max(len(pairs) - MOST_SHOWN, 0),
    )
    return TemplateResponse(request, "admin/rounds/alike.html", context)
