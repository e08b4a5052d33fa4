import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.methods.models.work_method import WorkMethod


class UnsavedText(models.Model):
    """What a person typed on one opened page and has not saved; nobody else reads it.

    Without a method: of a page that enters a new one.
    """

    # Of the opened page, so that two windows never write over each other.
    page = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("work method"),
    )
    kept_at = models.DateTimeField(_("kept at"), default=timezone.now)
    # All values that the page would send, by the name of the field.
    values = models.JSONField(_("values"))

    class Meta:
        default_permissions = ()
        ordering = ["-kept_at"]

    def __str__(self) -> str:
        return f"{self.kept_at:%Y-%m-%d %H:%M}"
