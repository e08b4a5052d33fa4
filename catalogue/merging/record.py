from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MergeRecord(models.Model):
    """That one record went into another: by whom, why, and what moved."""

    reason = models.TextField(_("reason"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("merged by"),
    )
    merged_at = models.DateTimeField(_("merged at"), default=timezone.now)
    # By the name of the relation, the keys of the rows that were put elsewhere.
    moved = models.JSONField(_("moved"), default=dict, encoder=DjangoJSONEncoder)
    # What both held, to bring it back: of the one that stays also afterwards.
    before = models.JSONField(_("before"), default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), default=dict, encoder=DjangoJSONEncoder)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_because = models.TextField(_("reason of undoing"), blank=True)

    class Meta:
        abstract = True
        ordering = ["-merged_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"№ {self.goes_id} → № {self.stays_id}"  # type: ignore[attr-defined]
