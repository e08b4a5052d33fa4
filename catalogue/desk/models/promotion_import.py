from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User


class PromotionImportQuerySet(models.QuerySet["PromotionImport"]):
    def visible_to(self, user: User) -> Self:
        """The own ones; all for who sees every reporting body."""
        if user.sees_all_reporting_bodies:
            return self.all()
        return self.filter(made_by=user)


class PromotionImport(models.Model):
    """One file of promotion, from its preview to being undone; it is not kept."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("Not saved yet")
        SAVED = "saved", _("Saved")
        UNDONE = "undone", _("Undone")

    made_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="promotion_imports",
        verbose_name=_("imported by"),
    )
    file_name = models.CharField(_("file"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.PREVIEW
    )
    headings = models.JSONField(_("headings of the file"), default=dict)
    unknown_headings = models.JSONField(_("headings passed over"), default=list)
    # For each row: number, texts; what was done: promotion, before, after.
    rows = models.JSONField(_("rows"), default=list)
    # Of what the preview said; another one means that something changed since.
    shown = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = PromotionImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of promotion")
        verbose_name_plural = _("imports of promotion")
        ordering = ["-pk"]
        # Whoever may enter and change promotion may import it: nothing of its own.
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_preview(self) -> bool:
        return self.state == self.State.PREVIEW

    @property
    def is_saved(self) -> bool:
        return self.state == self.State.SAVED

    def saved_rows(self) -> list[dict[str, Any]]:
        """The rows that were written, with the number of their promotion."""
        return [row for row in self.rows if row.get("promotion")]
