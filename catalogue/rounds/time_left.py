"""The time until a round closes, in words."""

import datetime

from django.utils import timezone
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _

_MINUTE = datetime.timedelta(minutes=1)


def time_left(
    closes_at: datetime.datetime | None, at: datetime.datetime | None = None
) -> str:
    """How much time is left, or that it is over; nothing without a closing time.

    The closing second itself is still in time.
    """
    if closes_at is None:
        return ""
    moment = (at or timezone.now()).replace(microsecond=0)
    if moment > closes_at:
        return _("The time is over.")
    if closes_at - moment < _MINUTE:
        return _("less than a minute left")
    return _("%(time)s left") % {"time": timeuntil(closes_at, moment)}
