from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.places.models.community import Community
from catalogue.places.models.division import Division
from catalogue.places.models.street import Street

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Place = Community | Street | Division


class RegisterChangeQuerySet(models.QuerySet["RegisterChange"]):
    def open(self) -> "RegisterChangeQuerySet":
        """What nobody has settled yet."""
        return self.filter(settlement="")

    def settle(self, settlement: str, *, by: AbstractBaseUser) -> int:
        """Note how these were settled, now and by this person; how many there were."""
        return self.update(
            settlement=settlement, settled_by=by, settled_at=timezone.now()
        )

    def with_methods(self) -> "RegisterChangeQuerySet":
        """`has_methods`: whether work methods stand under the place."""
        there = Community.objects.filter(work_methods__isnull=False).order_by()
        return self.annotate(
            has_methods=Case(
                When(
                    Q(community__in=there.values("pk"))
                    | Q(street__in=there.values("street"))
                    | Q(division__in=there.values("county"))
                    | Q(division__in=there.values("county__parent")),
                    then=True,
                ),
                default=False,
            )
        )

    def with_method_counts(self) -> "RegisterChangeQuerySet":
        """`method_count`: how many work methods stand under the place."""

        def counted(**place: Any) -> Subquery:
            (path,) = place
            there = Community.objects.filter(work_methods__isnull=False, **place)
            counts = there.order_by().values(path).annotate(count=Count("work_methods"))
            return Subquery(counts.values("count"))

        return self.annotate(
            method_count=Coalesce(
                counted(pk=OuterRef("community")),
                counted(street=OuterRef("street")),
                counted(county=OuterRef("division")),
                counted(county__parent=OuterRef("division")),
                0,
            )
        )

    def with_places(self) -> "RegisterChangeQuerySet":
        """Load the places of a row and those that stand above them."""
        above = ("province", "county__parent", "street")
        return self.select_related(
            *(f"{each}__{path}" for each in ("community", "other") for path in above),
            "street__county__parent",
            "street__county__province",
            "division__parent",
            "division__province",
        )


@pghistory.track(pghistory.UpdateEvent())
class RegisterChange(models.Model):
    """One place that a newer register has otherwise, and how that was settled.

    The load writes the rows; it merges and ends nothing by itself.
    """

    class Kind(models.TextChoices):
        NEW = "new", _("new")
        RENAMED = "renamed", _("renamed")
        MOVED = "moved", _("moved")
        WITHDRAWN = "withdrawn", _("withdrawn")
        MERGED = "merged", _("presumably merged")
        BACK = "back", _("in the register again")

    class Reason(models.TextChoices):
        """What speaks for the other place that is named."""

        SAME_STREET = "same-street", _("the same name in the same street")
        SAME_COUNTY = "same-county", _("the only one of this name in the county")
        SAME_CITY = "same-city", _("the only one of this name in the prefecture")
        SAME_PROVINCE = "same-province", _("the only one of this name in the province")
        SAME_STREET_NAME = (
            "same-street-name",
            _("the same name in a street of the same name"),
        )
        REPLACED = "replaced", _("the register says so")
        OTHER_COMMITTEE = (
            "other-committee",
            _("the same name with another kind of committee, in the same street"),
        )
        NAME_INSIDE = "name-inside", _("one name is part of the other")
        TWO_NAMES = "two-names", _("its name is made of this and a neighbour's name")
        SAME_BEGINNING = "same-beginning", _("new there, and the name begins alike")

    class Settlement(models.TextChoices):
        TAKEN_OVER = "taken-over", _("taken over as the register has it")
        RENAMED = "renamed", _("it was renamed")
        SAME_PLACE = "same-place", _("the same place with another code")
        MERGED = "merged", _("merged into another one")
        WITHDRAWN = "withdrawn", _("really withdrawn")
        RETURNED = "returned", _("it stands in the register again")

    register_on = models.DateField(_("state of the register"))
    kind = models.CharField(_("change"), max_length=10, choices=Kind)
    community = models.ForeignKey(
        Community,
        on_delete=models.CASCADE,
        null=True,
        related_name="register_changes",
        verbose_name=_("community"),
    )
    street = models.ForeignKey(
        Street,
        on_delete=models.CASCADE,
        null=True,
        related_name="register_changes",
        verbose_name=_("street or town"),
    )
    division = models.ForeignKey(
        Division,
        on_delete=models.CASCADE,
        null=True,
        related_name="register_changes",
        verbose_name=_("prefecture or county"),
    )
    other = models.ForeignKey(
        Community,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("perhaps now"),
    )
    code_before = models.CharField(_("code before"), max_length=12, blank=True)
    name_before = models.CharField(_("name before"), max_length=60, blank=True)
    place_before = models.CharField(_("place before"), max_length=200, blank=True)
    code_after = models.CharField(_("code after"), max_length=12, blank=True)
    name_after = models.CharField(_("name after"), max_length=60, blank=True)
    place_after = models.CharField(_("place after"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason, blank=True)
    neighbour = models.CharField(_("neighbour"), max_length=60, blank=True)
    settlement = models.CharField(
        _("settled"), max_length=12, choices=Settlement, blank=True
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settled_at = models.DateTimeField(_("settled at"), null=True)

    objects = RegisterChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of the register")
        verbose_name_plural = _("changes of the register")
        ordering = ["-register_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(community__isnull=False, street=None, division=None)
                | Q(community=None, street__isnull=False, division=None)
                | Q(community=None, street=None, division__isnull=False),
                name="register_change_tells_of_one_place",
            ),
            models.CheckConstraint(
                condition=Q(settlement="", settled_at=None, settled_by=None)
                | (~Q(settlement="") & Q(settled_at__isnull=False)),
                name="register_change_is_settled_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind"],
                name="register_change_open",
                condition=Q(settlement=""),
            ),
        ]

    def __str__(self) -> str:
        names = dict.fromkeys(filter(None, (self.name_before, self.name_after)))
        return f"{self.get_kind_display()}: {' → '.join(names)}"

    @property
    def place(self) -> Place:
        """The place in the catalogue that the row tells of."""
        place = self.community or self.street or self.division
        if place is None:
            raise ValueError("A change of the register tells of one place.")
        return place

    @property
    def level(self) -> str:
        """Which of the three places it is, in words."""
        return str(self.place._meta.verbose_name)

    @property
    def reason_text(self) -> "StrOrPromise":
        """What speaks for the other place, with the neighbour that was involved."""
        if not self.neighbour:
            return self.get_reason_display()
        return f"{self.get_reason_display()}: {self.neighbour}"


# The province under which the place of a row stands.
PROVINCE_OF_CHANGE = Coalesce(
    F("community__province"), F("street__county__province"), F("division__province")
)
