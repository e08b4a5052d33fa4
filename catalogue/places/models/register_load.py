import datetime

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _


class RegisterLoadQuerySet(models.QuerySet["RegisterLoad"]):
    def newest_on(self) -> datetime.date | None:
        """The day of the newest register that is loaded."""
        newest: datetime.date | None = self.aggregate(day=Max("register_on"))["day"]
        return newest


class RegisterLoad(models.Model):
    """One file of the register, as it was loaded last."""

    file = models.CharField(_("file"), primary_key=True, max_length=60)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    rows = models.PositiveIntegerField(_("rows"))
    register_on = models.DateField(_("state of the register"))
    loaded_at = models.DateTimeField(_("loaded at"))

    objects = RegisterLoadQuerySet.as_manager()

    class Meta:
        verbose_name = _("loaded register file")
        verbose_name_plural = _("loaded register files")
        ordering = ["file"]

    def __str__(self) -> str:
        return self.file
