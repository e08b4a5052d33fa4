"""The reporting bodies at a glance, and what of open rounds comes due."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from catalogue.accounts.models import User
from catalogue.methods.completeness import complete
from catalogue.methods.models import WorkMethod
from catalogue.partial_dates import first_day, partial_date_text
from catalogue.places.models import Province
from catalogue.rounds.models import SelectionRound

Status = WorkMethod.Status
_COUNTED = ("methods", "published", "complete", "checking")
_WHOLE_DATE = len("2018-03-13")
# The most methods that each tint but the last stands for, as on the public grid.
_BOUNDS = (0, 2, 4, 9)


@dataclass(frozen=True)
class Body:
    """A reporting body with the state of its methods."""

    province: Province
    methods: int
    published: int
    complete: int
    checking: int
    address: str

    @property
    def tint(self) -> int:
        return sum(self.methods > bound for bound in _BOUNDS)

    @property
    def share(self) -> str:
        """Complete ones in a hundred, or a dash where there is nothing to divide."""
        return f"{self.complete * 100 // self.methods} %" if self.methods else "–"

    def __str__(self) -> str:
        counted = ngettext(
            "%(body)s: %(methods)d method, %(complete)d complete, "
            "%(checking)d to check",
            "%(body)s: %(methods)d methods, %(complete)d complete, "
            "%(checking)d to check",
            self.methods,
        )
        return counted % {
            "body": self.province.short_name,
            "methods": self.methods,
            "complete": self.complete,
            "checking": self.checking,
        }


@dataclass(frozen=True)
class Deadline:
    """The closing day of an open round."""

    day: str
    title: Any
    address: str
    words: str
    is_late: bool


def bodies(person: User) -> list[Body]:
    """The own body, or all of them in their official order; two queries."""
    owned: Any = Province.objects.filter(is_reporting_body=True).order_by("sort_order")
    if not person.sees_all_reporting_bodies:
        owned = owned.filter(pk=person.reporting_body_id)
    counts = {
        number: dict(zip(_COUNTED, row, strict=True))
        for number, *row in WorkMethod.objects.visible_to(person)
        .unmerged()
        .order_by()
        .values_list("reporting_body")
        .annotate(
            methods=Count("pk"),
            published=Count("pk", filter=Q(status=Status.PUBLISHED)),
            complete=Count("pk", filter=complete()),
            checking=Count("pk", filter=Q(status=Status.CHECKING)),
        )
    }
    nothing = dict.fromkeys(_COUNTED, 0)
    methods = reverse("admin:methods_workmethod_changelist")
    return [
        Body(
            province=province,
            address=f"{methods}?reporting_body__code__exact={province.pk}"
            "&merged_into__isnull=True",
            **counts.get(province.pk, nothing),
        )
        for province in owned
    ]


def other_places() -> list[Province]:
    """The places of the grid that do not report; they are drawn plain."""
    return list(Province.objects.filter(is_reporting_body=False))


def deadlines(person: User) -> list[Deadline]:
    """The closing days of open rounds, the next one first."""
    if not person.has_perm("rounds.view_selectionround"):
        return []
    open_rounds = SelectionRound.objects.filter(
        state=SelectionRound.State.OPEN, kind=SelectionRound.Kind.SELECTION
    ).exclude(submission_closed_on="")
    if not person.sees_all_reporting_bodies:
        own = Q(province=None) | Q(province=person.reporting_body_id)
        open_rounds = open_rounds.filter(own)
    return [_deadline(each) for each in open_rounds.order_by("submission_closed_on")]


def _deadline(selection_round: SelectionRound) -> Deadline:
    closing = selection_round.submission_closed_on
    left = None
    if len(closing) == _WHOLE_DATE:
        left = (first_day(closing) - _today()).days
    name = "admin:rounds_selectionround_change"
    return Deadline(
        day=partial_date_text(closing),
        title=selection_round.title,
        address=reverse(name, args=[selection_round.pk]),
        words=_days(left),
        is_late=left is not None and left < 0,
    )


def _today() -> datetime.date:
    return timezone.localdate()


def _days(left: int | None) -> str:
    if left is None:
        return ""
    if left == 0:
        return gettext("today")
    if left < 0:
        late = ngettext("%(days)d day late", "%(days)d days late", -left)
        return late % {"days": -left}
    return ngettext("in %(days)d day", "in %(days)d days", left) % {"days": left}
