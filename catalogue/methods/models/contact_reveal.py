import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.methods.models.work_method import WorkMethod


@pghistory.track(pghistory.InsertEvent())
class ContactReveal(models.Model):
    """That somebody outside the reporting body was shown a telephone number."""

    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.CASCADE,
        related_name="contact_reveals",
        verbose_name=_("work method"),
    )
    seen_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("seen by")
    )
    seen_at = models.DateTimeField(_("seen at"), auto_now_add=True)

    class Meta:
        verbose_name = _("look at a telephone number")
        verbose_name_plural = _("looks at telephone numbers")
        ordering = ["method", "seen_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"№ {self.method_id}"
