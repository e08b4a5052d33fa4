"""The desk's pages for a meeting group: the sheet, one submission, the ranking."""

from collections.abc import Mapping
from typing import Any

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

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.admin.addresses import page_at
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.admin.telling import tell
from catalogue.rounds.cases import SPLIT_FROM
from catalogue.rounds.group_consensus import (
    note_absences,
    record_consensus,
    set_ranking,
)
from catalogue.rounds.life import RUN
from catalogue.rounds.meeting import Judged, Meeting, meeting_of
from catalogue.rounds.models import (
    GroupConsensus,
    ReviewGroup,
    SelectionRound,
    Submission,
)
from catalogue.rounds.recusing import may_declare
from catalogue.rounds.submitted_reading import ReadText, texts_to_read

_RANK, _ABSENT, _WHY_ABSENT = "rank_", "absent_", "why_absent_"
_LONGEST_REASON = 5_000


class ConsensusForm(forms.Form):
    """What the group agreed on for one submission."""

    result = forms.ChoiceField(
        label=gettext_lazy("Result"),
        choices=GroupConsensus.Result,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reasons of the group"),
        max_length=_LONGEST_REASON,
        widget=AdminTextareaWidget({"rows": 5}),
    )
    rank = forms.IntegerField(
        label=gettext_lazy("Rank in the group"),
        help_text=gettext_lazy(
            "Only of what is proposed. Empty: it keeps the rank it has, or is ranked "
            "later on the sheet. Those behind it move along."
        ),
        required=False,
        min_value=1,
        max_value=9_999,
    )
    took_part = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Took part"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, meeting: Meeting, row: Judged, *args: Any) -> None:
        members = meeting.attendance.may_take_part(row.submission.pk)
        super().__init__(*args)
        self.initial = _initial(row, [each.pk for each in members])
        choices = [(each.pk, str(each)) for each in members]
        self.fields["took_part"].choices = choices  # type: ignore[attr-defined]


def meeting_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the pages of a group, under that of selection rounds."""
    group, one = "groups/<int:number>", "submissions/<int:number>/consensus/"
    return [
        page_at(f"{group}/meeting/", sheet, "rounds_meeting", site),
        page_at(f"{group}/ranking/", ranking, "rounds_ranking", site),
        page_at(f"{group}/absences/", absences, "rounds_absences", site),
        page_at(one, consensus, "rounds_consensus", site),
    ]


def meeting_for(request: HttpRequest, number: int) -> Meeting:
    """The meeting of a group, for its members and for who runs rounds; else 404."""
    groups = ReviewGroup.objects.select_related("selection_round")
    group = get_object_or_404(groups, pk=number)
    found = meeting_of(group, staff(request))
    is_member = found.attendance.member(staff(request)) is not None
    if not is_member and not staff(request).has_perm(RUN):
        raise Http404
    return found


def sheet(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Show what the group talks about, split cases first, and its ranking."""
    meeting = meeting_for(request, number)
    person = staff(request)
    context = {
        "title": _("Meeting of “%(group)s”") % {"group": meeting.group},
        "meeting": meeting,
        "ranking": meeting.ranking,
        "tied": meeting.tied,
        "split_from": SPLIT_FROM,
        "members": [
            (each, meeting.attendance.absences.get(each.pk))
            for each in meeting.attendance.members
        ],
        "may_rank": is_open(meeting) and meeting.attendance.is_writer(person),
    }
    return _answer(site, request, meeting, "meeting", context)


