import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual
from catalogue.methods.models import MethodCharacteristic
from catalogue.rounds.models.read_only_stages import written_only_in
from catalogue.rounds.models.selection_round import SelectionRound


@pghistory.track()
class Criterion(models.Model):
    """What submissions of a round are judged by, with its weight and its scale."""

    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.CASCADE,
        related_name="criteria",
        verbose_name=_("selection round"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    characteristic = models.CharField(
        _("characteristic"),
        max_length=12,
        choices=MethodCharacteristic.Characteristic,
        blank=True,
        help_text=_("Which of the six characteristics it is; empty for another one."),
    )
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    meaning_zh = models.CharField(_("meaning in Chinese"), max_length=300, blank=True)
    meaning_en = models.CharField(_("meaning in English"), max_length=500, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    lowest = models.PositiveSmallIntegerField(_("lowest mark"), default=1)
    highest = models.PositiveSmallIntegerField(_("highest mark"), default=5)

    name = Bilingual("name")
    meaning = Bilingual("meaning")

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["selection_round", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection_round", "name_zh"],
                name="criterion_once_per_round",
            ),
            models.CheckConstraint(
                condition=models.Q(highest__gt=models.F("lowest"), highest__lte=100),
                name="criterion_scale_has_two_marks",
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gte=1), name="criterion_has_a_weight"
            ),
        ]
        triggers = [
            written_only_in(
                "preparing",
                "open",
                "closed",
                by="selection_round",
                name="criterion_stays_once_review_begins",
                until_judged=True,
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


@pghistory.track()
class MarkMeaning(models.Model):
    """One sentence that says what a mark of a criterion means."""

    criterion = models.ForeignKey(
        Criterion,
        on_delete=models.CASCADE,
        related_name="mark_meanings",
        verbose_name=_("criterion"),
    )
    mark = models.PositiveSmallIntegerField(_("mark"))
    meaning_zh = models.CharField(_("meaning in Chinese"), max_length=200)
    meaning_en = models.CharField(_("meaning in English"), max_length=300, blank=True)

    meaning = Bilingual("meaning")

    class Meta:
        verbose_name = _("meaning of a mark")
        verbose_name_plural = _("meanings of marks")
        ordering = ["criterion", "mark"]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "mark"], name="mark_meaning_once_per_mark"
            )
        ]
        triggers = [
            written_only_in(
                "preparing",
                "open",
                "closed",
                by="criterion",
                name="mark_meaning_stays_once_review_begins",
                until_judged=True,
            )
        ]

    def __str__(self) -> str:
        return f"{self.mark}: {self.meaning}"
