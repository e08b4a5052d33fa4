"""A signed mark in the form instead of a cookie: when, and for which method."""

import enum
import time

from django.core import signing

_SALT = "catalogue.public.adoption"
# Nobody fills in the form sooner; a page may lie open for a day.
SECONDS_AT_LEAST = 4
SECONDS_AT_MOST = 24 * 3_600


class Mark(enum.Enum):
    """What a mark that came back says."""

    GOOD = "good"
    EARLY = "early"
    OLD = "old"
    FALSE = "false"


def new_mark(method: int, *, at: float | None = None) -> str:
    """The mark for a form that is shown now."""
    moment = int(time.time() if at is None else at)
    return signing.dumps([method, moment], salt=_SALT)


def read_mark(mark: str, method: int, *, now: float | None = None) -> Mark:
    """What a mark is worth, sent now with the form of a method."""
    try:
        number, moment = signing.loads(mark, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return Mark.FALSE
    age = (time.time() if now is None else now) - moment
    if number != method or age < -1:
        return Mark.FALSE
    if age < SECONDS_AT_LEAST:
        return Mark.EARLY
    return Mark.OLD if age > SECONDS_AT_MOST else Mark.GOOD
