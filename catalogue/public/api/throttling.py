"""A limit that programs of good manners never meet."""

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from catalogue.public.exports.politeness import is_within, seconds_to_the_next_minute


class PoliteThrottle(BaseThrottle):
    """So many requests a minute from one address, counted in each server process."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        return is_within("api", settings.API_REQUESTS_A_MINUTE, request._request)

    def wait(self) -> float:
        """Seconds to the next minute."""
        return seconds_to_the_next_minute()
