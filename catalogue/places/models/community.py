import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.places.models.division import Division
from catalogue.places.models.province import Province
from catalogue.places.models.street import Street

XINJIANG = "650000"
CORPS = "660000"


class CommunityQuerySet(models.QuerySet["Community"]):
    def real(self) -> "CommunityQuerySet":
        """Leave out the register's statistical fictions, named 虚拟."""
        return self.filter(is_virtual=False)

    def active(self) -> "CommunityQuerySet":
        return self.filter(is_active=True, merged_into=None)

    def with_path(self) -> "CommunityQuerySet":
        """Load all that the path of a community shows, in the same query."""
        return self.select_related("province", "county__parent", "street")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Community(models.Model):
    """The area of a residents' or villagers' committee.

    A name never identifies one: county and street are always stored and shown.
    """

    class CommitteeKind(models.TextChoices):
        RESIDENTS = "residents", _("residents' committee")
        VILLAGERS = "villagers", _("villagers' committee")
        SIMILAR = "similar", _("similar unit")

    class Settlement(models.TextChoices):
        LARGE_CITY = "large-city", _("large city")
        SMALL_CITY = "small-or-medium-city", _("small or medium-sized city")
        NEW_TOWN = "new-type-town", _("new-type town")
        VILLAGE = "village", _("village")

    number = models.AutoField(_("number"), primary_key=True)
    code = models.CharField(
        _("code"),
        max_length=12,
        blank=True,
        help_text=_("Twelve digits of the statistics bureau; empty when not known."),
    )
    name = models.CharField(
        _("name"), max_length=60, help_text=_("As written in its source.")
    )
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    key_stem = models.CharField(
        _("stem of the matching key"), max_length=60, editable=False
    )
    key_type = models.CharField(
        _("type of the matching key"), max_length=4, blank=True, editable=False
    )
    pinyin = models.CharField(_("pinyin"), max_length=240, blank=True)
    pinyin_initials = models.CharField(
        _("initials of the pinyin"), max_length=60, blank=True
    )
    committee_kind = models.CharField(
        _("kind of committee"), max_length=10, choices=CommitteeKind, blank=True
    )
    settlement = models.CharField(
        _("settlement"), max_length=24, choices=Settlement, blank=True
    )
    street = models.ForeignKey(
        Street,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="communities",
        verbose_name=_("street or town"),
    )
    county = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        related_name="communities",
        verbose_name=_("county"),
    )
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        related_name="communities",
        verbose_name=_("province"),
    )
    reporting_body = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        related_name="reported_communities",
        verbose_name=_("reporting body"),
        help_text=_("The province; in Xinjiang it may be the Corps."),
    )
    is_virtual = models.BooleanField(
        _("is a fiction of the register"), default=False, editable=False
    )
    is_active = models.BooleanField(_("still exists"), default=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )
    register_on = models.DateField(
        _("last seen in the register of"), null=True, blank=True, editable=False
    )

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        ordering = ["code", "number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code="") | models.Q(code__regex=r"^\d{12}$"),
                name="community_code_is_empty_or_twelve_digits",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=~models.Q(code=""),
                name="community_code_is_used_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("number")),
                name="community_is_merged_into_another",
            ),
            models.CheckConstraint(
                condition=models.Q(reporting_body=models.F("province"))
                | models.Q(province=XINJIANG, reporting_body=CORPS),
                name="community_outside_xinjiang_reports_through_its_province",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community-detail", args=[self.number])
