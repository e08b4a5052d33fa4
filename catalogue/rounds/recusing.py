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
    Recusal,
    Review,
    Reviewer,
    SelectionRound,
    Submission,
)

RUN = "rounds.run_round"
REVIEW = "rounds.review_submissions"
State = SelectionRound.State


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

    The reviewer declares it for what is assigned, who runs the round for anybody. A
    review that was begun, even one handed in, counts no more; it stays in the history.
    Raises PermissionDenied, or ValidationError with what stands against it.
    """
    assignments = Assignment.objects.filter(submission=submission, reviewer=reviewer)
    is_own = by.has_perm(REVIEW) and by.pk == reviewer.account_id
    if not by.has_perm(RUN) and not (is_own and assignments.exists()):
        raise PermissionDenied
    now_in = submission.selection_round.state
    if now_in not in (State.CLOSED, State.INDEPENDENT_REVIEW):
        raise ValidationError(
            _("Conflicts are declared until independent review ends.")
        )
    if not reason.strip():
        raise ValidationError(_("Say what the conflict is: the minutes name it."))
    recusal, is_new = Recusal.objects.get_or_create(
        submission=submission,
        reviewer=reviewer,
        defaults={
            "reason": reason.strip(),
            "declared_by": by,
            "declared_at": at or timezone.now(),
            "took_away_review": Review.objects.filter(
                assignment__in=assignments
            ).exists(),
        },
    )
    if not is_new:
        raise ValidationError(_("This conflict is on record already."))
    take_away(assignments)
    return recusal


def take_away(assignments: QuerySet[Assignment]) -> None:
    """Remove assignments with what was begun on them; the history keeps both."""
    Review.objects.filter(assignment__in=assignments).delete()
    assignments.delete()
