import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.merging.record import MergeRecord
from catalogue.methods.models.work_method import WorkMethod


@pghistory.track()
class MethodMerge(MergeRecord):
    """That one method went into another."""

    # A draft may be deleted after its merger was undone; until then nothing may be.
    stays = models.ForeignKey(
        WorkMethod,
        on_delete=models.CASCADE,
        related_name="merges",
        verbose_name=_("the one that stays"),
    )
    goes = models.ForeignKey(
        WorkMethod,
        on_delete=models.CASCADE,
        related_name="merges_away",
        verbose_name=_("the one that goes"),
    )

    class Meta(MergeRecord.Meta):
        verbose_name = _("merger of methods")
        verbose_name_plural = _("mergers of methods")
