from typing import Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.scope import ScopedQuerySet
from catalogue.methods.models import WorkMethod
from catalogue.places.models import Province
from catalogue.rounds.models.selection_round import SelectionRound


class SubmissionQuerySet(ScopedQuerySet["Submission"]):
    def public(self) -> Self:
        """Results the public may read: announced rounds, published methods."""
        return self.filter(
            selection_round__state=SelectionRound.State.ANNOUNCED,
            method__status=WorkMethod.Status.PUBLISHED,
        )


@pghistory.track()
class Submission(models.Model):
    """One method put forward by one reporting body in one round."""

    class Outcome(models.TextChoices):
        MODEL = "model", _("Model method")
        SELECTED = "selected", _("Selected")
        SUBMITTED = "submitted", _("Submitted")
        CASE = "case", _("Pilot or example")

    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.PROTECT,
        related_name="submissions",
        verbose_name=_("selection round"),
    )
    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.PROTECT,
        related_name="submissions",
        verbose_name=_("work method"),
    )
    reporting_body = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        related_name="submissions",
        limit_choices_to={"is_reporting_body": True},
        verbose_name=_("reporting body"),
    )
    sequence_number = models.PositiveSmallIntegerField(
        _("sequence number"),
        null=True,
        blank=True,
        help_text=_("The number inside the list of the reporting body."),
    )
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.SUBMITTED
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["selection_round", "reporting_body", "sequence_number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection_round", "method"],
                name="submission_of_a_method_once_per_round",
            ),
            models.UniqueConstraint(
                fields=["selection_round", "reporting_body", "sequence_number"],
                name="submission_number_once_per_round_and_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} ({self.selection_round})"
