"""What the public is told of a withdrawn method: when and why, nothing more."""

import datetime
from dataclasses import dataclass

from catalogue.bilingual import LocalText
from catalogue.methods.models import StateChange, WorkMethod


@dataclass(frozen=True)
class Withdrawal:
    """The note that stands where a method was."""

    number: int
    at: datetime.datetime
    reason: LocalText


def withdrawal_of(number: int) -> Withdrawal | None:
    """The note of a method that was public once and is withdrawn now, if it is one."""
    change = (
        StateChange.objects.filter(
            method=number,
            method__status=WorkMethod.Status.WITHDRAWN,
            method__published_at__isnull=False,
            to_status=WorkMethod.Status.WITHDRAWN,
        )
        .order_by("changed_at", "pk")
        .last()
    )
    if change is None:
        return None
    return Withdrawal(number, change.changed_at, change.reason)
