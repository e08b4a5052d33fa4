"""The yearly call "still in use?": it is opened, extended and closed here alone."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.practice.models import StillInUseAnswer, StillInUseCall
from catalogue.rounds.models import Submission

ASK = "practice.ask_still_in_use"
# What a round made of a method that is asked after: it was held up to others.
_HELD_UP = (Submission.Outcome.SELECTED, Submission.Outcome.MODEL)


def methods_to_ask(*, is_demo: bool = False) -> QuerySet[WorkMethod]:
    """Published methods that an announced round selected or held up as its model.

    Rounds of the country and of provinces alike; pilots and examples are not asked
    after. Demonstration methods stand in demonstration calls alone.
    """
    held_up = Submission.objects.public().filter(
        method=OuterRef("pk"), outcome__in=_HELD_UP
    )
    methods = WorkMethod.objects.published().filter(is_demo=is_demo)
    return methods.filter(Q(Exists(held_up)) | Q(is_model=True)).order_by("pk")


@transaction.atomic
def open_call(
    year: int,
    *,
    due_on: datetime.date,
    by: User,
    on: datetime.date | None = None,
    is_demo: bool = False,
) -> StillInUseCall:
    """Ask all reporting bodies whether their methods are still in use; once a year.

    Raises PermissionDenied, or ValidationError with a sentence for each fault.
    """
    _require(by)
    on = on or timezone.localdate()
    methods = list(methods_to_ask(is_demo=is_demo))
    _require_openable(year, on, due_on, is_demo=is_demo, count=len(methods))
    call = StillInUseCall.objects.create(
        year=year, opened_on=on, opened_by=by, due_on=due_on, is_demo=is_demo
    )
    StillInUseAnswer.objects.bulk_create(
        StillInUseAnswer(
            call=call,
            method=method,
            counts_for=method,
            reporting_body_id=method.reporting_body_id,
        )
        for method in methods
    )
    return call


def _require_openable(
    year: int, on: datetime.date, due_on: datetime.date, *, is_demo: bool, count: int
) -> None:
    faults = []
    if year != on.year:
        faults.append(_("A call asks for the year in which it opens."))
    # Two who press the button at once are told apart by the constraint.
    if StillInUseCall.objects.filter(year=year, is_demo=is_demo).exists():
        faults.append(_("The bodies were asked in %(year)s already.") % {"year": year})
    if StillInUseCall.objects.filter(closed_at=None, is_demo=is_demo).exists():
        faults.append(_("Another call is still open: close it first."))
    if due_on <= on:
        faults.append(_("The last day must be still to come."))
    if not count:
        faults.append(_("No published method was selected in an announced round."))
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def extend_call(
    call: StillInUseCall,
    to: datetime.date,
    *,
    reason: str,
    by: User,
    on: datetime.date | None = None,
) -> StillInUseCall:
    """Give all bodies more time, with the reason on record.

    Raises PermissionDenied, or ValidationError: time is never cut short, and only an
    open call is extended.
    """
    locked = _locked_call(call, by)
    on = on or timezone.localdate()
    faults = []
    if not locked.is_open:
        faults.append(_("The call is closed."))
    if not reason.strip():
        faults.append(_("Give the reason of the extension; it is on record."))
    if to <= on:
        faults.append(_("The last day must be still to come."))
    if to <= locked.last_day:
        words = _("The bodies have until %(day)s: time is never cut short.")
        faults.append(words % {"day": locked.last_day})
    if faults:
        raise ValidationError(faults)
    locked.extended_to, locked.extended_by = to, by
    locked.extension_reason = reason.strip()
    locked.save()
    return locked


@transaction.atomic
def close_call(call: StillInUseCall, *, by: User) -> StillInUseCall:
    """Take no answers any more; those that are missing are told as such.

    Raises PermissionDenied, or ValidationError when it is closed already.
    """
    locked = _locked_call(call, by)
    if not locked.is_open:
        raise ValidationError(_("The call is closed."))
    locked.closed_at, locked.closed_by = timezone.now(), by
    locked.save()
    return locked


@transaction.atomic
def reopen_call(call: StillInUseCall, *, by: User) -> StillInUseCall:
    """Take answers again: a call was closed too early.

    Raises PermissionDenied, or ValidationError when it is open, or another one is.
    """
    locked = _locked_call(call, by)
    if locked.is_open:
        raise ValidationError(_("The call is open."))
    others = StillInUseCall.objects.filter(closed_at=None, is_demo=locked.is_demo)
    if others.exists():
        raise ValidationError(_("Another call is still open: close it first."))
    locked.closed_at = locked.closed_by = None
    locked.save()
    return locked


def _locked_call(call: StillInUseCall, by: User) -> StillInUseCall:
    _require(by)
    return StillInUseCall.objects.select_for_update(of=["self"]).get(pk=call.pk)


def _require(by: User) -> None:
    if not by.has_perm(ASK):
        raise PermissionDenied
