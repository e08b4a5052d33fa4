"""The third stage of judging: the groups agree on the places."""

import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.accounts.models import User
from catalogue.rounds.board import Board, Standing, Swap, board
from catalogue.rounds.group_scores import comparisons, points_of_reviews
from catalogue.rounds.marks import rounded
from catalogue.rounds.missing import Missing
from catalogue.rounds.models import (
    BoardLine,
    BoardSwap,
    GroupConsensus,
    SelectionRound,
    Submission,
)
from catalogue.rounds.submitting import submitted

State = Submission.State
RUN = "rounds.run_round"
# What a group has not ranked stands behind all ranks; no closed stage leaves any.
_LAST = 10_000


def board_of(selection_round: SelectionRound) -> Board:
    """The board of a round, with the swaps in force; in four queries."""
    swaps = swaps_in_force(selection_round).values_list("taken_in", "taken_out")
    return board(_standings(selection_round), [Swap(*each) for each in swaps])


def line_of(selection_round: SelectionRound) -> int:
    """How many of the order the saved cut line takes; 0 while there is none."""
    line = BoardLine.objects.filter(selection_round=selection_round).first()
    return line.places if line else 0


def recommended(selection_round: SelectionRound) -> frozenset[int]:
    """The submissions that are in: those above the cut line, with all swaps made."""
    return board_of(selection_round).members(line_of(selection_round))


def swaps_in_force(selection_round: SelectionRound) -> QuerySet[BoardSwap]:
    """The swaps that were not undone, in the order in which they were made."""
    rows = BoardSwap.objects.filter(selection_round=selection_round, undone_at=None)
    return rows.order_by("pk")


@transaction.atomic
def move_line(
    selection_round: SelectionRound,
    places: int,
    *,
    by: User,
    at: datetime.datetime | None = None,
) -> BoardLine:
    """Draw the cut line below so many of the order.

    Raises PermissionDenied, or ValidationError where more would be in than there are
    places.
    """
    locked = _locked(selection_round, by)
    found = board_of(locked)
    if not 0 <= places <= found.proposed:
        raise ValidationError(
            _("The line falls between 0 and %(proposed)d."),
            params={"proposed": found.proposed},
        )
    _require_places(locked, found, places)
    line, _created = BoardLine.objects.update_or_create(
        selection_round=locked,
        defaults={"places": places, "moved_by": by, "moved_at": at or timezone.now()},
    )
    return line


@transaction.atomic
def record_swap(
    selection_round: SelectionRound,
    *,
    by: User,
    reason: str,
    taken_in: Submission | None = None,
    taken_out: Submission | None = None,
    at: datetime.datetime | None = None,
) -> BoardSwap:
    """Take one in that is out, one out that is in, or both, and say why.

    What its group did not propose may be taken in as well. Raises as `move_line` does.
    """
    locked = _locked(selection_round, by)
    line, before = line_of(locked), board_of(locked)
    faults = _faults_of_swap(locked, before.members(line), taken_in, taken_out)
    if not reason.strip():
        faults.append(_("Give the reason for the swap."))
    if faults:
        raise ValidationError(faults)
    swap = BoardSwap.objects.create(
        selection_round=locked,
        taken_in=taken_in,
        taken_out=taken_out,
        reason=reason.strip(),
        decided_by=by,
        decided_at=at or timezone.now(),
    )
    _require_places(locked, board_of(locked), line)
    return swap


