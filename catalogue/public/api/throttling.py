"""A limit that programs of good manners never meet."""

import time

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

_MINUTE = 60


class PoliteThrottle(BaseThrottle):
    """So many requests a minute from one address, counted in each server process.

    Counted in whole minutes of the clock: one number a caller, where the throttles
    of Django REST framework keep the time of every request.
    """

    def allow_request(self, request: Request, view: APIView) -> bool:
        most = settings.API_REQUESTS_A_MINUTE
        if not most:
            return True
        key = f"api-{self.get_ident(request)}-{int(time.time()) // _MINUTE}"
        cache.add(key, 0, timeout=2 * _MINUTE)
        try:
            return cache.incr(key) <= most
        except ValueError:  # the cache was full and dropped the number
            return True

    def wait(self) -> float:
        """Seconds to the next minute."""
        return _MINUTE - time.time() % _MINUTE
