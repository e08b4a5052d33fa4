"""The head of every page of a round: its stage, and what is missing before the next."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.life import FORWARD, RUN, missing
from catalogue.rounds.missing import Missing
from catalogue.rounds.models import RoundStateChange, SelectionRound, StageDates
from catalogue.rounds.models.selection_round import COURSE

State = SelectionRound.State

# The page on which most of what a step needs is done, by the state before the step.
_PAGES: Mapping[str, str] = {
    State.PREPARING: "rounds_selectionround_change",
    State.OPEN: "rounds_course",
    State.CLOSED: "rounds_groups",
    State.INDEPENDENT_REVIEW: "rounds_groups",
    State.GROUP_CONSENSUS: "rounds_groups",
    State.INTER_GROUP_CONSENSUS: "rounds_board",
    State.APPROVAL: "rounds_approval",
    State.APPROVED: "rounds_announcement",
}


@dataclass(frozen=True)
class StageHead:
    """What the head of a page says; `missing` is None for whom it is kept from."""

    round: SelectionRound
    position: int
    next: State | None
    missing: list[Missing] | None
    entered: RoundStateChange | None
    dates: StageDates | None
    address: str

    @property
    def label(self) -> str:
        return self.round.get_state_display()

    @property
    def next_label(self) -> str:
        return str(self.next.label) if self.next else ""

    @property
    def of(self) -> int:
        return len(COURSE)

    @property
    def marks(self) -> list[str]:
        """A word for each step of the course: past, now or ahead."""
        now = self.position
        return [
            "past" if place < now else "now" if place == now else "ahead"
            for place in range(1, len(COURSE) + 1)
        ]


def stage_head(
    selection_round: SelectionRound,
    person: User,
    at: datetime.datetime | None = None,
) -> StageHead:
    """The head for one person, in a fixed number of queries.

    The round manager sees all that is missing, a reviewer what the groups lack while
    they meet. Else what is missing may name a result, or who must not judge what.
    """
    state = selection_round.state
    found = None
    if _may_know(person, state):
        found = _with_addresses(selection_round, at or timezone.now())
    changes = selection_round.state_changes.select_related("changed_by")
    return StageHead(
        round=selection_round,
        position=COURSE.index(state) + 1,
        next=FORWARD.get(state),
        missing=found,
        entered=changes.filter(to_state=state).last(),
        dates=selection_round.stage_dates.filter(stage=state).first(),
        address=page_address("rounds_course", selection_round.pk)
        if person.has_perm(RUN)
        else "",
    )


def round_context(
    site: AdminSite,
    request: HttpRequest,
    selection_round: SelectionRound,
    *,
    at: datetime.datetime | None = None,
    **more: Any,
) -> dict[str, Any]:
    """The context of a page that extends "admin/rounds/base.html"."""
    return {
        **site.each_context(request),
        "opts": SelectionRound._meta,
        "round": selection_round,
        "stage": stage_head(selection_round, staff(request), at),
        **more,
    }


def page_address(name: str, *args: Any) -> str:
    """The address of a page of the desk."""
    return reverse(f"admin:{name}", args=args)


def _may_know(person: User, state: str) -> bool:
    is_reviewer = person.has_perm("rounds.review_submissions")
    return person.has_perm(RUN) or (is_reviewer and state == State.GROUP_CONSENSUS)


def _with_addresses(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """What is missing, each with the page on which it is done."""
    name = _PAGES.get(selection_round.state)
    usual = page_address(name, selection_round.pk) if name else ""
    return [
        each if each.address else Missing(each.words, usual)
        for each in missing(selection_round, at)
    ]
