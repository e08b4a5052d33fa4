from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User


class FileImportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """The own ones; all for who sees every reporting body."""
        if user.sees_all_reporting_bodies:
            return self.all()
        return self.filter(made_by=user)


class FileImport(models.Model):
    """One file, from its preview to being undone; the file is not kept."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("Not saved yet")
        SAVED = "saved", _("Saved")
        UNDONE = "undone", _("Undone")

    file_name = models.CharField(_("file"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.PREVIEW
    )
    headings = models.JSONField(_("headings of the file"), default=dict)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = FileImportQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-pk"]
        # Whoever may enter and change the rows may import them: nothing of its own.
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_preview(self) -> bool:
        return self.state == self.State.PREVIEW

    @property
    def is_saved(self) -> bool:
        return self.state == self.State.SAVED
