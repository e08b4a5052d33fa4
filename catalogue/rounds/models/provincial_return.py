import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.scope import ScopedQuerySet
from catalogue.places.models import Province
from catalogue.rounds.models.selection_round import SelectionRound

# While a round runs here, its submissions are the only count of what was submitted.
_COUNTED_WHEN_ANNOUNCED = """
    IF NEW.submitted IS NULL AND NEW.selected IS NULL THEN RETURN NEW; END IF;
    SELECT is_held_here AND state NOT IN ('approved', 'announced') INTO runs
    FROM rounds_selectionround WHERE id = NEW.selection_round_id;
    IF runs THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'return_is_counted_when_round_is_announced',
            MESSAGE = 'What was submitted in a round that runs is not written down.';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class ProvincialReturn(models.Model):
    """The counts of one reporting body in one round; empty where not reported."""

    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.CASCADE,
        related_name="returns",
        verbose_name=_("selection round"),
    )
    reporting_body = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        related_name="returns",
        limit_choices_to={"is_reporting_body": True},
        verbose_name=_("reporting body"),
    )
    solicited = models.PositiveIntegerField(_("solicited"), null=True, blank=True)
    submitted = models.PositiveIntegerField(_("submitted"), null=True, blank=True)
    selected = models.PositiveIntegerField(_("selected"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=600, blank=True)

    objects = ScopedQuerySet["ProvincialReturn"].as_manager()

    class Meta:
        verbose_name = _("return of a reporting body")
        verbose_name_plural = _("returns of reporting bodies")
        ordering = ["selection_round", "reporting_body"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection_round", "reporting_body"],
                name="return_once_per_round_and_body",
            ),
            models.CheckConstraint(
                condition=models.Q(selected=None)
                | models.Q(submitted=None)
                | models.Q(selected__lte=models.F("submitted")),
                name="return_selected_never_above_submitted",
            ),
            models.CheckConstraint(
                condition=models.Q(submitted=None)
                | models.Q(solicited=None)
                | models.Q(submitted__lte=models.F("solicited")),
                name="return_submitted_never_above_solicited",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="return_is_counted_when_round_is_announced",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("runs", "boolean")],
                func=_COUNTED_WHEN_ANNOUNCED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.selection_round}: {self.reporting_body}"
