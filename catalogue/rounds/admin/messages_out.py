"""How far the reviewers are, reminders, and the outbox of a round."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.admin.addresses import page_at
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.admin.telling import held_round
from catalogue.rounds.life import RUN
from catalogue.rounds.models import SelectionRound
from catalogue.rounds.outbox import discard, held, release, require_numbers
from catalogue.rounds.review_progress import progress_of, remind


def message_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of these pages, under that of selection rounds."""
    return [
        page_at("<int:number>/progress/", progress_page, "rounds_progress", site),
        page_at("<int:number>/outbox/", outbox_page, "rounds_outbox", site),
    ]


def progress_page(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Counts for each reviewer, no marks; the button writes the reminders."""
    selection_round = held_round(request, number, RUN)
    if request.method == "POST":
        _remind(request, selection_round)
        return HttpResponseRedirect(request.path)
    rows = progress_of(selection_round)
    in_review = selection_round.state == SelectionRound.State.INDEPENDENT_REVIEW
    context = round_context(
        site,
        request,
        selection_round,
        title=_("Progress and reminders"),
        progress=rows,
        assigned=sum(each.assigned for each in rows),
        handed_in=sum(each.handed_in for each in rows),
        may_remind=in_review and any(each.waiting for each in rows),
    )
    return TemplateResponse(request, "admin/rounds/progress.html", context)


def _remind(request: HttpRequest, selection_round: SelectionRound) -> None:
    try:
        done = remind(
            selection_round, by=staff(request), once_more="once_more" in request.POST
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return
    count = len(done.written)
    words = ngettext(
        "%(count)d reminder waits in the outbox to be released.",
        "%(count)d reminders wait in the outbox to be released.",
        count,
    )
    messages.success(request, words % {"count": count})
    if done.lately:
        names = ", ".join(map(str, done.lately))
        text = _("Written to within a day already, so not again: %(names)s.")
        messages.warning(request, text % {"names": names})
    if done.without_address:
        names = ", ".join(map(str, done.without_address))
        text = _("Without an e-mail address in the account: %(names)s.")
        messages.warning(request, text % {"names": names})


def outbox_page(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Messages held, released and sent; those that are held are released or removed."""
    selection_round = held_round(request, number, RUN)
    if request.method == "POST":
        _act(request, selection_round)
        return HttpResponseRedirect(request.path)
    rows = selection_round.messages.select_related("to", "written_by", "released_by")
    waiting = set(held(selection_round).values_list("pk", flat=True))
    every = list(rows.order_by("-pk"))
    context: dict[str, Any] = round_context(
        site,
        request,
        selection_round,
        title=_("Outbox"),
        held=[each for each in every if each.pk in waiting],
        others=[each for each in every if each.pk not in waiting],
        progress_address=reverse("admin:rounds_progress", args=[selection_round.pk]),
    )
    return TemplateResponse(request, "admin/rounds/outbox.html", context)


def _act(request: HttpRequest, selection_round: SelectionRound) -> None:
    try:
        numbers = require_numbers(request.POST.getlist("message"))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return
    if "_release" in request.POST:
        count = release(selection_round, numbers, by=staff(request))
        words = ngettext(
            "%(count)d message is released to be sent.",
            "%(count)d messages are released to be sent.",
            count,
        )
    else:
        count = discard(selection_round, numbers, by=staff(request))
        words = ngettext(
            "%(count)d message is removed.", "%(count)d messages are removed.", count
        )
    messages.success(request, words % {"count": count})
