"""The editors' page of a round: texts that become public if they are selected."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.accounts.scoped_admin import staff
from catalogue.methods.publication import PUBLISH
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.admin.telling import held_round
from catalogue.rounds.models import SelectionRound, Submission
from catalogue.rounds.releasing import (
    release,
    released,
    take_release_back,
    to_release,
)


def releases(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Show the submitted texts that are not public; release the chosen by POST."""
    selection_round = held_round(request, number, PUBLISH)
    if request.method == "POST":
        _release_chosen(request, selection_round)
        return HttpResponseRedirect(request.path)
    rows = _rows(selection_round)
    done = released(rows)
    context = round_context(
        site,
        request,
        selection_round,
        title=_("Texts to release"),
        rows=[(each, each.pk in done) for each in rows],
    )
    return TemplateResponse(request, "admin/rounds/result/releases.html", context)


def _rows(selection_round: SelectionRound) -> Any:
    return (
        to_release(selection_round)
        .select_related("method__community", "method__reporting_body", "released_by")
        .order_by("reporting_body__sort_order", "sequence_number", "pk")
    )


def _release_chosen(request: HttpRequest, selection_round: SelectionRound) -> None:
    chosen = [each for each in request.POST.getlist("submission") if each.isdecimal()]
    act = take_release_back if request.POST.get("act") == "take-back" else release
    changed = 0
    rows: list[Submission] = list(
        _rows(selection_round).filter(pk__in=[int(each[:18]) for each in chosen])
    )
    for submission in rows:
        try:
            act(submission, by=staff(request))
        except ValidationError as refusal:
            words = {"number": submission.method_id, "why": " ".join(refusal.messages)}
            messages.error(request, _("№ %(number)d: %(why)s") % words)
        else:
            changed += 1
    told = ngettext("%(count)d text changed.", "%(count)d texts changed.", changed)
    messages.info(request, told % {"count": changed})
