import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual
from catalogue.places.english import english_name
from catalogue.places.models.province import Province
from catalogue.places.models.registered import RomanisedPlace


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Division(RomanisedPlace):
    """A prefecture, or a county under a prefecture or directly under a province."""

    class Level(models.TextChoices):
        PREFECTURE = "prefecture", _("prefecture level")
        COUNTY = "county", _("county level")

    class Kind(models.TextChoices):
        PREFECTURE_CITY = "prefecture-city", _("prefecture-level city")
        PREFECTURE = "prefecture", _("prefecture")
        AUTONOMOUS_PREFECTURE = "autonomous-prefecture", _("autonomous prefecture")
        LEAGUE = "league", _("league")
        DISTRICT = "district", _("district")
        COUNTY_CITY = "county-city", _("county-level city")
        COUNTY = "county", _("county")
        AUTONOMOUS_COUNTY = "autonomous-county", _("autonomous county")
        BANNER = "banner", _("banner")
        AUTONOMOUS_BANNER = "autonomous-banner", _("autonomous banner")
        FORESTRY_DISTRICT = "forestry-district", _("forestry district")
        SPECIAL_DISTRICT = "special-district", _("special district")
        STATISTICAL_ZONE = "statistical-zone", _("zone of the statistics bureau")
        ABOLISHED = "abolished", _("abolished")

    code = models.CharField(_("code"), primary_key=True, max_length=6)
    name_zh = models.CharField(_("Chinese name"), max_length=40)
    name_en = models.CharField(
        _("English name"),
        max_length=80,
        blank=True,
        help_text=_("Made from the pinyin when the register is loaded; may be better."),
    )
    level = models.CharField(_("level"), max_length=10, choices=Level)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        related_name="divisions",
        verbose_name=_("province"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("prefecture"),
        help_text=_("Empty for what stands directly under the province."),
    )
    in_mca_2026 = models.BooleanField(_("in the ministry's list of 2026"), default=True)
    in_nbs_2023 = models.BooleanField(_("in the register of 2023"), default=False)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )
    pinyin = models.CharField(_("pinyin"), max_length=80, blank=True)
    pinyin_initials = models.CharField(
        _("initials of the pinyin"), max_length=40, blank=True
    )

    name = Bilingual("name")

    class Meta:
        verbose_name = _("prefecture or county")
        verbose_name_plural = _("prefectures and counties")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^\d{6}$"),
                name="division_code_has_six_digits",
                violation_error_message=_("A code has six digits."),
            ),
            models.CheckConstraint(
                condition=models.Q(level="county") | models.Q(parent=None),
                name="division_above_counties_stands_under_its_province",
                violation_error_message=_("Only a county stands under a prefecture."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @staticmethod
    def english_of(name: str) -> str:
        return english_name(name)

    @property
    def path_text(self) -> str:
        """The path from the province down, in the page's language, as one line."""
        from catalogue.places.paths import in_one_line, path_of_division

        return in_one_line(path_of_division(self))
