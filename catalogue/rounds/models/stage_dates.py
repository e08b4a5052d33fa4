import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.rounds.models.selection_round import SelectionRound


@pghistory.track()
class StageDates(models.Model):
    """From when to when a stage of a round is planned."""

    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.CASCADE,
        related_name="stage_dates",
        verbose_name=_("selection round"),
    )
    stage = models.CharField(_("stage"), max_length=24, choices=SelectionRound.State)
    begins_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    class Meta:
        verbose_name = _("dates of a stage")
        verbose_name_plural = _("dates of stages")
        ordering = ["selection_round", "begins_on", "ends_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection_round", "stage"], name="stage_dates_once_per_stage"
            ),
            models.CheckConstraint(
                condition=models.Q(begins_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("begins_on")),
                name="stage_dates_end_after_they_begin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.begins_on} – {self.ends_on}"
