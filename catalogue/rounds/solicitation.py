"""How many methods each reporting body solicited, and how many it put forward.

While a round that is held here runs, what is submitted is counted from the submissions
themselves; a return holds the count only once the round is announced.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from catalogue.rounds.models import ProvincialReturn, Quota, SelectionRound, Submission

State = Submission.State
# At least so many are to be solicited for each one that is submitted (domain.md, S1).
ASKED_FOR = 5


@dataclass(frozen=True)
class Ratio:
    """How many were solicited for those submitted; None where it was not declared."""

    solicited: int | None
    submitted: int

    @property
    def is_low(self) -> bool:
        """Whether fewer than five were solicited for each one submitted."""
        if self.solicited is None or not self.submitted:
            return False
        return self.solicited < ASKED_FOR * self.submitted

    def __str__(self) -> str:
        if self.solicited is None or not self.submitted:
            return "–"
        for_each = self.solicited / self.submitted
        return f"1 : {for_each:.1f}".removesuffix(".0")


@dataclass(frozen=True)
class Standing:
    """Where one body stands in a round: its quota, its counts, its time."""

    quota: Quota
    submitted: int
    prepared: int
    solicited: int | None
    is_in_time: bool

    @property
    def left(self) -> int:
        return max(self.quota.places - self.submitted, 0)

    @property
    def ratio(self) -> Ratio:
        return Ratio(self.solicited, self.submitted)


def standings(selection_round: SelectionRound, at: datetime.datetime) -> list[Standing]:
    """One for each quota, in the official order of the bodies; three queries."""
    quotas = (
        Quota.objects.filter(selection_round=selection_round)
        .select_related("reporting_body", "division")
        .order_by("reporting_body__sort_order", "division__code")
    )
    counts = _counts(selection_round)
    solicited = dict(
        selection_round.returns.values_list("reporting_body_id", "solicited")
    )
    return [_standing(selection_round, each, counts, solicited, at) for each in quotas]


def total(standings: Iterable[Standing]) -> Ratio:
    """All bodies together; what was solicited counts once for each reporting body.

    It is unknown as long as one that submitted has not declared it.
    """
    rows = list(standings)
    declared = {each.quota.reporting_body_id: each.solicited for each in rows}
    owing = any(each.solicited is None and each.submitted for each in rows)
    known = [each for each in declared.values() if each is not None]
    solicited = sum(known) if known and not owing else None
    return Ratio(solicited, sum(each.submitted for each in rows))


def record_counts(selection_round: SelectionRound) -> None:
    """Write down what each body submitted and how many of them were selected.

    An announcement does, and an amendment, each in its transaction.
    """
    done = Q(state__in=[State.SELECTED, State.NOT_SELECTED])
    counts = (
        selection_round.submissions.order_by()
        .values_list("reporting_body_id")
        .annotate(
            judged=Count("pk", filter=done),
            selected=Count("pk", filter=Q(state=State.SELECTED)),
        )
    )
    by_body = {body: numbers for body, *numbers in counts}
    for body in set(selection_round.quotas.values_list("reporting_body", flat=True)):
        submitted, selected = by_body.get(body, (0, 0))
        ProvincialReturn.objects.update_or_create(
            selection_round=selection_round,
            reporting_body_id=body,
            defaults={"submitted": submitted, "selected": selected},
        )


def _counts(selection_round: SelectionRound) -> dict[Any, dict[str, int]]:
    counts: dict[Any, dict[str, int]] = {}
    rows = (
        selection_round.submissions.order_by()
        .values_list("reporting_body_id", "division_id", "state")
        .annotate(count=Count("pk"))
    )
    for body, division, state, count in rows:
        counts.setdefault((body, division), {})[state] = count
    return counts


def _standing(
    selection_round: SelectionRound,
    quota: Quota,
    counts: Mapping[Any, Mapping[str, int]],
    solicited: Mapping[str, int | None],
    at: datetime.datetime,
) -> Standing:
    quota.selection_round = selection_round
    own = counts.get((quota.reporting_body_id, quota.division_id), {})
    waiting = sum(own.get(state, 0) for state in Submission.WAITING)
    return Standing(
        quota=quota,
        submitted=sum(own.values()) - waiting,
        prepared=waiting,
        solicited=solicited.get(quota.reporting_body_id),
        is_in_time=selection_round.takes_submissions(quota.closes_at, at),
    )
