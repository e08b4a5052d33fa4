"""What a program reads when its question cannot be answered."""

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.utils.translation import gettext
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.views import exception_handler

from catalogue.public.exports.asking import BadParameters


class PageNotFound(NotFound):
    """The list has fewer pages."""

    def __init__(self, last: int) -> None:
        message = gettext("There is no such page; the last one is %(last)d.")
        super().__init__(message % {"last": last})


def json_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """{"<parameter>": ["message"]} for parameters, {"detail": "…"} for the rest."""
    if isinstance(error, BadParameters):
        return Response(error.messages, status=status.HTTP_400_BAD_REQUEST)
    if isinstance(error, SuspiciousOperation):
        # Thousands of parameters, for one.
        detail = gettext("This request cannot be read.")
        return Response({"detail": detail}, status=status.HTTP_400_BAD_REQUEST)
    return exception_handler(error, context)
