import datetime

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.accounts.scope import ScopedQuerySet
from catalogue.places.models import Division, Province
from catalogue.rounds.models.read_only_stages import written_only_in
from catalogue.rounds.models.selection_round import SelectionRound


@pghistory.track()
class Quota(models.Model):
    """How many methods one body may put forward in a round, and until when.

    In a provincial round the bodies are the divisions below the province.
    """

    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.CASCADE,
        related_name="quotas",
        verbose_name=_("selection round"),
    )
    reporting_body = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        related_name="quotas",
        limit_choices_to={"is_reporting_body": True},
        verbose_name=_("reporting body"),
    )
    division = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="quotas",
        verbose_name=_("city or prefecture"),
        help_text=_("Only in a round of one province."),
    )
    places = models.PositiveSmallIntegerField(
        _("places"), validators=[MinValueValidator(1)]
    )
    extended_to = models.DateTimeField(
        _("extended to"),
        null=True,
        blank=True,
        help_text=_("Beijing time; that second is still in time."),
    )
    extension_reason = models.CharField(
        _("reason of the extension"), max_length=300, blank=True
    )
    extended_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("extended by"),
    )

    objects = ScopedQuerySet["Quota"].as_manager()

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["selection_round", "reporting_body", "division"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection_round", "reporting_body"],
                condition=models.Q(division=None),
                name="quota_once_per_round_and_body",
            ),
            models.UniqueConstraint(
                fields=["selection_round", "division"],
                name="quota_once_per_round_and_division",
            ),
            models.CheckConstraint(
                condition=models.Q(extended_to=None)
                | (
                    ~models.Q(extension_reason="") & models.Q(extended_by__isnull=False)
                ),
                name="quota_extension_has_a_reason_and_a_person",
            ),
        ]
        triggers = [
            written_only_in(
                "preparing",
                "open",
                by="selection_round",
                name="quota_stays_once_submission_is_closed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.division or self.reporting_body}: {self.places}"

    @property
    def closes_at(self) -> datetime.datetime | None:
        return self.extended_to or self.selection_round.closes_at
