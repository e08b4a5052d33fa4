"""What an officer puts together before submitting: the list, its order, the count."""

import datetime
from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.rounds.models import ProvincialReturn, SelectionRound, Submission
from catalogue.rounds.models.submission import SubmissionQuerySet
from catalogue.rounds.submitting import PUT_FORWARD, quota_of

State = Submission.State
_MOST_SOLICITED = 1_000_000


def candidates(selection_round: SelectionRound, person: User) -> QuerySet[WorkMethod]:
    """The own methods that the person could still add to the list of the round."""
    return (
        WorkMethod.objects.visible_to(person)
        .filter(reporting_body=person.reporting_body_id, revises=None)
        .exclude(status=WorkMethod.Status.WITHDRAWN)
        .exclude(submissions__selection_round=selection_round)
    )


@transaction.atomic
def prepare(
    selection_round: SelectionRound,
    methods: Iterable[int],
    *,
    by: User,
    at: datetime.datetime | None = None,
) -> list[Submission]:
    """Put own methods, by their numbers, at the end of the list, or none of them.

    Raises PermissionDenied, or ValidationError where the body's time is over or a
    method is not one to choose from.
    """
    locked = _locked(selection_round, by, at)
    asked = set(methods)
    chosen = candidates(locked, by).filter(pk__in=asked).order_by("pk")
    if not asked:
        raise ValidationError(_("Choose at least one method."))
    if len(chosen) != len(asked):
        raise ValidationError(
            _("A method chosen is not yours, is a change, or is on the list already.")
        )
    rows = own_submissions(locked, by)
    last = rows.aggregate(last=Max("sequence_number"))["last"] or 0
    return [
        _prepared(locked, method, last + place)
        for place, method in enumerate(chosen.select_related("community__county"), 1)
    ]


def _prepared(
    selection_round: SelectionRound, method: WorkMethod, number: int
) -> Submission:
    row = Submission(
        selection_round=selection_round,
        method=method,
        reporting_body_id=method.reporting_body_id,
        state=State.PREPARED,
        sequence_number=number,
    )
    quota = quota_of(row)
    row.division = quota.division if quota else None
    row.save()
    return row


@transaction.atomic
def carry_over(
    submission: Submission,
    to: SelectionRound,
    *,
    by: User,
    at: datetime.datetime | None = None,
) -> Submission:
    """Put a method that was not selected on the list of a later round; its text is
    the method's as it is now.

    Raises as `prepare` does.
    """
    found = Submission.objects.visible_to(by).filter(pk=submission.pk).first()
    if found is None:
        raise PermissionDenied
    if found.state != State.NOT_SELECTED:
        raise ValidationError(_("Only what was not selected is carried over."))
    (carried,) = prepare(to, [found.method_id], by=by, at=at)
    carried.carried_over_from = found
    carried.save()
    return carried


@transaction.atomic
def drop(
    submission: Submission, *, by: User, at: datetime.datetime | None = None
) -> None:
    """Take a method off the list that was never submitted.

    Raises as `prepare` does; what was submitted once stays on record.
    """
    locked = _locked(submission.selection_round, by, at)
    row = own_submissions(locked, by).select_for_update(of=["self"])
    found = row.filter(pk=submission.pk).first()
    if found is None:
        raise PermissionDenied
    if found.state != State.PREPARED:
        raise ValidationError(_("What was submitted once stays on the list."))
    found.delete()


@transaction.atomic
def put_in_order(
    selection_round: SelectionRound,
    order: Sequence[int],
    *,
    by: User,
    at: datetime.datetime | None = None,
) -> None:
    """Number the own list from 1 in this order of submissions.

    Raises as `prepare` does; the order names each submission of the list once.
    """
    locked = _locked(selection_round, by, at)
    rows = {each.pk: each for each in own_submissions(locked, by).select_for_update()}
    if sorted(order) != sorted(rows):
        raise ValidationError(_("The list has changed meanwhile: look at it again."))
    moved = [
        (rows[pk], place)
        for place, pk in enumerate(order, 1)
        if rows[pk].sequence_number != place
    ]
    # A number is used once at any moment: those that move give theirs up first.
    Submission.objects.filter(pk__in=[row.pk for row, _place in moved]).update(
        sequence_number=None
    )
    for row, place in moved:
        Submission.objects.filter(pk=row.pk).update(sequence_number=place)


@transaction.atomic
def declare_solicited(
    selection_round: SelectionRound,
    solicited: int | None,
    *,
    by: User,
    at: datetime.datetime | None = None,
) -> ProvincialReturn:
    """Say how many methods the own body solicited; None takes the figure back.

    Raises PermissionDenied, or ValidationError once the body's time is over or where
    more are submitted.
    """
    locked = _locked(selection_round, by, at)
    submitted = own_submissions(locked, by).filter(state=State.SUBMITTED).count()
    if solicited is not None and not 0 <= solicited <= _MOST_SOLICITED:
        raise ValidationError(_("Write how many were solicited as a number."))
    if solicited is not None and solicited < submitted:
        raise ValidationError(
            _("You submitted %(count)d: no fewer were solicited."),
            params={"count": submitted},
        )
    declared, _made = ProvincialReturn.objects.update_or_create(
        selection_round=locked,
        reporting_body_id=by.reporting_body_id,
        defaults={"solicited": solicited},
    )
    return declared


def own_submissions(
    selection_round: SelectionRound, person: User
) -> SubmissionQuerySet:
    """The list of the person's body in a round, in its order."""
    rows = Submission.objects.visible_to(person).filter(
        selection_round=selection_round, reporting_body=person.reporting_body_id
    )
    return rows.order_by("sequence_number", "pk")


def is_in_time(
    selection_round: SelectionRound, body: str | None, at: datetime.datetime
) -> bool:
    """Whether any quota of the body still takes submissions at the moment."""
    quotas = selection_round.quotas.filter(reporting_body=body)
    return any(
        selection_round.takes_submissions(extended_to, at)
        for extended_to in quotas.values_list("extended_to", flat=True)
    )


def _locked(
    selection_round: SelectionRound, by: User, at: datetime.datetime | None
) -> SelectionRound:
    """The round as it is now, for an officer whose body still has time.

    Who prepares waits for who moves the round, and for who prepares at the same time.
    """
    if not by.has_perm(PUT_FORWARD) or by.reporting_body_id is None:
        raise PermissionDenied
    rounds = SelectionRound.objects.select_for_update()
    locked = rounds.get(pk=selection_round.pk)
    if not is_in_time(locked, by.reporting_body_id, at or timezone.now()):
        raise ValidationError(
            _("The round does not take submissions of this body now.")
        )
    return locked
