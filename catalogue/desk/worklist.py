"""What waits for a member of staff: the first thing on the desk."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.methods.completeness import (
    Completeness,
    complete,
    completeness_of_row,
    with_completeness,
)
from catalogue.methods.models import StateChange, WorkMethod
from catalogue.methods.publication import ENTER, PUBLISH

Status = WorkMethod.Status

SEES_METHODS = ("methods.view_workmethod", ENTER)
ROWS_SHOWN = 10
_METHODS = "admin:methods_workmethod_changelist"

# What is counted, in words, and the query of the list that shows just those.
FIGURES: tuple[tuple[str | Promise, Q, str], ...] = (
    (Status.CHECKING.label, Q(status=Status.CHECKING), "status__exact=checking"),
    (Status.RETURNED.label, Q(status=Status.RETURNED), "status__exact=returned"),
    (Status.DRAFT.label, Q(status=Status.DRAFT), "status__exact=draft"),
    (
        _("Released for later"),
        Q(publish_at__isnull=False),
        "publish_at__isnull=False",
    ),
    (
        _("Published, incomplete"),
        Q(status=Status.PUBLISHED) & ~complete(),
        "status__exact=published&complete=no",
    ),
    (
        _("Published without English title"),
        Q(status=Status.PUBLISHED, title_en=""),
        "status__exact=published&title_en__exact=",
    ),
)


@dataclass(frozen=True)
class Figure:
    """How many methods are so, and where they are listed."""

    label: str
    count: int
    address: str


@dataclass(frozen=True)
class Waiting:
    """A method that waits for the person: in which state, since when, and why."""

    method: WorkMethod
    since: datetime.datetime
    change: StateChange | None
    completeness: Completeness


def sees_methods(person: User) -> bool:
    """Whether the person may see methods at all."""
    return any(person.has_perm(permission) for permission in SEES_METHODS)


def figures(person: User) -> list[Figure]:
    """The counts of what the person may see; one query."""
    counts = WorkMethod.objects.visible_to(person).aggregate(
        **{
            f"figure_{place}": Count("pk", filter=condition)
            for place, (_label, condition, _query) in enumerate(FIGURES)
        }
    )
    return [
        Figure(str(label), counts[f"figure_{place}"], f"{reverse(_METHODS)}?{query}")
        for place, (label, _condition, query) in enumerate(FIGURES)
    ]


def waiting_states(person: User) -> list[Status]:
    """The states in which a method waits for this person, the most urgent first."""
    if person.has_perm(PUBLISH):
        return [Status.CHECKING]
    if person.has_perm(ENTER):
        return [Status.RETURNED, Status.DRAFT]
    return []


def waiting(person: User) -> list[Waiting]:
    """The methods that wait for the person, those that wait longest first."""
    states = waiting_states(person)
    if not states:
        return []
    rows: Any = WorkMethod.objects.visible_to(person).filter(status__in=states)
    rows = with_completeness(rows).select_related("reporting_body")
    rows = rows.prefetch_related("state_changes")
    # Both states of an officer stand in the order above by their names, too.
    order = "-status" if Status.RETURNED in states else "status"
    return [
        _waiting(method)
        for method in rows.order_by(order, "updated_at", "pk")[:ROWS_SHOWN]
    ]


def _waiting(method: Any) -> Waiting:
    changes = [each for each in method.state_changes.all() if _led_to(each, method)]
    last = changes[-1] if changes else None
    since = last.changed_at if last else method.created_at
    return Waiting(method, since, last, completeness_of_row(method))


def _led_to(change: StateChange, method: WorkMethod) -> bool:
    return change.to_status == method.status


def recent(person: User) -> Iterator[tuple[datetime.datetime, str, int]]:
    """Where the latest changes of methods stand that the person may see."""
    events: Any = WorkMethod.pgh_event_model.objects.all()  # type: ignore[attr-defined]
    if not person.sees_all_reporting_bodies:
        events = events.filter(reporting_body=person.reporting_body_id)
    latest = events.order_by("-pgh_created_at", "-pgh_id")
    for when, number in latest.values_list("pgh_created_at", "pgh_id")[:ROWS_SHOWN]:
        yield when, WorkMethod._meta.label_lower, number
