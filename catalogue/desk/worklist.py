"""What waits for a member of staff: the first thing on the desk."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse

from catalogue.methods.models import WorkMethod

WAITING = (
    WorkMethod.Status.CHECKING,
    WorkMethod.Status.RETURNED,
    WorkMethod.Status.DRAFT,
)
SEES_METHODS = ("methods.view_workmethod", "methods.change_workmethod")


@dataclass(frozen=True)
class Waiting:
    """How many methods are in one state, and where they are listed."""

    label: str
    count: int
    address: str


def waiting(request: HttpRequest) -> list[Waiting]:
    """Methods for checking, returned and in draft, of those the person may see.

    One query; empty for a person who may not see methods at all.
    """
    if not any(request.user.has_perm(permission) for permission in SEES_METHODS):
        return []
    counts = dict(
        WorkMethod.objects.visible_to(request.user)
        .filter(status__in=WAITING)
        .order_by()
        .values_list("status")
        .annotate(Count("pk"))
    )
    methods = reverse("admin:methods_workmethod_changelist")
    return [
        Waiting(
            str(state.label), counts.get(state, 0), f"{methods}?status__exact={state}"
        )
        for state in WAITING
    ]
