"""The round manager's page of a round: its course, its numbers, its next step."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.admin.addresses import page_at
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.admin.telling import held_round, tell
from catalogue.rounds.life import BACK, FORWARD, RUN, move_round
from catalogue.rounds.models import RoundStateChange, SelectionRound, StageDates
from catalogue.rounds.models.selection_round import COURSE
from catalogue.rounds.solicitation import standings, total

State = SelectionRound.State
# From there no way leads back.
_FOR_GOOD = (State.OPEN, State.ANNOUNCED)
_LONGEST_REASON = 1000
# The other pages of a round, each from the state in which there is something on it.
_PAGES: tuple[tuple[State, str, Promise], ...] = (
    (
        State.PREPARING,
        "rounds_selectionround_change",
        gettext_lazy("The call: dates, criteria, notices"),
    ),
    (State.PREPARING, "rounds_quotas", gettext_lazy("Quotas")),
    (
        State.PREPARING,
        "rounds_groups",
        gettext_lazy("Review groups and assignments"),
    ),
    (
        State.OPEN,
        "rounds_alike",
        gettext_lazy("Submissions that resemble each other"),
    ),
    (State.CLOSED, "rounds_progress", gettext_lazy("Progress of the reviews")),
    (State.CLOSED, "rounds_outbox", gettext_lazy("Outbox of messages")),
    (
        State.INTER_GROUP_CONSENSUS,
        "rounds_board",
        gettext_lazy("Board of the places"),
    ),
    (State.APPROVAL, "rounds_approval", gettext_lazy("Approval")),
    (State.APPROVED, "rounds_result_notice", gettext_lazy("Result notice")),
    (State.APPROVED, "rounds_announcement", gettext_lazy("Announcement")),
    (
        State.APPROVED,
        "rounds_reasons",
        gettext_lazy("Reasons for reporting bodies"),
    ),
    (State.APPROVED, "rounds_dossier", gettext_lazy("Dossier")),
)


@dataclass(frozen=True)
class Stop:
    """One state in the course of a round: planned when, entered when and by whom."""

    state: State
    place: str
    dates: StageDates | None
    entered: RoundStateChange | None

    @property
    def label(self) -> str:
        return str(self.state.label)


class StepForm(forms.Form):
    """A step as the person saw it: from which state to which, and why back."""

    seen = forms.CharField(max_length=24)
    to = forms.CharField(max_length=24)
    reason = forms.CharField(
        max_length=_LONGEST_REASON,
        required=False,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stays on record."),
        widget=AdminTextareaWidget({"rows": 2}),
    )


def course_urls(site: AdminSite) -> list[URLPattern]:
    """The address of this page, under that of selection rounds."""
    return [page_at("<int:number>/course/", course, "rounds_course", site)]


def course(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Show where a round stands; take its next step, or one back, by POST."""
    selection_round = held_round(request, number, RUN)
    form = StepForm(request.POST if request.method == "POST" else None)
    if form.is_bound and _moved(request, selection_round, form):
        return HttpResponseRedirect(request.path)
    if form.is_bound:
        selection_round = held_round(request, number, RUN)
    context = round_context(
        site, request, selection_round, title=_("Course of the round"), form=form
    )
    context.update(_numbers(selection_round), missing_open=True)
    context.update(_steps(selection_round), pages=_pages(selection_round))
    return TemplateResponse(request, "admin/rounds/course.html", context)


def _moved(
    request: HttpRequest, selection_round: SelectionRound, form: StepForm
) -> bool:
    """Take the step that the form asks for; else tell why not."""
    if not form.is_valid() or form.cleaned_data["to"] not in COURSE:
        messages.error(request, _("This step is not known."))
        return False
    asked = form.cleaned_data
    try:
        moved = move_round(
            selection_round,
            asked["to"],
            by=staff(request),
            reason=asked["reason"],
            seen=asked["seen"],
        )
    except ValidationError as refusal:
        tell(request, refusal)
        return False
    now = {"now": moved.get_state_display()}
    messages.success(request, _("The round is now in the state “%(now)s”.") % now)
    return True


def _numbers(selection_round: SelectionRound) -> dict[str, Any]:
    rows = standings(selection_round, timezone.now())
    return {
        "standings": rows,
        "total": total(rows),
        "quotas": sum(each.quota.places for each in rows),
        "prepared": sum(each.prepared for each in rows),
        "undeclared": sum(each.solicited is None for each in rows),
        "low": sum(each.ratio.is_low for each in rows),
    }


def _steps(selection_round: SelectionRound) -> dict[str, Any]:
    changes = list(selection_round.state_changes.select_related("changed_by"))
    entered = {each.to_state: each for each in changes}
    dates = {each.stage: each for each in selection_round.stage_dates.all()}
    now = COURSE.index(selection_round.state)
    back = BACK.get(selection_round.state)
    return {
        "stops": [
            Stop(
                state=State(state),
                place="past" if at < now else "now" if at == now else "ahead",
                dates=dates.get(state),
                entered=entered.get(state) if at <= now else None,
            )
            for at, state in enumerate(COURSE)
        ],
        "changes": changes[::-1],
        "next": FORWARD.get(selection_round.state),
        "is_for_good": FORWARD.get(selection_round.state) in _FOR_GOOD,
        "back": back,
    }


def _pages(selection_round: SelectionRound) -> list[tuple[str, Promise]]:
    """The other pages of the round, as far as it has come."""
    now = COURSE.index(selection_round.state)
    found = [
        (reverse(f"admin:{name}", args=[selection_round.pk]), label)
        for state, name, label in _PAGES
        if COURSE.index(state) <= now
    ]
    if selection_round.state == State.OPEN:
        more_time = reverse("admin:rounds_extension", args=[selection_round.pk])
        found.append((more_time, gettext_lazy("Give more time")))
    if selection_round.is_blind and now >= COURSE.index(State.CLOSED):
        copies = reverse("admin:rounds_blind_copies", args=[selection_round.pk])
        found.append((copies, gettext_lazy("Copies without names")))
    listed = reverse("admin:rounds_submission_changelist")
    submissions = f"{listed}?selection_round__id__exact={selection_round.pk}"
    return [*found, (submissions, gettext_lazy("Submissions"))]
