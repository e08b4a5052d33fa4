"""Writes down who signs in and who tries to, for the audit trail."""

from typing import Any

from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

from catalogue.accounts.models import SignIn, User


def note_sign_in(
    sender: Any, request: HttpRequest | None, user: User, **kwargs: Any
) -> None:
    """An account has signed in."""
    SignIn.objects.create(
        username=user.get_username(), succeeded=True, address=_address(request)
    )


def note_failure(
    sender: Any,
    credentials: dict[str, Any],
    request: HttpRequest | None = None,
    **kwargs: Any,
) -> None:
    """Somebody gave a name and a password that do not belong together."""
    name = str(credentials.get("username", ""))
    longest = SignIn._meta.get_field("username").max_length
    SignIn.objects.create(
        username=name[:longest], succeeded=False, address=_address(request)
    )


def _address(request: HttpRequest | None) -> str | None:
    """The caller's address, by word of the nearest proxy where there is one."""
    if request is None:
        return None
    # It reads nothing but request.META, as Django's own request has it.
    return BaseThrottle().get_ident(request) or None  # type: ignore[arg-type]
