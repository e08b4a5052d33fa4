"""What the public is told of a round that is held here: its call, then its account.

Until the announcement nobody learns here how many were put forward, nor by whom. No
mark and no name of a reviewer is ever part of it.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext

from catalogue.public.round_counts import (
    BodiesOfRegion,
    Counts,
    Row,
    by_body,
    by_region,
    by_theme,
    in_all,
    in_tables,
    judged_in,
    percent,
)
from catalogue.rounds.models import (
    Amendment,
    Criterion,
    Reviewer,
    SelectionRound,
    StageDates,
    Submission,
)

State = SelectionRound.State
# The stages of judging, and the approval above them, in their order.
STAGES = (
    State.INDEPENDENT_REVIEW,
    State.GROUP_CONSENSUS,
    State.INTER_GROUP_CONSENSUS,
    State.APPROVAL,
)


@dataclass(frozen=True)
class WeightedCriterion:
    """What submissions are judged by, with its share of all weights in percent."""

    criterion: Criterion
    percent: int | None


@dataclass(frozen=True)
class Call:
    """What a round asks for, public from its opening on."""

    places: int | None
    closes_at: datetime.datetime | None
    criteria: list[WeightedCriterion]
    planned: list[StageDates]


@dataclass(frozen=True)
class Stage:
    """From which day to which a stage went on, from its first beginning to its end."""

    state: SelectionRound.State
    began_on: datetime.date
    ended_on: datetime.date

    @property
    def label(self) -> str:
        """What the stage is called once it is over."""
        is_approval = self.state == State.APPROVAL
        return gettext("Approval") if is_approval else str(self.state.label)


@dataclass(frozen=True)
class Reviewers:
    """How many reviewers of one kind sat in the groups."""

    kind: str
    label: str
    number: int


@dataclass(frozen=True)
class Account:
    """How an announced round came to its result."""

    counts: Counts
    # As the announcement had it; other than that of `counts` where it was amended.
    announced_selected: int | None
    regions: list[Row]
    bodies: list[Row]
    themes: list[Row]
    reviewers: list[Reviewers]
    groups: int
    reviewers_each: int
    stages: list[Stage]
    approved_on: datetime.date | None
    amendments: list[Amendment]

    @property
    def tables(self) -> list[BodiesOfRegion]:
        return in_tables(self.regions, self.bodies)

    @property
    def all_reviewers(self) -> int:
        return sum(each.number for each in self.reviewers)

    @property
    def is_amended(self) -> bool:
        """Whether another number is selected now than was announced."""
        return self.announced_selected not in (None, self.counts.selected)


def call_of(selection_round: SelectionRound) -> Call | None:
    """The call of a round that is held here, from its opening on."""
    if not selection_round.is_held_here or selection_round.state == State.PREPARING:
        return None
    criteria = list(selection_round.criteria.all())
    weights = sum(each.weight for each in criteria)
    return Call(
        places=selection_round.places,
        closes_at=selection_round.closes_at,
        criteria=[
            WeightedCriterion(each, percent(each.weight, weights)) for each in criteria
        ],
        planned=list(selection_round.stage_dates.all()),
    )


def account_of(selection_round: SelectionRound) -> Account | None:
    """The account of a round that is held here, once it is announced."""
    if not selection_round.is_held_here or not selection_round.is_announced:
        return None
    judged = judged_in(selection_round)
    bodies = by_body(selection_round, judged)
    approval = selection_round.approvals.last()
    return Account(
        counts=in_all(judged, bodies),
        announced_selected=selection_round.official_selected,
        regions=[] if selection_round.province_id else by_region(bodies),
        bodies=bodies,
        themes=by_theme(judged),
        reviewers=_reviewers(selection_round),
        groups=selection_round.review_groups.count(),
        reviewers_each=selection_round.reviewers_each,
        stages=_stages(selection_round),
        approved_on=approval.approved_on if approval else None,
        amendments=list(selection_round.amendments.all()),
    )


def selected_of(selection_round: SelectionRound) -> list[Submission]:
    """The selected ones that are public, in the official order of the bodies.

    Demonstration methods stand in demonstration rounds alone.
    """
    return list(
        Submission.objects.public()
        .filter(selection_round=selection_round, outcome=Submission.Outcome.SELECTED)
        .filter(method__is_demo=F("selection_round__is_demo"))
        .select_related("method__community", "reporting_body", "division")
        .order_by("reporting_body__sort_order", "sequence_number", "pk")
    )


def _stages(selection_round: SelectionRound) -> list[Stage]:
    began: dict[str, datetime.date] = {}
    ended: dict[str, datetime.date] = {}
    for change in selection_round.state_changes.order_by("pk"):
        day = timezone.localdate(change.changed_at)
        began.setdefault(change.to_state, day)
        ended[change.from_state] = day
    return [
        Stage(state, began[state], ended[state])
        for state in STAGES
        if state in began and state in ended
    ]


def _reviewers(selection_round: SelectionRound) -> list[Reviewers]:
    counted = dict(
        selection_round.group_members.order_by()
        .values_list("kind")
        .annotate(Count("pk"))
    )
    return [
        Reviewers(kind.value, str(kind.label), counted[kind])
        for kind in Reviewer.Kind
        if kind in counted
    ]
