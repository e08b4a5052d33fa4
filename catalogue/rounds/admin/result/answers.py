"""The officer's page: what came of the own submissions, why, and what may follow."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.admin.telling import held_round, told
from catalogue.rounds.agreed_reasons import released_to
from catalogue.rounds.models import AgreedReason, Quota, SelectionRound, Submission
from catalogue.rounds.preparing import carry_over
from catalogue.rounds.submitting import PUT_FORWARD

State = Submission.State


def answers(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Show the results of the own body; carry one over to an open round by POST."""
    selection_round = held_round(request, number, PUT_FORWARD)
    if not selection_round.is_announced:
        raise Http404
    own = (
        Submission.objects.visible_to(staff(request))
        .filter(selection_round=selection_round)
        .filter(state__in=[State.SELECTED, State.NOT_SELECTED])
        .select_related("method")
        .prefetch_related("carried_over_to__selection_round")
        .order_by("sequence_number", "pk")
    )
    others = _open_rounds(request)
    if request.method == "POST":
        submission = get_object_or_404(own, pk=_number(request, "submission"))
        to = get_object_or_404(others, pk=_number(request, "round"))
        told(
            request,
            lambda: carry_over(submission, to, by=staff(request)),
            _("The method is prepared for “%(round)s”.") % {"round": to.title},
        )
        return HttpResponseRedirect(request.path)
    context = round_context(
        site,
        request,
        selection_round,
        title=_("Results of the reporting body"),
        rows=_with_reasons(list(own), released_to(staff(request), selection_round)),
        others=others,
    )
    return TemplateResponse(request, "admin/rounds/result/answers.html", context)


def _open_rounds(request: HttpRequest) -> Any:
    """The open rounds in which the own body has a quota."""
    quotas = Quota.objects.filter(reporting_body=staff(request).reporting_body_id)
    return SelectionRound.objects.filter(
        state=SelectionRound.State.OPEN, quotas__in=quotas
    ).distinct()


def _with_reasons(
    rows: list[Submission], found: Any
) -> list[tuple[Submission, list[AgreedReason]]]:
    by_submission: dict[int, list[AgreedReason]] = {row.pk: [] for row in rows}
    for reason in found:
        by_submission[reason.submission_id].append(reason)
    return [(row, by_submission[row.pk]) for row in rows]


def _number(request: HttpRequest, name: str) -> int:
    given = request.POST.get(name, "")
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise Http404
    return int(given)
