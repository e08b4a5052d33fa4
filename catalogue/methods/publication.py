"""The life of a method from draft to publication; its state changes here only."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.methods.search.index import index_methods

Status = WorkMethod.Status

PUBLISH = "methods.publish_workmethod"
ENTER = "methods.change_workmethod"

# From each state: the states it may change to, and the permission it takes.
MOVES: dict[str, dict[Status, str]] = {
    Status.DRAFT: {Status.CHECKING: ENTER, Status.PUBLISHED: PUBLISH},
    Status.CHECKING: {Status.RETURNED: PUBLISH, Status.PUBLISHED: PUBLISH},
    Status.RETURNED: {Status.CHECKING: ENTER, Status.PUBLISHED: PUBLISH},
    Status.PUBLISHED: {Status.WITHDRAWN: PUBLISH},
    Status.WITHDRAWN: {Status.PUBLISHED: PUBLISH},
}


def open_moves(method: WorkMethod, by: User) -> list[Status]:
    """The states that the person may give to a method that the person sees."""
    moves = MOVES[method.status]
    return [state for state, permission in moves.items() if by.has_perm(permission)]


@transaction.atomic
def change_state(method: WorkMethod, to: str, *, by: User) -> WorkMethod:
    """Move a method to another state; raise when the person or the state forbids it.

    Raises PermissionDenied, or ValidationError with a sentence for the person.
    """
    method = _locked(method, by)
    permission = MOVES[method.status].get(Status(to))
    if permission is None:
        raise ValidationError(
            _("A method in the state “%(now)s” cannot change to “%(next)s”."),
            params={"now": method.get_status_display(), "next": Status(to).label},
        )
    if not by.has_perm(permission):
        raise PermissionDenied
    if to == Status.PUBLISHED:
        require_publishable(method)
        method.published_at = method.published_at or timezone.now()
    method.withdrawn_at = timezone.now() if to == Status.WITHDRAWN else None
    method.status = to
    method.save()
    index_methods([method.pk])
    return method


def _locked(method: WorkMethod, by: User) -> WorkMethod:
    rows = WorkMethod.objects.visible_to(by).select_for_update()
    try:
        return rows.get(pk=method.pk)
    except WorkMethod.DoesNotExist:
        raise PermissionDenied from None


def require_publishable(method: WorkMethod) -> None:
    """Raise ValidationError unless the method has a title and a community."""
    if not (method.title_zh or method.title_en):
        raise ValidationError(_("Give the method a title before publishing it."))
    if method.community is None:
        raise ValidationError(_("Choose the community before publishing the method."))
