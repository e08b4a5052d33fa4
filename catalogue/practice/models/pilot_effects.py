"""What comes of the work of a site: the five changes, and satisfaction."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual
from catalogue.partial_dates import PartialDateField, partial_date_constraint
from catalogue.practice.models.pilot_work import of_site


@pghistory.track()
class PilotAssessment(models.Model):
    """How one of the five changes was judged, at the start or the end, and by whom."""

    class Change(models.TextChoices):
        """The five changes that are looked for (domain.md)."""

        PLACE = "place", _("appearance of the place")
        PEOPLE = "people", _("spirit of the people")
        DEVELOPMENT = "development", _("development")
        CADRES = "cadres", _("working style of cadres")
        GOVERNANCE = "governance", _("pattern of governance")

    class Moment(models.TextChoices):
        START = "start", _("at the start")
        END = "end", _("at the end")

    class Judges(models.TextChoices):
        RESIDENTS = "residents", _("residents")
        OFFICIALS = "officials", _("officials")
        THIRD_PARTY = "third-party", _("third parties")

    class Mark(models.IntegerChoices):
        POOR = 1, _("1 poor")
        WEAK = 2, _("2 weak")
        FAIR = 3, _("3 fair")
        GOOD = 4, _("4 good")
        VERY_GOOD = 5, _("5 very good")

    site = of_site("assessments")
    change = models.CharField(
        _("which of the five changes"), max_length=12, choices=Change
    )
    moment = models.CharField(_("when"), max_length=5, choices=Moment)
    judges = models.CharField(_("assessed by"), max_length=12, choices=Judges)
    mark = models.PositiveSmallIntegerField(_("mark"), choices=Mark)
    dated = PartialDateField(_("date"))
    note_zh = models.CharField(_("note in Chinese"), max_length=300, blank=True)
    note_en = models.CharField(_("note in English"), max_length=400, blank=True)

    note = Bilingual("note")

    class Meta:
        verbose_name = _("assessment of a change")
        verbose_name_plural = _("assessments of changes")
        ordering = ["site", "pk"]
        constraints = [
            *partial_date_constraint("pilotassessment", "dated"),
            models.UniqueConstraint(
                fields=["site", "change", "moment", "judges"],
                name="pilotassessment_once_per_change_moment_and_judges",
                violation_error_message=_(
                    "This change is assessed by them at this moment already."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(mark__range=(1, 5)),
                name="pilotassessment_mark_is_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        said = (self.get_change_display(), self.get_moment_display())
        return f"{', '.join(said)}, {self.get_judges_display()}: {self.mark}"


@pghistory.track()
class PilotSatisfaction(models.Model):
    """One inquiry: how many were asked, how many answered, how many are satisfied."""

    site = of_site("inquiries")
    asked_on = PartialDateField(_("asked on"))
    asked = models.PositiveIntegerField(_("asked"))
    answered = models.PositiveIntegerField(_("answered"))
    satisfied = models.PositiveIntegerField(_("satisfied"))
    note_zh = models.CharField(_("note in Chinese"), max_length=300, blank=True)
    note_en = models.CharField(_("note in English"), max_length=400, blank=True)

    note = Bilingual("note")

    class Meta:
        verbose_name = _("inquiry into satisfaction")
        verbose_name_plural = _("inquiries into satisfaction")
        ordering = ["site", "asked_on", "pk"]
        constraints = [
            *partial_date_constraint("pilotsatisfaction", "asked_on"),
            models.CheckConstraint(
                condition=models.Q(answered__lte=models.F("asked")),
                name="pilotsatisfaction_answered_never_above_asked",
                violation_error_message=_("No more can answer than were asked."),
            ),
            models.CheckConstraint(
                condition=models.Q(satisfied__lte=models.F("answered")),
                name="pilotsatisfaction_satisfied_never_above_answered",
                violation_error_message=_("No more can be satisfied than answered."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.satisfied} / {self.answered} / {self.asked}"

    @property
    def percent(self) -> int | None:
        """How many of those who answered are satisfied; None when nobody answered."""
        return round(100 * self.satisfied / self.answered) if self.answered else None
