import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual


@pghistory.track()
class Theme(models.Model):
    """A subject that methods deal with; staff add more as the work goes on."""

    slug = models.SlugField(_("slug"), unique=True, max_length=40)
    name_zh = models.CharField(_("Chinese name"), max_length=30, unique=True)
    name_en = models.CharField(_("English name"), max_length=60, unique=True)
    description_zh = models.TextField(_("Chinese description"), blank=True)
    description_en = models.TextField(_("English description"), blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)

    name = Bilingual("name")
    other_name = Bilingual("name", other=True)
    description = Bilingual("description")

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["sort_order", "slug"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("theme-detail", args=[self.slug])
