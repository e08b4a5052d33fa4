"""What was submitted: the receipt of a body, and a text as it was submitted."""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.admin.addresses import page_at
from catalogue.rounds.admin.put_forward import own_round, own_standings
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.changed_since import changed_since
from catalogue.rounds.models import Submission, SubmittedText
from catalogue.rounds.preparing import own_submissions
from catalogue.rounds.solicitation import total
from catalogue.rounds.submitted_reading import ReadText


def receipt_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of these pages, under that of selection rounds."""
    text = "submissions/<int:number>/text/"
    return [
        page_at("<int:number>/receipt/", receipt, "rounds_receipt", site),
        page_at(text, submitted_text, "rounds_submitted_text", site),
    ]


def receipt(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """All that the own body submitted: when, by whom, with the digest of each text."""
    selection_round, person = own_round(request, number), staff(request)
    rows = list(
        own_submissions(selection_round, person)
        .judged()
        .select_related("submitted_by", "division")
    )
    last = {
        each.submission_id: each
        for each in SubmittedText.objects.filter(submission__in=rows).order_by("pk")
    }
    now = timezone.now()
    context = round_context(
        site,
        request,
        selection_round,
        title=_("Receipt of what was submitted"),
        body=person.reporting_body,
        rows=[(row, last[row.pk], ReadText(last[row.pk].content)) for row in rows],
        ratio=total(own_standings(selection_round, person, now)),
        now=now,
    )
    return TemplateResponse(request, "admin/rounds/receipt.html", context)


def submitted_text(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """The text as it was submitted, and what the method says otherwise today."""
    person = staff(request)
    if not person.has_perm("rounds.view_submission"):
        raise PermissionDenied
    submission = get_object_or_404(
        Submission.objects.visible_to(person)
        .filter(texts__isnull=False)
        .distinct()
        .select_related("selection_round__province", "method__community"),
        pk=number,
    )
    texts: list[Any] = list(submission.texts.select_related("submitted_by"))
    last = texts[-1]
    context = round_context(
        site,
        request,
        submission.selection_round,
        title=_("Text as submitted"),
        submission=submission,
        frozen=last,
        earlier=texts[:-1],
        text=ReadText(last.content),
        changes=changed_since(last.content, submission.method),
    )
    return TemplateResponse(request, "admin/rounds/submitted_text.html", context)
