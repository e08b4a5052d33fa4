import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual
from catalogue.places.english import english_street_name
from catalogue.places.functions import NameTokens
from catalogue.places.models.division import Division
from catalogue.places.models.registered import RomanisedPlace


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Street(RomanisedPlace):
    """A street office, town or township under a county."""

    code = models.CharField(_("code"), primary_key=True, max_length=9)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(
        _("English name"),
        max_length=120,
        blank=True,
        help_text=_("Made from the pinyin when the register is loaded; may be better."),
    )
    # Dongguan, Zhongshan and Danzhou have no counties: their streets stand
    # directly under the prefecture.
    county = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        related_name="streets",
        verbose_name=_("county"),
    )
    pinyin = models.CharField(_("pinyin"), max_length=120, blank=True)
    pinyin_initials = models.CharField(
        _("initials of the pinyin"), max_length=60, blank=True
    )

    name = Bilingual("name")

    class Meta:
        verbose_name = _("street or town")
        verbose_name_plural = _("streets and towns")
        ordering = ["code"]
        indexes = [GinIndex(NameTokens("name_zh"), name="street_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^\d{9}$"),
                name="street_code_has_nine_digits",
                violation_error_message=_("A code has nine digits."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @staticmethod
    def english_of(name: str) -> str:
        return english_street_name(name)

    @property
    def path_text(self) -> str:
        """The path from the province down, in the page's language, as one line."""
        from catalogue.places.paths import in_one_line, path_of_street

        return in_one_line(path_of_street(self))
