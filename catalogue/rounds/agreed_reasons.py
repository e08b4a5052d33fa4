"""Why a submission was not selected: agreed, released, carried over."""

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
    SelectionRound,
    Submission,
)
from catalogue.rounds.submitting import PUT_FORWARD

RUN = "rounds.run_round"
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
    """Whether the person runs rounds, or chairs the group or keeps its minutes."""
    if person.has_perm(RUN):
        return True
    return (
        person.has_perm("rounds.review_submissions")
        and GroupMember.objects.filter(
            group=submission.group_id,
            reviewer__account=person,
            task__in=[Task.CHAIR, Task.SECRETARY],
        ).exists()
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


@transaction.atomic
def carry_over(submission: Submission, to: SelectionRound, *, by: User) -> Submission:
    """Prepare a method that was not selected for a round that is open.

    Raises PermissionDenied, or ValidationError with a sentence for the person.
    """
    if not by.has_perm(PUT_FORWARD):
        raise PermissionDenied
    if not Submission.objects.visible_to(by).filter(pk=submission.pk).exists():
        raise PermissionDenied
    if submission.state != State.NOT_SELECTED:
        raise ValidationError(_("Only what was not selected is carried over."))
    if to.state != SelectionRound.State.OPEN or not to.is_held_here:
        raise ValidationError(_("The other round does not take submissions now."))
    if to.province_id not in (None, submission.reporting_body_id):
        raise ValidationError(
            _("This round is for %(province)s alone."), params={"province": to.province}
        )
    if to.submissions.filter(method=submission.method_id).exists():
        raise ValidationError(_("This method is in that round already."))
    return Submission.objects.create(
        selection_round=to,
        method=submission.method,
        reporting_body=submission.reporting_body,
        state=State.PREPARED,
        carried_over_from=submission,
    )
