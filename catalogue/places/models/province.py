import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual


class ProvinceQuerySet(models.QuerySet["Province"]):
    def reporting_bodies(self) -> "ProvinceQuerySet":
        return self.filter(is_reporting_body=True)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Province(models.Model):
    """A provincial-level unit, or the Corps; 32 of the 35 are reporting bodies."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("province")
        MUNICIPALITY = "municipality", _("municipality")
        AUTONOMOUS_REGION = "autonomous-region", _("autonomous region")
        CORPS = "corps", _("corps")
        SPECIAL_REGION = "sar", _("special administrative region")

    class Region(models.TextChoices):
        EAST = "east", _("East")
        CENTRAL = "central", _("Central")
        WEST = "west", _("West")

    class StatisticalRegion(models.TextChoices):
        EAST = "east", _("East")
        CENTRAL = "central", _("Central")
        WEST = "west", _("West")
        NORTHEAST = "northeast", _("Northeast")

    code = models.CharField(
        _("code"),
        primary_key=True,
        max_length=6,
        help_text=_("GB/T 2260; 660000 for the Corps is our own key by convention."),
    )
    adcode = models.CharField(_("administrative code"), max_length=6, blank=True)
    iso_3166_2 = models.CharField(_("ISO 3166-2 code"), max_length=6, blank=True)
    name_zh = models.CharField(_("Chinese name"), max_length=20, unique=True)
    short_name_zh = models.CharField(_("short Chinese name"), max_length=10)
    abbr_zh = models.CharField(_("one-character name"), max_length=1, unique=True)
    name_en = models.CharField(_("English name"), max_length=60, unique=True)
    short_name_en = models.CharField(_("short English name"), max_length=30)
    slug = models.SlugField(_("slug"), unique=True, max_length=30)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    region = models.CharField(_("region"), max_length=10, choices=Region, blank=True)
    nbs_region = models.CharField(
        _("region of the statistics bureau"),
        max_length=10,
        choices=StatisticalRegion,
        blank=True,
    )
    tile_row = models.PositiveSmallIntegerField(_("row of the tile"))
    tile_column = models.PositiveSmallIntegerField(_("column of the tile"))
    is_reporting_body = models.BooleanField(_("is a reporting body"), default=False)
    pinyin = models.CharField(_("pinyin"), max_length=40)
    pinyin_initials = models.CharField(_("initials of the pinyin"), max_length=10)
    pinyin_marked = models.CharField(_("pinyin with tones"), max_length=40)
    sort_order = models.PositiveSmallIntegerField(_("official order"), unique=True)

    name = Bilingual("name")
    short_name = Bilingual("short_name")
    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = _("province or reporting body")
        verbose_name_plural = _("provinces and reporting bodies")
        ordering = ["sort_order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^\d{6}$"),
                name="province_code_has_six_digits",
                violation_error_message=_("A code has six digits."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_reporting_body=False) | ~models.Q(region=""),
                name="province_that_reports_has_a_region",
                violation_error_message=_("A reporting body has a region."),
            ),
            models.UniqueConstraint(
                fields=["tile_row", "tile_column"],
                name="province_has_its_own_tile",
                violation_error_message=_("Another province has this tile."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.short_name)

    def get_absolute_url(self) -> str:
        return reverse("province-detail", args=[self.slug])
