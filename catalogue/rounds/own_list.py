"""The list of one reporting body in a round, and what is to be said of each row."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.methods.completeness import with_completeness
from catalogue.methods.duplicates import Resemblance, may_know_of, resembling_each
from catalogue.methods.models import WorkMethod
from catalogue.rounds.models import SelectionRound, Submission
from catalogue.rounds.preparing import own_submissions
from catalogue.rounds.solicitation import Standing
from catalogue.rounds.submitting import faults_of_method

State = Submission.State


@dataclass(frozen=True)
class Earlier:
    """A round in which a method was put forward; its outcome once it is announced."""

    title: str
    outcome: str

    def __str__(self) -> str:
        words = {"title": self.title, "outcome": self.outcome}
        return _("Put forward in “%(title)s”: %(outcome)s.") % words


@dataclass
class Listed:
    """A submission of the list: what stands against it, and what to think of first."""

    submission: Submission
    standing: Standing | None
    faults: list[str] = field(default_factory=list)
    alike: list[Resemblance] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether it is still to be submitted."""
        return self.submission.state in Submission.WAITING

    @property
    def state(self) -> str:
        """The state as its body may know it: what the judges find stays inside."""
        if self.waits or self.submission.selection_round.is_announced:
            return self.submission.get_state_display()
        return str(State.SUBMITTED.label)

    @property
    def is_in_time(self) -> bool:
        return self.standing is not None and self.standing.is_in_time


def own_list(
    selection_round: SelectionRound, person: User, standings: list[Standing]
) -> list[Listed]:
    """The list of the person's body, in a fixed number of queries.

    The standings are those of the same body.
    """
    rows = list(own_submissions(selection_round, person))
    methods = _methods(each.method_id for each in rows)
    by_place: dict[str | None, Standing] = {
        each.quota.division_id: each for each in standings
    }
    waiting = [
        methods[each.method_id] for each in rows if each.state in Submission.WAITING
    ]
    alike = resembling_each(may_know_of(person), waiting)
    earlier = earlier_submissions(selection_round, waiting)
    found = []
    for row in rows:
        row.selection_round, row.method = selection_round, methods[row.method_id]
        listed = Listed(row, by_place.get(_place_of(row, by_place)))
        if listed.waits:
            listed.faults = faults_of_method(selection_round, row.method)
            listed.alike = alike.get(row.method_id, [])
            listed.earlier = earlier.get(row.method_id, [])
        found.append(listed)
    return found


def earlier_submissions(
    selection_round: SelectionRound, methods: Iterable[WorkMethod]
) -> dict[int, list[Earlier]]:
    """By method, where it was submitted in other rounds, and what came of it."""
    rows = (
        Submission.objects.filter(method__in=list(methods))
        .exclude(selection_round=selection_round)
        .judged()
        .select_related("selection_round")
        .order_by("pk")
    )
    found: dict[int, list[Earlier]] = {}
    for row in rows:
        found.setdefault(row.method_id, []).append(_earlier(row))
    return found


def _earlier(submission: Submission) -> Earlier:
    selection_round = submission.selection_round
    if selection_round.is_announced:
        outcome = submission.get_outcome_display()
    else:
        outcome = str(SelectionRound.State(selection_round.public_state).label)
    return Earlier(str(selection_round.title), outcome)


def _methods(numbers: Iterable[int]) -> dict[int, WorkMethod]:
    asked: QuerySet[Any] = WorkMethod.objects.filter(pk__in=list(numbers)).with_path()
    return {each.pk: each for each in with_completeness(asked)}  # type: ignore[arg-type]


def _place_of(row: Submission, places: Container[str | None]) -> str | None:
    """The division whose quota a submission uses, as `submitting.quota_of` says."""
    community = row.method.community
    above = [community.county_id, community.county.parent_id] if community else []
    return next((each for each in above if each in places), None)
