"""A conflict is declared, and the submission goes to somebody else.

`catalogue.rounds.recusals` says who must not judge what.
"""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.rounds.models import (
    Assignment,
    GroupMember,
    Recusal,
    Review,
    Reviewer,
    SelectionRound,
    Submission,
)

RUN = "rounds.run_round"
REVIEW = "rounds.review_submissions"
State = SelectionRound.State
DECLARED_IN = (State.CLOSED, State.INDEPENDENT_REVIEW, State.GROUP_CONSENSUS)


@transaction.atomic
def recuse(
    submission: Submission,
    reviewer: Reviewer,
    *,
    by: User,
    reason: str,
    at: datetime.datetime | None = None,
) -> Recusal:
    """Put a conflict on record and take the submission from the reviewer.

    Reviewers declare their own, who runs the round that of anybody. A review that was
    begun, even one handed in, counts no more; it stays in the history. At the meeting
    only who has not judged it can still be recused.
    Raises PermissionDenied, or ValidationError with what stands against it.
    """
    rounds = SelectionRound.objects.select_for_update()
    now_in = rounds.get(pk=submission.selection_round_id).state
    if not by.has_perm(RUN) and not may_declare(submission, reviewer, by, now_in):
        raise PermissionDenied
    _require_time(submission, reviewer, now_in)
    if not reason.strip():
        raise ValidationError(_("Say what the conflict is: the minutes name it."))
    assignments = Assignment.objects.filter(submission=submission, reviewer=reviewer)
    begun = Review.objects.filter(assignment__in=assignments).exists()
    recusal, is_new = Recusal.objects.get_or_create(
        submission=submission,
        reviewer=reviewer,
        defaults={
            "reason": reason.strip(),
            "declared_by": by,
            "declared_at": at or timezone.now(),
            "took_away_review": begun,
        },
    )
    if not is_new:
        raise ValidationError(_("This conflict is on record already."))
    take_away(assignments)
    return recusal


def may_declare(
    submission: Submission, reviewer: Reviewer, person: User, now_in: str
) -> bool:
    """Whether the person is this reviewer, and has to do with the submission now.

    That is who is asked to judge it; at the meeting whoever of the group is not.
    """
    if not person.has_perm(REVIEW) or person.pk != reviewer.account_id:
        return False
    is_asked = reviewer.assignments.filter(submission=submission).exists()
    if now_in != State.GROUP_CONSENSUS:
        return is_asked
    members = GroupMember.objects.filter(group=submission.group_id, reviewer=reviewer)
    return not is_asked and members.exists()


def _require_time(submission: Submission, reviewer: Reviewer, now_in: str) -> None:
    if now_in not in DECLARED_IN:
        raise ValidationError(_("Conflicts are declared until the groups have agreed."))
    if now_in != State.GROUP_CONSENSUS:
        return
    if reviewer.assignments.filter(submission=submission).exists():
        words = _(
            "%(reviewer)s has judged it, and the marks stay. Go back to independent "
            "review to record the conflict there."
        )
        raise ValidationError(words, params={"reviewer": reviewer})
    took_part = reviewer.memberships.filter(
        participations__consensus__submission=submission
    )
    if took_part.exists():
        words = _("%(member)s took part in a result: change that first.")
        raise ValidationError(words, params={"member": reviewer})


def take_away(assignments: QuerySet[Assignment]) -> None:
    """Remove assignments with what was begun on them; the history keeps both."""
    Review.objects.filter(assignment__in=assignments).delete()
    assignments.delete()
