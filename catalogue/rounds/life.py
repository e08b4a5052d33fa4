"""The life of a round that is held here; its state changes here only.

docs/life-of-a-round.md shows the same table to people; a test holds the two equal.
"""

import datetime
from collections.abc import Callable, Mapping
from itertools import pairwise

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.rounds import (
    announcing,
    approving,
    calling,
    group_consensus,
    grouping,
    independent_review,
    inter_group_consensus,
    submitting,
)
from catalogue.rounds.missing import Missing
from catalogue.rounds.models import RoundStateChange, SelectionRound
from catalogue.rounds.models.selection_round import COURSE

State = SelectionRound.State
RUN = "rounds.run_round"

FORWARD: Mapping[str, State] = {now: State(then) for now, then in pairwise(COURSE)}
# Back one step, with a reason; not from open, which the public has seen, nor from
# announced, which only a dated amendment corrects.
BACK: Mapping[str, State] = {
    then: State(now)
    for now, then in pairwise(COURSE)
    if then not in (State.OPEN, State.ANNOUNCED)
}

# By the state to come: what must be there before.
REQUIREMENTS: Mapping[
    str, Callable[[SelectionRound, datetime.datetime], list[Missing]]
] = {
    State.OPEN: calling.missing_to_open,
    State.CLOSED: submitting.missing_to_close,
    State.INDEPENDENT_REVIEW: independent_review.missing_to_begin,
    State.GROUP_CONSENSUS: independent_review.missing_to_close,
    State.INTER_GROUP_CONSENSUS: group_consensus.missing_to_close,
    State.APPROVAL: inter_group_consensus.missing_to_close,
    State.APPROVED: approving.missing_to_approve,
    State.ANNOUNCED: announcing.missing_to_announce,
}
# The same of steps back.
REQUIREMENTS_BACK: Mapping[
    str, Callable[[SelectionRound, datetime.datetime], list[Missing]]
] = {
    State.OPEN: submitting.missing_to_open_again,
}


def missing(
    selection_round: SelectionRound, at: datetime.datetime | None = None
) -> list[Missing]:
    """What stands against the next step; an announced round has none to take."""
    to = FORWARD.get(selection_round.state)
    if to is None or not selection_round.is_held_here:
        return []
    return REQUIREMENTS[to](selection_round, at or timezone.now())


@transaction.atomic
def move_round(
    selection_round: SelectionRound,
    to: str,
    *,
    by: User,
    reason: str = "",
    seen: str | None = None,
    at: datetime.datetime | None = None,
) -> SelectionRound:
    """Take one step forward, or one back with a reason, and put it on record.

    `seen` is the state that the person had before the eyes; if it is another one by
    now, nothing is done.

    Raises PermissionDenied, or ValidationError with a sentence for each thing that
    stands against it. Of two people who press the same button the second is told that
    it is done.
    """
    if not by.has_perm(RUN):
        raise PermissionDenied
    at = at or timezone.now()
    locked = SelectionRound.objects.select_for_update().get(pk=selection_round.pk)
    is_back = BACK.get(locked.state) == to
    _require_seen(locked, seen)
    _require_step(locked, to, is_back, reason)
    requirements = REQUIREMENTS_BACK if is_back else REQUIREMENTS
    if to in requirements:
        _require(requirements[to](locked, at))
    before, after = locked.state, State(to)
    RoundStateChange.objects.create(
        selection_round=locked,
        from_state=before,
        to_state=after,
        changed_by=by,
        changed_at=at,
        reason=reason.strip(),
    )
    _take_effect(locked, before, after, at)
    locked.state = after
    locked.save()
    return locked


def _require_seen(selection_round: SelectionRound, seen: str | None) -> None:
    if seen in (None, selection_round.state):
        return
    last = selection_round.state_changes.select_related("changed_by").last()
    raise ValidationError(
        _("Meanwhile %(who)s moved the round: it is in the state “%(now)s” now."),
        params={
            "who": last.changed_by if last else "",
            "now": selection_round.get_state_display(),
        },
    )


def _require_step(
    selection_round: SelectionRound, to: str, is_back: bool, reason: str
) -> None:
    now = selection_round.state
    if not selection_round.is_held_here:
        raise ValidationError(
            _("This round is only recorded: it has no steps to take here.")
        )
    if now == to:
        raise ValidationError(
            _("The round is in the state “%(now)s” already."),
            params={"now": selection_round.get_state_display()},
        )
    if not is_back and FORWARD.get(now) != to:
        raise ValidationError(
            _("A round in the state “%(now)s” cannot change to “%(next)s”."),
            params={
                "now": selection_round.get_state_display(),
                "next": State(to).label,
            },
        )
    if is_back and not reason.strip():
        raise ValidationError(_("Give the reason for going back; it is on record."))


def _require(missing_things: list[Missing]) -> None:
    if missing_things:
        raise ValidationError([each.words for each in missing_things])


def _take_effect(
    selection_round: SelectionRound,
    before: str,
    after: State,
    at: datetime.datetime,
) -> None:
    if after == State.OPEN and before == State.PREPARING:
        day = timezone.localdate(at).isoformat()
        selection_round.opened_on = selection_round.opened_on or day
    elif after == State.CLOSED and before == State.OPEN:
        selection_round.submission_closed_on = timezone.localdate(at).isoformat()
    elif after == State.OPEN and before == State.CLOSED:
        selection_round.submission_closed_on = ""
    elif after == State.GROUP_CONSENSUS and before == State.INDEPENDENT_REVIEW:
        grouping.keep_kinds(selection_round)
    elif after == State.APPROVAL and before == State.INTER_GROUP_CONSENSUS:
        inter_group_consensus.recommend(selection_round)
    elif after == State.INTER_GROUP_CONSENSUS and before == State.APPROVAL:
        inter_group_consensus.take_recommendation_back(selection_round)
    elif after == State.APPROVAL and before == State.APPROVED:
        selection_round.announce_at = selection_round.announce_released_by = None
    elif after == State.ANNOUNCED:
        announcing.announce(selection_round, at)
