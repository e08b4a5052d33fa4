import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual
from catalogue.methods.models.work_method import WorkMethod


@pghistory.track()
class MethodCharacteristic(models.Model):
    """One of the six characteristics that a method shows, with its evidence."""

    class Characteristic(models.TextChoices):
        MASS_BASED = "mass-based", _("Mass-based")
        LIVELIHOOD = "livelihood", _("People's livelihood")
        SYSTEMIC = "systemic", _("Systemic")
        INNOVATIVE = "innovative", _("Innovative")
        OPERABLE = "operable", _("Operable")
        EXEMPLARY = "exemplary", _("Exemplary")

    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.CASCADE,
        related_name="characteristics",
        verbose_name=_("work method"),
    )
    characteristic = models.CharField(
        _("characteristic"), max_length=12, choices=Characteristic
    )
    evidence_zh = models.CharField(_("evidence in Chinese"), max_length=300, blank=True)
    evidence_en = models.CharField(_("evidence in English"), max_length=500, blank=True)

    evidence = Bilingual("evidence")

    class Meta:
        verbose_name = _("characteristic")
        verbose_name_plural = _("characteristics")
        ordering = ["method", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["method", "characteristic"],
                name="characteristic_once_per_method",
            )
        ]

    def __str__(self) -> str:
        return self.get_characteristic_display()
