"""The reporting bodies at a glance."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import ngettext

from catalogue.accounts.models import User
from catalogue.methods.completeness import complete
from catalogue.methods.models import WorkMethod
from catalogue.places.models import Province

Status = WorkMethod.Status
_COUNTED = ("methods", "published", "complete", "checking")
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
