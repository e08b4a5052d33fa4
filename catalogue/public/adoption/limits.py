"""How many posts of the form are looked at: the rest is refused before it is read.

Counted in the memory of each server process, in whole windows of the clock; nothing
of an address is kept but a number that is made anew with the process, and no longer
than its window.
"""

import time
from collections.abc import Hashable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from catalogue.public.exports.politeness import NotNow, caller_of

_MINUTE, _HOUR = 60, 3_600
# Of all addresses together, in one process: a busy day has fewer in an hour.
MOST_POSTS_A_MINUTE = 60
# A photo is drawn anew, which takes a moment of the processor.
MOST_PHOTOS_A_MINUTE = 10
MOST_POSTS_AN_HOUR_FROM_ONE = 30
MOST_SEARCHES_A_MINUTE_FROM_ONE = 120
# More addresses than these in one window are counted together with the last.
_MOST_CALLERS = 20_000


class NoReportNow(NotNow):
    """A report that is not taken at this moment."""

    template = "public/adoption/not_now.html"


class Window:
    """How often something came in the present window of the clock, by key."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self._lock = Lock()
        self._counts: dict[Hashable, int] = {}
        self._number = 0

    def count(self, key: Hashable) -> int:
        """Count one more, and say how many there are now."""
        with self._lock:
            number = int(time.time()) // self.seconds
            if number != self._number:
                self._number, self._counts = number, {}
            if key not in self._counts and len(self._counts) >= _MOST_CALLERS:
                key = None
            self._counts[key] = self._counts.get(key, 0) + 1
            return self._counts[key]

    def seconds_left(self) -> int:
        """When counting begins anew."""
        return self.seconds - int(time.time()) % self.seconds

    def empty(self) -> None:
        """Forget all that was counted."""
        with self._lock:
            self._counts = {}


POSTS, PHOTOS, SEARCHES = Window(_MINUTE), Window(_MINUTE), Window(_MINUTE)
POSTS_OF_CALLERS, POSTS_IN_AN_HOUR = Window(_MINUTE), Window(_HOUR)


def count_post(request: HttpRequest) -> None:
    """Count a post before anything of it is read; raises NoReportNow for one too many.

    Asks the database nothing.
    """
    caller, most = hash(caller_of(request)), settings.ADOPTION_REPORTS_A_MINUTE
    # The own limit first: who floods does not use up what all others share.
    if most:
        _require(POSTS_OF_CALLERS, caller, most)
        _require(POSTS_IN_AN_HOUR, caller, MOST_POSTS_AN_HOUR_FROM_ONE)
    _require(POSTS, "all", MOST_POSTS_A_MINUTE)


def count_photo() -> None:
    """Count a photo before it is drawn anew; raises NoReportNow for one too many."""
    _require(PHOTOS, "all", MOST_PHOTOS_A_MINUTE)


def count_search(request: HttpRequest) -> None:
    """Count a search for a community; raises NoReportNow for one too many."""
    caller = hash(caller_of(request))
    _require(SEARCHES, caller, MOST_SEARCHES_A_MINUTE_FROM_ONE)


def _require(window: Window, key: Hashable, most: int) -> None:
    if window.count(key) > most:
        message = gettext(
            "Very many ask for this at the same moment. Nothing is lost: go back in "
            "your browser, wait a little, and send the form again."
        )
        raise NoReportNow(429, message, window.seconds_left())
