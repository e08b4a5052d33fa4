"""Conflicts declared on the desk: of what is assigned, or at the meeting of a group."""

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.admin.addresses import page_at
from catalogue.rounds.admin.meeting import may_leave, meeting_for
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.models import Reviewer, Submission
from catalogue.rounds.recusing import recuse


class ConflictForm(forms.Form):
    """Why a reviewer cannot judge a submission."""

    reason = forms.CharField(
        label=gettext_lazy("What the conflict is"),
        help_text=gettext_lazy("The minutes of the group name it, with this reason."),
        max_length=300,
        widget=AdminTextareaWidget({"rows": 3}),
    )


def conflict_urls(site: AdminSite) -> list[URLPattern]:
    """The address of the page of a meeting, under that of selection rounds."""
    route = "submissions/<int:number>/consensus/conflict/"
    return [page_at(route, conflict_at_meeting, "rounds_meeting_conflict", site)]


def declared(
    request: HttpRequest, form: ConflictForm, submission: Submission, of: Reviewer
) -> bool:
    """Whether the conflict is on record now; else the form says why not."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        recuse(submission, of, by=staff(request), reason=form.cleaned_data["reason"])
    except ValidationError as refusal:
        form.add_error("reason", refusal)
        return False
    return True


def conflict_at_meeting(
    request: HttpRequest, number: int, site: AdminSite
) -> HttpResponse:
    """A member who has not judged a submission declares a conflict at the meeting."""
    submission = get_object_or_404(Submission, pk=number, group__isnull=False)
    meeting = meeting_for(request, submission.group_id or 0)
    row = meeting.row(submission.pk)
    member = meeting.attendance.member(staff(request))
    if row is None or member is None or not may_leave(meeting, number, staff(request)):
        raise Http404
    sheet = reverse("admin:rounds_meeting", args=[meeting.group.pk])
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if declared(request, form, submission, member.reviewer):
        done = _("%(label)s The conflict is on record, and you take no part.")
        messages.success(request, done % {"label": row.label})
        return HttpResponseRedirect(sheet)
    context = round_context(
        site,
        request,
        meeting.group.selection_round,
        title=_("Declare a conflict"),
        form=form,
        text=row,
        at_meeting=True,
        back=sheet,
    )
    return TemplateResponse(request, "admin/rounds/conflict.html", context)
