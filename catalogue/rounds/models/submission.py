from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.accounts.scope import ScopedQuerySet
from catalogue.methods.models import WorkMethod
from catalogue.places.models import Division, Province
from catalogue.rounds.models.review_group import ReviewGroup
from catalogue.rounds.models.selection_round import SelectionRound

# What may follow each state of a submission; docs/life-of-a-round.md.
_STEPS = """
    IF TG_OP = 'INSERT' THEN
        SELECT is_held_here INTO held FROM rounds_selectionround
        WHERE id = NEW.selection_round_id;
        IF held AND NEW.state <> 'prepared' OR NOT held AND NEW.state <> 'recorded' THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'submission_begins_as_its_round_is_held',
                MESSAGE = 'A submission begins as prepared where the round is held, '
                          'as recorded elsewhere.';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND NOT (OLD.state || '>' || NEW.state = ANY (ARRAY[
        'prepared>submitted',
        'submitted>taken-back',
        'taken-back>submitted',
        'submitted>recommended',
        'submitted>not-recommended',
        'recommended>submitted',
        'not-recommended>submitted',
        'recommended>selected',
        'not-recommended>not-selected',
        'selected>not-selected',
        'not-selected>selected'
    ])) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'submission_state_skips_no_step',
            MESSAGE = 'A submission in this state cannot take that one.';
    END IF;
    IF OLD.state <> NEW.state AND OLD.state IN ('selected', 'not-selected')
        AND NOT EXISTS (
            SELECT FROM rounds_amendment
            WHERE submission_id = NEW.id AND outcome = NEW.outcome
        )
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'submission_result_is_changed_by_amendment',
            MESSAGE = 'An announced result is changed by a dated amendment.';
    END IF;
    RETURN NEW;
"""


class SubmissionQuerySet(ScopedQuerySet["Submission"]):
    def judged(self) -> Self:
        """Put forward and not taken back, whatever was decided on them since."""
        return self.exclude(state__in=Submission.WAITING)

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

    class State(models.TextChoices):
        RECORDED = "recorded", _("Recorded")
        PREPARED = "prepared", _("Prepared")
        SUBMITTED = "submitted", _("Submitted")
        TAKEN_BACK = "taken-back", _("Taken back")
        RECOMMENDED = "recommended", _("Recommended")
        NOT_RECOMMENDED = "not-recommended", _("Not recommended")
        SELECTED = "selected", _("Selected")
        NOT_SELECTED = "not-selected", _("Not selected")

    # On the list of its body, and not submitted.
    WAITING = (State.PREPARED, State.TAKEN_BACK)

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
    state = models.CharField(
        _("state"),
        max_length=16,
        choices=State,
        default=State.RECORDED,
        editable=False,
    )
    division = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="submissions",
        verbose_name=_("city or prefecture"),
        help_text=_("In a round of one province: the body below it."),
    )
    submitted_at = models.DateTimeField(
        _("submitted at"), null=True, blank=True, editable=False
    )
    submitted_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    group = models.ForeignKey(
        ReviewGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="submissions",
        verbose_name=_("review group"),
    )
    is_grouped_by_hand = models.BooleanField(
        _("put in its group by hand"), default=False, editable=False
    )
    released_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("released for the announcement by"),
        help_text=_("Who checked the text that becomes public with the result."),
    )
    released_digest = models.CharField(
        _("SHA-256 of the released text"), max_length=64, blank=True, editable=False
    )
    carried_over_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="carried_over_to",
        verbose_name=_("carried over from"),
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
            models.CheckConstraint(
                condition=models.Q(state__in=["recorded", "prepared"])
                | models.Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="submission_was_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="submitted")
                | models.Q(state__in=["recorded", "selected"]),
                name="submission_outcome_follows_its_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state="recorded")
                | models.Q(state="selected", outcome="selected")
                | (~models.Q(state="selected") & models.Q(outcome="submitted")),
                name="submission_outcome_is_that_of_its_state",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="submission_state_skips_no_step",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),  # type: ignore[no-untyped-call]
                declare=[("held", "boolean")],
                func=_STEPS,
            )
        ]

    def __str__(self) -> str:
        return f"{self.method} ({self.selection_round})"
