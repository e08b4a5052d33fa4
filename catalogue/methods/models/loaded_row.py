from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRow(models.Model):
    """What a data file said when it was last loaded, to tell staff's changes from ours.

    A field is loaded again only while the record still holds what was loaded before.
    """

    file = models.CharField(_("file"), max_length=60)
    key = models.CharField(_("key in the file"), max_length=300)
    record_id = models.PositiveIntegerField(_("record"))
    values = models.JSONField(_("values as loaded"))

    class Meta:
        verbose_name = _("loaded row")
        verbose_name_plural = _("loaded rows")
        constraints = [
            models.UniqueConstraint(
                fields=["file", "key"], name="loaded_row_once_per_file_and_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file}: {self.key}"
