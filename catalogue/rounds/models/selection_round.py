from typing import Self

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual
from catalogue.partial_dates import PartialDateField, partial_date_constraint
from catalogue.places.models import Province


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
        _("state"), max_length=10, choices=State, default=State.PREPARING
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
