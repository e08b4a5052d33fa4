import datetime
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.bilingual import Bilingual
from catalogue.partial_dates import PartialDateField, partial_date_constraint
from catalogue.places.models import Province
from catalogue.rounds.models.round_triggers import (
    always_or_never_a_demonstration,
    one_step_at_a_time,
)

# The life of a round that is held here, step by step; docs/life-of-a-round.md.
COURSE = (
    "preparing",
    "open",
    "closed",
    "independent-review",
    "group-consensus",
    "inter-group-consensus",
    "approval",
    "approved",
    "announced",
)
# What may be said of a round that is not held here, and what the public is told of all.
RECORDED = ("preparing", "open", "judging", "announced")


class SelectionRoundQuerySet(models.QuerySet["SelectionRound"]):
    def public(self) -> Self:
        """What the public may read: every round once it is opened."""
        return self.exclude(state=SelectionRound.State.PREPARING)

    def announced(self) -> Self:
        """Rounds whose results may be shown."""
        return self.filter(state=SelectionRound.State.ANNOUNCED)


@pghistory.track()
class SelectionRound(models.Model):
    """One call for methods, or one pilot programme, with the organiser's own totals."""

    class Kind(models.TextChoices):
        SELECTION = "selection", _("Selection")
        PILOT = "pilot", _("Pilot programme")

    class State(models.TextChoices):
        PREPARING = "preparing", _("In preparation")
        OPEN = "open", _("Open")
        JUDGING = "judging", _("Under review")
        CLOSED = "closed", _("Submission closed")
        INDEPENDENT_REVIEW = "independent-review", _("Independent review")
        GROUP_CONSENSUS = "group-consensus", _("Group consensus")
        INTER_GROUP_CONSENSUS = "inter-group-consensus", _("Inter-group consensus")
        APPROVAL = "approval", _("Awaiting approval")
        APPROVED = "approved", _("Approved")
        ANNOUNCED = "announced", _("Announced")

    slug = models.SlugField(_("slug"), unique=True, max_length=60)
    kind = models.CharField(
        _("kind"), max_length=10, choices=Kind, default=Kind.SELECTION
    )
    title_zh = models.CharField(_("Chinese title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=200)
    organiser_zh = models.CharField(_("organiser in Chinese"), max_length=120)
    organiser_en = models.CharField(_("organiser in English"), max_length=200)
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="selection_rounds",
        verbose_name=_("province"),
        help_text=_("Empty for a national round."),
    )
    opened_on = PartialDateField(_("opened on"))
    submission_closed_on = PartialDateField(_("submission closed on"))
    announced_on = PartialDateField(_("announced on"))
    official_solicited = models.PositiveIntegerField(
        _("solicited, official total"), null=True, blank=True
    )
    official_submitted = models.PositiveIntegerField(
        _("submitted, official total"), null=True, blank=True
    )
    official_selected = models.PositiveIntegerField(
        _("selected, official total"), null=True, blank=True
    )
    state = models.CharField(
        _("state"), max_length=24, choices=State, default=State.PREPARING
    )
    is_held_here = models.BooleanField(
        _("is held here"),
        default=False,
        help_text=_(
            "Submission, judging and announcement run on this desk, step by step. "
            "Of other rounds only the outcome and the notices are recorded."
        ),
    )
    is_demo = models.BooleanField(
        _("demonstration round"),
        default=False,
        editable=False,
        help_text=_("Made by load_demo, and taken out again by remove_demo."),
    )
    places = models.PositiveSmallIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How many methods are to be selected in all."),
    )
    closes_at = models.DateTimeField(
        _("submission closes at"),
        null=True,
        blank=True,
        help_text=_("Beijing time; that second is still in time."),
    )
    reviewers_each = models.PositiveSmallIntegerField(
        _("reviewers for each submission"),
        default=3,
        validators=[MinValueValidator(2)],
    )
    is_blind = models.BooleanField(
        _("reviewers read a copy without names"),
        default=False,
        help_text=_("Names of places and people are hidden from reviewers."),
    )
    required_parts = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("parts that a submission must have"),
        default=list,
        blank=True,
    )
    announce_at = models.DateTimeField(
        _("to be announced at"), null=True, blank=True, editable=False
    )
    announce_released_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("announcement released by"),
    )
    note_zh = models.TextField(_("note in Chinese"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)

    title = Bilingual("title")
    other_title = Bilingual("title", other=True)
    organiser = Bilingual("organiser")
    note = Bilingual("note")
    objects = SelectionRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("selection round")
        verbose_name_plural = _("selection rounds")
        ordering = ["-announced_on", "-opened_on", "slug"]
        constraints = [
            *partial_date_constraint(
                "round", "opened_on", "submission_closed_on", "announced_on"
            ),
            models.CheckConstraint(
                condition=models.Q(official_selected=None)
                | models.Q(official_submitted=None)
                | models.Q(official_selected__lte=models.F("official_submitted")),
                name="round_selected_never_above_submitted",
            ),
            models.CheckConstraint(
                condition=models.Q(official_submitted=None)
                | models.Q(official_solicited=None)
                | models.Q(official_submitted__lte=models.F("official_solicited")),
                name="round_submitted_never_above_solicited",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    is_held_here=False,
                    state__in=RECORDED,
                )
                | models.Q(is_held_here=True, state__in=COURSE),
                name="round_state_fits_where_it_is_held",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewers_each__gte=2),
                name="round_has_two_reviewers_for_each_submission",
            ),
            models.CheckConstraint(
                condition=models.Q(is_held_here=False)
                | models.Q(state="preparing")
                | models.Q(places__gte=1, closes_at__isnull=False),
                name="round_that_is_open_has_places_and_a_closing_time",
            ),
            models.CheckConstraint(
                condition=models.Q(announce_at=None)
                | models.Q(announce_released_by__isnull=False, state="approved"),
                name="round_to_be_announced_is_approved_and_released",
            ),
        ]
        permissions = [
            ("run_round", _("Can run rounds from the call to the announcement")),
            ("put_forward", _("Can put methods forward in a round")),
            ("review_submissions", _("Can review the submissions assigned")),
        ]
        triggers = [
            one_step_at_a_time(COURSE),
            always_or_never_a_demonstration(),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("round-detail", args=[self.slug])

    @property
    def is_announced(self) -> bool:
        return self.state == self.State.ANNOUNCED

    @property
    def is_pilot(self) -> bool:
        return self.kind == self.Kind.PILOT

    @property
    def is_under_review(self) -> bool:
        """Whether judging goes on, here or elsewhere; the public knows no more."""
        return self.state not in (
            self.State.PREPARING,
            self.State.OPEN,
            self.State.ANNOUNCED,
        )

    @property
    def public_state(self) -> str:
        """The state as the public may know it: which stage of judging stays inside."""
        return self.State.JUDGING if self.is_under_review else self.state

    def takes_submissions(
        self, closes_at: datetime.datetime | None, at: datetime.datetime | None = None
    ) -> bool:
        """Whether the moment is before the end of the closing second."""
        end = closes_at or self.closes_at
        moment = (at or timezone.now()).replace(microsecond=0)
        return self.state == self.State.OPEN and end is not None and moment <= end
