"""Limits that readers of good manners never meet: how often, and how many at once."""

import time
from collections.abc import Callable, Iterator
from functools import wraps
from threading import BoundedSemaphore, Lock
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from rest_framework.throttling import BaseThrottle

_MINUTE = 60
# An export of more methods than this is work; less is no more than a page.
LIGHT_METHODS = 1_000
# A server process has few threads; the others go on answering pages.
AT_ONCE = 2
_SECONDS_TO_WAIT_FOR_A_PLACE = 10

View = Callable[..., HttpResponseBase]


class NotNow(Exception):
    """What must wait: the status of the answer, and the seconds to wait."""

    template = "public/data/not_now.html"

    def __init__(self, status: int, message: str, seconds: int) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.seconds = seconds


class Places:
    """So many long downloads at once in this process."""

    def __init__(self, number: int) -> None:
        self._free = BoundedSemaphore(number)

    def take(self) -> Callable[[], None]:
        """What gives the place back, once however often it is called.

        Raises NotNow where none is free.
        """
        if not self._free.acquire(blocking=False):
            raise NotNow(
                503,
                gettext(
                    "Other large files are being made at this moment. Please try again "
                    "in a few seconds."
                ),
                _SECONDS_TO_WAIT_FOR_A_PLACE,
            )
        return _once(self._free.release)


PLACES = Places(AT_ONCE)


def is_within(kind: str, most: int, request: HttpRequest) -> bool:
    """Count a request; whether its address has asked at most so often this minute.

    Counted in whole minutes of the clock in each server process: one number a caller,
    where the throttles of Django REST framework keep the time of every request.
    """
    if not most:
        return True
    key = f"{kind}-{caller_of(request)}-{int(time.time()) // _MINUTE}"
    cache.add(key, 0, timeout=2 * _MINUTE)
    try:
        return cache.incr(key) <= most
    except ValueError:  # the cache was full and dropped the number
        return True


def caller_of(request: HttpRequest) -> str:
    """The address that the nearest proxy saw, or the server where there is none."""
    return str(BaseThrottle().get_ident(request))  # type: ignore[arg-type]


def seconds_to_the_next_minute() -> float:
    """When counting begins anew."""
    return _MINUTE - time.time() % _MINUTE


def count_download(request: HttpRequest) -> None:
    """Count a download that is work; raises NotNow for one too many this minute."""
    most = settings.DOWNLOADS_A_MINUTE
    if is_within("download", most, request):
        return
    message = ngettext(
        "One address may take %(number)d large file a minute. Please wait until the "
        "next minute.",
        "One address may take %(number)d large files a minute. Please wait until the "
        "next minute.",
        most,
    )
    raise NotNow(429, message % {"number": most}, int(seconds_to_the_next_minute()) + 1)


def answer_not_now(view: View) -> View:
    """Turn NotNow of a view into its answer: a page for people, JSON for programs."""

    @wraps(view)
    def answer(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotNow as not_now:
            return _said(request, not_now)

    return answer


def counted(view: View) -> View:
    """Count each answer of a view as a download that is work."""

    @answer_not_now
    @wraps(view)
    def serve(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        count_download(request)
        return view(request, *args, **kwargs)

    return serve


def in_a_place(view: View) -> View:
    """Make few answers of a view at once, beside the other long downloads."""

    @answer_not_now
    @wraps(view)
    def serve(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        give_back = PLACES.take()
        try:
            return view(request, *args, **kwargs)
        finally:
            give_back()

    return serve


class HeldParts:
    """Parts of a file that hold a place until the last is sent or the reader leaves."""

    def __init__(self, parts: Iterator[Any], give_back: Callable[[], None]) -> None:
        self._parts = parts
        self._give_back = give_back

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        return next(self._parts)

    def close(self) -> None:
        """Called by the server at the end, and when the reader has gone."""
        try:
            self._parts.close()  # type: ignore[attr-defined]
        finally:
            self._give_back()


def _said(request: HttpRequest, not_now: NotNow) -> HttpResponse:
    # Browsers name HTML; a program that takes anything wants what the files say.
    if "text/html" in request.headers.get("Accept", ""):
        response = render(
            request,
            not_now.template,
            {"message": not_now.message, "seconds": not_now.seconds},
        )
    else:
        response = JsonResponse(
            {"detail": not_now.message}, json_dumps_params={"ensure_ascii": False}
        )
    response.status_code = not_now.status
    response["Retry-After"] = str(not_now.seconds)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Accept"
    return response


def _once(act: Callable[[], None]) -> Callable[[], None]:
    lock = Lock()

    def acted() -> None:
        # Never let go again: the second call finds it taken.
        if lock.acquire(blocking=False):
            act()

    return acted
