"""Why a submission was not selected: agreed by its group, released to its body."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.rounds.models import (
    AgreedReason,
    Criterion,
    GroupMember,
    Reviewer,
    SelectionRound,
    Submission,
)
from catalogue.rounds.recusals import barred

RUN = "rounds.run_round"
REVIEW = "rounds.review_submissions"
State = Submission.State
Task = GroupMember.Task
# From the end of the groups' own stage on.
WRITTEN_IN = (
    SelectionRound.State.INTER_GROUP_CONSENSUS,
    SelectionRound.State.APPROVAL,
    SelectionRound.State.APPROVED,
    SelectionRound.State.ANNOUNCED,
)


def may_write_reasons(submission: Submission, person: User) -> bool:
    """Whether the person runs rounds, or writes for the group and is not recused."""
    if person.has_perm(RUN):
        return True
    own = Submission.objects.filter(pk=submission.pk)
    return written_by(person, own).exists()


def written_by(person: User, submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Those of the groups that a person chairs or keeps the minutes of.

    Those that he or she is recused from are left out.
    """
    if not person.has_perm(REVIEW):
        return submissions.none()
    writers = GroupMember.objects.filter(
        reviewer__account=person, task__in=[Task.CHAIR, Task.SECRETARY]
    )
    own = submissions.filter(group__in=writers.values("group"))
    reviewers = Reviewer.objects.filter(account=person).select_related("account")
    return own.exclude(
        pk__in=[submission for submission, _one in barred(own, reviewers)]
    )


@transaction.atomic
def write_reasons(
    submission: Submission, reasons: Mapping[Criterion | None, str], *, by: User
) -> None:
    """Put down the agreed reasons by criterion, None for the whole; empty ones go.

    Raises PermissionDenied, or ValidationError when they are released already or the
    groups have not agreed yet.
    """
    if not may_write_reasons(submission, by):
        raise PermissionDenied
    submission = Submission.objects.select_for_update(of=["self"]).get(pk=submission.pk)
    if submission.selection_round.state not in WRITTEN_IN:
        raise ValidationError(_("Reasons are agreed once the groups have agreed."))
    if submission.agreed_reasons.exclude(released_at=None).exists():
        raise ValidationError(_("These reasons are released: they stay as they are."))
    for criterion, reason in reasons.items():
        if reason.strip():
            submission.agreed_reasons.update_or_create(
                criterion=criterion,
                defaults={"reason": reason.strip(), "written_by": by},
            )
        else:
            submission.agreed_reasons.filter(criterion=criterion).delete()


@transaction.atomic
def release_reasons(selection_round: SelectionRound, *, by: User) -> int:
    """Let the reporting bodies read the reasons; the answer is of how many.

    Raises PermissionDenied, or ValidationError before the announcement.
    """
    if not by.has_perm(RUN):
        raise PermissionDenied
    if not selection_round.is_announced:
        raise ValidationError(_("Reasons are released once the round is announced."))
    waiting = AgreedReason.objects.filter(
        submission__selection_round=selection_round,
        submission__state=State.NOT_SELECTED,
        released_at=None,
    )
    released = waiting.values("submission").distinct().count()
    waiting.update(released_at=timezone.now(), released_by=by)
    return released


def released_to(
    person: User, selection_round: SelectionRound
) -> QuerySet[AgreedReason]:
    """The reasons of a round that the person's reporting body may read."""
    return AgreedReason.objects.filter(
        submission__in=Submission.objects.visible_to(person),
        submission__selection_round=selection_round,
        released_at__isnull=False,
    ).select_related("criterion", "submission")
