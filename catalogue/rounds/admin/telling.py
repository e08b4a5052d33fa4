"""What the pages of a round share: the round they are about, and refusals in words."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.models import SelectionRound


def held_round(request: HttpRequest, number: int, *rights: str) -> SelectionRound:
    """The round that is held here, for who has one of the rights.

    Raises PermissionDenied, or Http404 where there is no such round.
    """
    if not any(staff(request).has_perm(right) for right in rights):
        raise PermissionDenied
    held = SelectionRound.objects.filter(is_held_here=True)
    return get_object_or_404(held.select_related("province"), pk=number)


def told(request: HttpRequest, act: Callable[[], object], words: str) -> bool:
    """Whether the act went well; the person reads the words, or why it did not."""
    try:
        act()
    except ValidationError as refusal:
        tell(request, refusal)
        return False
    messages.success(request, words)
    return True


def tell(request: HttpRequest, refusal: ValidationError) -> None:
    """Let the person read every sentence that stands against."""
    for sentence in refusal.messages:
        messages.error(request, sentence)