@transaction.atomic
def undo_swap(
    swap: BoardSwap, *, by: User, reason: str, at: datetime.datetime | None = None
) -> BoardSwap:
    """Undo a swap, and say why; it stays on record. Raises as `move_line` does.

    A later swap of one of the two is undone first.
    """
    locked = _locked(swap.selection_round, by)
    swap = BoardSwap.objects.get(pk=swap.pk)
    if swap.undone_at is not None:
        raise ValidationError(_("This swap is undone already."))
    if not reason.strip():
        raise ValidationError(_("Give the reason for undoing the swap."))
    both = {swap.taken_in_id, swap.taken_out_id} - {None}
    later = swaps_in_force(locked).filter(pk__gt=swap.pk)
    if later.filter(Q(taken_in__in=both) | Q(taken_out__in=both)).exists():
        raise ValidationError(
            _("A later swap moves one of the two again: undo that one first.")
        )
    swap.undone_by, swap.undone_at = by, at or timezone.now()
    swap.undo_reason = reason.strip()
    swap.save()
    _require_places(locked, board_of(locked), line_of(locked))
    return swap


def missing_to_close(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """What the board lacks: no more than there are places, and no tie at the line."""
    found, line = board_of(selection_round), line_of(selection_round)
    number = len(found.members(line))
    missing = []
    if number == 0:
        missing.append(Missing(_("Draw the cut line: nothing is recommended.")))
    if (over := number - (selection_round.places or 0)) > 0:
        missing.append(Missing(_more_than_places(over)))
    if found.undecided(line):
        words = _("The line falls within a tie: move it, or decide by swaps.")
        missing.append(Missing(words))
    return missing


def recommend(selection_round: SelectionRound) -> None:
    """Write down for each submission whether the board recommends it."""
    chosen = recommended(selection_round)
    rest = submitted(selection_round).exclude(pk__in=chosen)
    rest.update(state=State.NOT_RECOMMENDED)
    submitted(selection_round).update(state=State.RECOMMENDED)


def take_recommendation_back(selection_round: SelectionRound) -> None:
    """Nothing is recommended: the board is open again."""
    selection_round.submissions.filter(
        state__in=[State.RECOMMENDED, State.NOT_RECOMMENDED]
    ).update(state=State.SUBMITTED)


def _standings(selection_round: SelectionRound) -> list[Standing]:
    scores = {
        submission: rounded(score)
        for each in comparisons(points_of_reviews(selection_round)).values()
        for submission, score in each.corrected.items()
    }
    proposed = GroupConsensus.objects.filter(
        submission__in=selection_round.submissions.judged().order_by(),
        result=GroupConsensus.Result.PROPOSED,
    ).values_list("submission", "rank")
    return [
        Standing(submission, rank or _LAST, scores.get(submission, Decimal(0)))
        for submission, rank in proposed
    ]


def _locked(selection_round: SelectionRound, by: User) -> SelectionRound:
    """The round as it is now while its board is open, for who runs rounds."""
    if not by.has_perm(RUN):
        raise PermissionDenied
    locked = SelectionRound.objects.select_for_update().get(pk=selection_round.pk)
    if locked.state != SelectionRound.State.INTER_GROUP_CONSENSUS:
        raise ValidationError(
            _("The board is changed in the stage “%(stage)s” alone."),
            params={"stage": SelectionRound.State.INTER_GROUP_CONSENSUS.label},
        )
    return locked


def _require_places(selection_round: SelectionRound, found: Board, line: int) -> None:
    over = len(found.members(line)) - (selection_round.places or 0)
    if over > 0:
        raise ValidationError(_more_than_places(over))


def _more_than_places(over: int) -> str:
    words = ngettext(
        "%(count)d more is recommended than there are places.",
        "%(count)d more are recommended than there are places.",
        over,
    )
    return words % {"count": over}


def _faults_of_swap(
    selection_round: SelectionRound,
    members: frozenset[int],
    taken_in: Submission | None,
    taken_out: Submission | None,
) -> list[str]:
    faults = []
    judged = set(submitted(selection_round).values_list("pk", flat=True))
    if taken_in is None and taken_out is None:
        faults.append(_("Choose what is taken in, what is taken out, or both."))
    if taken_in and (taken_in.pk in members or taken_in.pk not in judged):
        faults.append(_("Only a submission of this round that is out is taken in."))
    if taken_out and (taken_out.pk not in members):
        faults.append(_("Only a submission that is in is taken out."))
    return faults
