"""The life of an act of promotion from draft to publication; it changes here only.

docs/decisions/promotion.md says who moves what, and why.
"""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.practice.models import Promotion

Status = Promotion.Status

PUBLISH = "practice.publish_promotion"
ENTER = "practice.change_promotion"

# From each state: the states it may change to, and the permission it takes. What is
# taken out of public needs no second person.
MOVES: dict[str, dict[Status, str]] = {
    Status.DRAFT: {Status.CHECKING: ENTER, Status.PUBLISHED: PUBLISH},
    Status.CHECKING: {
        Status.DRAFT: ENTER,
        Status.RETURNED: PUBLISH,
        Status.PUBLISHED: PUBLISH,
    },
    Status.RETURNED: {Status.CHECKING: ENTER, Status.PUBLISHED: PUBLISH},
    Status.PUBLISHED: {Status.WITHDRAWN: ENTER},
    Status.WITHDRAWN: {Status.CHECKING: ENTER, Status.PUBLISHED: PUBLISH},
}


def open_moves(promotion: Promotion, by: User) -> list[Status]:
    """The states that the person may give to a promotion that the person sees."""
    moves = MOVES[promotion.status]
    return [state for state, permission in moves.items() if by.has_perm(permission)]


@transaction.atomic
def change_state(
    promotion: Promotion, to: str, *, by: User, because: str = ""
) -> Promotion:
    """Move a promotion to another state; `because` is what is to be corrected.

    Raises PermissionDenied, or ValidationError with a sentence for the person.
    """
    promotion = _locked(promotion, by)
    _require_move(promotion, Status(to), by)
    if to == Status.RETURNED and not because.strip():
        raise ValidationError(
            _("Give the reason: the reporting body needs it to correct the text.")
        )
    if to == Status.PUBLISHED:
        _require_ready(promotion, by)
        promotion.published_at = promotion.published_at or timezone.now()
        promotion.published_by = by
    if to == Status.CHECKING:
        promotion.sent_by = by
    promotion.returned_because = because.strip() if to == Status.RETURNED else ""
    promotion.status = Status(to)
    promotion.save()
    return promotion


@transaction.atomic
def say_what_became(
    promotion: Promotion, standing: str, *, by: User, on: datetime.date | None = None
) -> Promotion:
    """Say that something planned took place or was cancelled, published or not.

    Whoever may enter it says so at once: a reader must not travel to an event that is
    cancelled. Raises PermissionDenied, or ValidationError with a sentence.
    """
    promotion = _locked(promotion, by)
    if not by.has_perm(ENTER):
        raise PermissionDenied
    if promotion.standing != Promotion.Standing.PLANNED:
        raise ValidationError(_("It is not planned any more: its outcome is recorded."))
    if standing == Promotion.Standing.HELD:
        require_begun(promotion.begins_on, on)
    promotion.standing = Promotion.Standing(standing)
    promotion.save()
    return promotion


def require_begun(begins_on: str, on: datetime.date | None = None) -> None:
    """Raise ValidationError when the day is certainly still to come."""
    today = (on or timezone.localdate()).isoformat()
    if begins_on > today[: len(begins_on)]:
        raise ValidationError(
            _("It has not begun yet: what is to come is planned."), code="not_begun"
        )


def _locked(promotion: Promotion, by: User) -> Promotion:
    rows = Promotion.objects.visible_to(by).select_for_update()
    try:
        return rows.get(pk=promotion.pk)
    except Promotion.DoesNotExist:
        raise PermissionDenied from None


def _require_move(promotion: Promotion, to: Status, by: User) -> None:
    permission = MOVES[promotion.status].get(to)
    if permission is None:
        raise ValidationError(
            _("Promotion in the state “%(now)s” cannot change to “%(next)s”."),
            params={"now": promotion.get_status_display(), "next": to.label},
        )
    if not by.has_perm(permission):
        raise PermissionDenied


def _require_ready(promotion: Promotion, by: User) -> None:
    if not (promotion.title_zh or promotion.title_en):
        raise ValidationError(_("Give it a title before publishing it."))
    if by.pk in {promotion.entered_by_id, promotion.sent_by_id}:
        raise ValidationError(
            _(
                "You entered this text or sent it for checking: another person must "
                "publish it."
            )
        )
