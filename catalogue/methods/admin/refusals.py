"""What staff are told when an act is refused."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _


def reason_of(refusal: PermissionDenied | ValidationError) -> str:
    """The sentences of the refusal, or that the person may not do it."""
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    return _("You may not make this change.")