def consensus(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Show the marks of one submission, and record the result of the group."""
    submissions = Submission.objects.filter(group__isnull=False)
    submission = get_object_or_404(submissions, pk=number)
    meeting = meeting_for(request, submission.group_id or 0)
    row = meeting.row(submission.pk)
    if row is None or row.is_hidden:
        raise Http404
    may_write = is_open(meeting) and meeting.attendance.may_write(
        staff(request), submission.pk
    )
    form = ConsensusForm(meeting, row, *([request.POST] if request.POST else []))
    if form.is_bound and form.is_valid() and _recorded(request, row, form):
        return HttpResponseRedirect(_next_address(request, meeting, row))
    context = {
        "title": f"{row.label} {row.title}",
        "meeting": meeting,
        "row": row,
        # What was typed stays on the page, also where it cannot be recorded any more.
        "form": form if may_write or form.is_bound else None,
        "may_leave": may_leave(meeting, submission.pk, staff(request)),
        "text": _text_of(submission),
        "by_criterion": row.by_criterion(meeting.group.selection_round.criteria.all()),
    }
    return _answer(site, request, meeting, "consensus", context)


def ranking(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Take the order of what the group proposes: numbers, or one moved by a place."""
    meeting = meeting_for(request, number)
    if request.method == "POST":
        try:
            set_ranking(
                meeting.group, _asked_order(meeting, request.POST), by=staff(request)
            )
        except ValidationError as refusal:
            tell(request, refusal)
        else:
            messages.success(request, _("The ranking is saved."))
    return HttpResponseRedirect(_sheet_address(meeting) + "#ranking")


def absences(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Take who is not at the meeting."""
    meeting = meeting_for(request, number)
    if request.method == "POST":
        absent = {
            each.pk: request.POST.get(f"{_WHY_ABSENT}{each.pk}", "")[:200]
            for each in meeting.attendance.members
            if f"{_ABSENT}{each.pk}" in request.POST
        }
        try:
            note_absences(meeting.group, absent, by=staff(request))
        except ValidationError as refusal:
            tell(request, refusal)
        else:
            messages.success(request, _("Attendance is saved."))
    return HttpResponseRedirect(_sheet_address(meeting) + "#attendance")


def is_open(meeting: Meeting) -> bool:
    """Whether the group meets now, so that its results are written."""
    now = meeting.group.selection_round.state
    return now == SelectionRound.State.GROUP_CONSENSUS


def may_leave(meeting: Meeting, submission: int, person: User) -> bool:
    """Whether the person can still declare a conflict, and has not yet."""
    row, member = meeting.row(submission), meeting.attendance.member(person)
    if row is None or row.is_hidden or member is None or not is_open(meeting):
        return False
    now_in = meeting.group.selection_round.state
    return may_declare(row.submission, member.reviewer, person, now_in)


def _text_of(submission: Submission) -> ReadText | None:
    """What the reviewers of a submission read of it."""
    assignments = submission.assignments.select_related("submission__selection_round")
    one = assignments.first()
    return texts_to_read([one]).get(one.pk) if one else None


def _initial(row: Judged, members: list[int]) -> dict[str, Any]:
    recorded = row.consensus
    if recorded is None:
        return {"took_part": members}
    return {
        "result": recorded.result,
        "reason": recorded.reason,
        "rank": recorded.rank,
        "took_part": [each.member_id for each in recorded.participants.all()],
    }


def _recorded(request: HttpRequest, row: Judged, form: ConsensusForm) -> bool:
    """Record what the form says; else tell in the form why not."""
    try:
        recorded = record_consensus(
            row.submission, by=staff(request), **form.cleaned_data
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    words = _("%(label)s “%(result)s” is recorded.")
    said = {"label": row.label, "result": recorded.get_result_display()}
    messages.success(request, words % said)
    return True


def _next_address(request: HttpRequest, meeting: Meeting, row: Judged) -> str:
    following = meeting.next_after(row.submission.pk)
    if "_next" not in request.POST:
        return request.path
    if following is None:
        messages.info(
            request, _("Every submission has a result: rank what is proposed.")
        )
        return _sheet_address(meeting) + "#ranking"
    return reverse("admin:rounds_consensus", args=[following.submission.pk])


def _asked_order(meeting: Meeting, asked: Mapping[str, str]) -> list[int]:
    """The submissions as the form orders them; who is recused moves nothing.

    Raises ValidationError for a number that is none, or that two of them have.
    """
    shown = [row for row in meeting.ranking if not row.is_hidden]
    if not ("up" in asked or "down" in asked):
        ranks = {row.number: _asked_rank(row, asked) for row in shown}
        if len(set(ranks.values())) < len(ranks):
            raise ValidationError(_("Two submissions have the same rank."))
        shown.sort(key=lambda row: ranks[row.number])
    numbers = [row.submission.pk for row in shown]
    for name, step in (("up", -1), ("down", 1)):
        _move(numbers, asked.get(name, ""), step)
    hidden = [row for row in meeting.ranking if row.is_hidden and row.rank]
    for row in sorted(hidden, key=lambda row: row.rank or 0):
        numbers.insert((row.rank or 1) - 1, row.submission.pk)
    return numbers


def _asked_rank(row: Judged, asked: Mapping[str, str]) -> int:
    value = asked.get(f"{_RANK}{row.submission.pk}", "")
    if not (value.isascii() and value.isdecimal() and len(value) < 5 and int(value)):
        raise ValidationError(
            _("%(label)s needs a rank: a whole number from 1."),
            params={"label": row.label},
        )
    return int(value)


def _move(numbers: list[int], asked: str, step: int) -> None:
    place = next((n for n, each in enumerate(numbers) if str(each) == asked), None)
    if place is not None and 0 <= place + step < len(numbers):
        other = place + step
        numbers[place], numbers[other] = numbers[other], numbers[place]


def _sheet_address(meeting: Meeting) -> str:
    return reverse("admin:rounds_meeting", args=[meeting.group.pk])


def _answer(
    site: AdminSite,
    request: HttpRequest,
    meeting: Meeting,
    page: str,
    context: dict[str, Any],
) -> HttpResponse:
    selection_round = meeting.group.selection_round
    whole = round_context(site, request, selection_round, is_open=is_open(meeting))
    return TemplateResponse(request, f"admin/rounds/{page}.html", whole | context)
