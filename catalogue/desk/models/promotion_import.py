from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.desk.models.file_import import FileImport


class PromotionImport(FileImport):
    """One file of promotion."""

    made_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="promotion_imports",
        verbose_name=_("imported by"),
    )
    unknown_headings = models.JSONField(_("headings passed over"), default=list)
    # For each row: number, texts; what was done: promotion, before, after.
    rows = models.JSONField(_("rows"), default=list)
    # Of what the preview said; another one means that something changed since.
    shown = models.CharField(max_length=64, blank=True)

    class Meta(FileImport.Meta):
        verbose_name = _("import of promotion")
        verbose_name_plural = _("imports of promotion")

    def saved_rows(self) -> list[dict[str, Any]]:
        """The rows that were written, with the number of their promotion."""
        return [row for row in self.rows if row.get("promotion")]
