import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.bilingual import Bilingual
from catalogue.methods.models.work_method import WorkMethod


@pghistory.track(pghistory.InsertEvent())
class StateChange(models.Model):
    """Who moved a method from which state to which, when, and why.

    The reason of a withdrawal is public; every other one is between the reporting
    body and who checks.
    """

    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.CASCADE,
        related_name="state_changes",
        verbose_name=_("work method"),
    )
    from_status = models.CharField(
        _("state before"), max_length=10, choices=WorkMethod.Status
    )
    to_status = models.CharField(
        _("state after"), max_length=10, choices=WorkMethod.Status
    )
    changed_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("changed by"),
    )
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    reason_zh = models.TextField(_("reason in Chinese"), blank=True)
    reason_en = models.TextField(_("reason in English"), blank=True)
    # By the name of a field of the form: what is wrong with it.
    field_reasons = models.JSONField(_("reasons by field"), default=dict, blank=True)

    reason = Bilingual("reason")

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ["method", "changed_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        move = f"{self.get_from_status_display()} → {self.get_to_status_display()}"
        return ": ".join(each for each in (move, str(self.reason)) if each)
