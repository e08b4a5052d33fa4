"""Let one method go into another."""

from collections.abc import Mapping

import pghistory
from django.db import transaction

from catalogue.accounts.models import User
from catalogue.merging.moving import move
from catalogue.merging.plan import STAYS, locked
from catalogue.methods.merging.content import snapshot, take_over
from catalogue.methods.merging.plan import METHOD_RELATIONS, MethodMergePlan
from catalogue.methods.models import MethodMerge, WorkMethod
from catalogue.methods.publication import cancel_schedule, go_into
from catalogue.methods.revisions import begin_revision
from catalogue.methods.search.index import index_methods


@transaction.atomic
def merge_methods(
    stays: WorkMethod,
    goes: WorkMethod,
    *,
    by: User,
    reason: str,
    take: Mapping[str, str] | None = None,
) -> MethodMerge:
    """Let one method go into another, with all that is attached to it.

    `take` names by field whose value stays: "stays", "goes" or, of several rows,
    "both". Nobody writes into a published method: what it takes over becomes a change
    of it. Raises PermissionDenied, or ValidationError with all that stands against it.
    """
    stays, goes = locked(WorkMethod.objects.visible_to(by), stays, goes)
    plan = MethodMergePlan(stays, goes)
    plan.require(by, reason)
    chosen = {
        name: whose for name, whose in plan.chosen(take).items() if whose != STAYS
    }
    with pghistory.context(
        user=by.pk, reason=reason, merged=goes.pk, merged_into=stays.pk
    ):
        before = {"stays": snapshot(stays), "status": goes.status}
        moved = move(METHOD_RELATIONS, goes, stays)
        change = _take(stays, goes, chosen, by)
        go_into(goes, stays, by=by, reason=reason.strip())
        index_methods([stays.pk, goes.pk])
        return MethodMerge.objects.create(
            stays=stays,
            goes=goes,
            reason=reason.strip(),
            merged_by=by,
            moved=moved,
            before=before,
            after={"stays": snapshot(stays), "change": change},
        )


def standing(method: WorkMethod) -> WorkMethod:
    """The method that a merged one went into at last; itself if it stands."""
    while method.merged_into is not None:
        method = method.merged_into
    return method


def _take(
    stays: WorkMethod, goes: WorkMethod, chosen: Mapping[str, str], by: User
) -> int | None:
    """Take the chosen values over; the number of the change that was made for it."""
    if not chosen:
        return None
    if stays.is_published:
        change = begin_revision(stays, by=by)
        take_over(change, goes, chosen)
        index_methods([change.pk])
        return change.pk
    take_over(stays, goes, chosen)
    if stays.publish_at is not None:
        # What was released is no longer what stands there.
        cancel_schedule(stays)
    return None
