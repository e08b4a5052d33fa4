"""Undo a merge of two methods while nothing since stands against it."""

from collections.abc import Iterator

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.merging.moving import move_back
from catalogue.merging.plan import locked, require_allowed, require_reason
from catalogue.methods.merging.content import bring_back, differing, snapshot
from catalogue.methods.merging.plan import MERGE, METHOD_RELATIONS
from catalogue.methods.models import MethodMerge, WorkMethod
from catalogue.methods.publication import come_back
from catalogue.methods.search.index import index_methods


@transaction.atomic
def undo_method_merge(merge: MethodMerge, *, by: User, reason: str) -> MethodMerge:
    """Make both methods what they were, unless something stands against it.

    What a change brought into a published method stays there: it was checked. Raises
    PermissionDenied, or ValidationError that names what was changed since.
    """
    merge = MethodMerge.objects.select_for_update().get(pk=merge.pk)
    rows = WorkMethod.objects.visible_to(by)
    merge.stays, merge.goes = locked(rows, merge.stays, merge.goes)
    require_allowed(by, MERGE)
    require_reason(reason)
    if hindrances := list(hindrances_of_undoing(merge)):
        raise ValidationError(hindrances)
    stays, goes = merge.stays, merge.goes
    with pghistory.context(
        user=by.pk, reason=reason, unmerged=goes.pk, unmerged_from=stays.pk
    ):
        if _was_written(merge):
            bring_back(stays, merge.before["stays"])
        move_back(METHOD_RELATIONS, merge.moved, stays, goes)
        come_back(goes, merge.before["status"], by=by, reason=reason.strip())
        index_methods([stays.pk, goes.pk])
        merge.undone_by, merge.undone_at = by, timezone.now()
        merge.undone_because = reason.strip()
        merge.save()
    return merge


def hindrances_of_undoing(merge: MethodMerge) -> Iterator[str]:
    """What was changed since, so that the merge cannot be undone as it stands."""
    if merge.undone_at is not None:
        yield _("This merger is undone already.")
        return
    if merge.stays.merged_into_id is not None:
        yield _(
            "The one that stays went into № %(number)s since: undo that merger first."
        ) % {"number": merge.stays.merged_into_id}
    change = WorkMethod.objects.filter(pk=merge.after["change"]).first()
    if change is not None:
        yield _(
            "The change № %(number)s that the merger prepared is there: publish or "
            "delete it first."
        ) % {"number": change.pk}
    if _was_written(merge):
        now = snapshot(merge.stays)
        for name in differing(merge.after["stays"], now):
            words = {"field": name, "number": merge.stays_id}
            yield _("“%(field)s” of № %(number)s was changed since.") % words


def _was_written(merge: MethodMerge) -> bool:
    """Whether the merge itself wrote into the method that stays."""
    return bool(merge.before["stays"] != merge.after["stays"])
