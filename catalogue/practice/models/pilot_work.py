"""What a site does: acts under the five co's, money, photos before and after."""

from decimal import Decimal
from typing import Any

import pghistory
from django.core.validators import FileExtensionValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.bilingual import Bilingual
from catalogue.methods.models.attachment import UnguessablePath, validate_size
from catalogue.partial_dates import PartialDateField, partial_date_constraint
from catalogue.practice.models.pilot_site import PilotSite


def of_site(parts: str) -> Any:
    """The site that a row belongs to; `parts` is what the site calls such rows."""
    return models.ForeignKey(
        PilotSite,
        on_delete=models.CASCADE,
        related_name=parts,
        verbose_name=_("pilot site"),
    )


class Co(models.TextChoices):
    """The five co's (domain.md): they run side by side, they are no steps in a row."""

    CONSULT = "co-consult", _("Co-consult")
    BUILD = "co-build", _("Co-build")
    MANAGE = "co-manage", _("Co-manage")
    EVALUATE = "co-evaluate", _("Co-evaluate")
    SHARE = "share", pgettext_lazy("the fifth co", "Share")


@pghistory.track()
class PilotAct(models.Model):
    """Something that was done in a site, under one of the five co's."""

    site = of_site("acts")
    co = models.CharField(_("which of the five co's"), max_length=12, choices=Co)
    what_zh = models.TextField(_("what was done, in Chinese"), blank=True)
    what_en = models.TextField(_("what was done, in English"), blank=True)
    dated = PartialDateField(_("date"))
    who_zh = models.CharField(
        _("who took part, in Chinese"), max_length=200, blank=True
    )
    who_en = models.CharField(
        _("who took part, in English"), max_length=300, blank=True
    )
    people = models.PositiveIntegerField(_("people taking part"), null=True, blank=True)

    what = Bilingual("what")
    who = Bilingual("who")

    class Meta:
        verbose_name = _("act of a site")
        verbose_name_plural = _("acts of a site")
        ordering = ["site", "dated", "pk"]
        constraints = [
            *partial_date_constraint("pilotact", "dated"),
            models.CheckConstraint(
                condition=~models.Q(what_zh="", what_en=""),
                name="pilotact_says_what_was_done",
                violation_error_message=_("Write what was done."),
            ),
            models.CheckConstraint(
                condition=models.Q(co__in=Co.values), name="pilotact_is_of_the_five_cos"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_co_display()}: {self.what}"[:80]


@pghistory.track()
class PilotMoney(models.Model):
    """Money that went into a site, in yuan, by who gave it."""

    class Giver(models.TextChoices):
        RESIDENTS = "residents", _("residents")
        COLLECTIVE = "collective", _("village collective")
        GOVERNMENT = "government", _("government")
        SOCIETY = "society", _("society and enterprises")
        OTHER = "other", _("others")

    site = of_site("money")
    giver = models.CharField(_("from whom"), max_length=12, choices=Giver)
    amount = models.DecimalField(
        _("amount in yuan"),
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    note_zh = models.CharField(_("note in Chinese"), max_length=200, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)

    note = Bilingual("note")

    class Meta:
        verbose_name = _("money of a site")
        verbose_name_plural = _("money of a site")
        ordering = ["site", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0),
                name="pilotmoney_is_more_than_nothing",
                violation_error_message=_("Write an amount above zero."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_giver_display()}: {self.amount}"


@pghistory.track()
class PilotPhotos(models.Model):
    """One place before, and the same place after."""

    site = of_site("photos")
    before = models.ImageField(
        _("photo before"),
        upload_to=UnguessablePath("photos"),
        validators=[FileExtensionValidator(["jpg", "jpeg", "png"]), validate_size],
    )
    after = models.ImageField(
        _("photo after"),
        upload_to=UnguessablePath("photos"),
        blank=True,
        help_text=_("Left empty while the work goes on."),
        validators=[FileExtensionValidator(["jpg", "jpeg", "png"]), validate_size],
    )
    caption_zh = models.CharField(_("Chinese caption"), max_length=200)
    caption_en = models.CharField(_("English caption"), max_length=300, blank=True)
    before_shows_zh = models.CharField(
        _("what the photo before shows, in Chinese"),
        max_length=200,
        blank=True,
        help_text=_("For readers who cannot see it."),
    )
    before_shows_en = models.CharField(
        _("what the photo before shows, in English"), max_length=300, blank=True
    )
    after_shows_zh = models.CharField(
        _("what the photo after shows, in Chinese"), max_length=200, blank=True
    )
    after_shows_en = models.CharField(
        _("what the photo after shows, in English"), max_length=300, blank=True
    )
    before_on = PartialDateField(_("before: taken on"))
    after_on = PartialDateField(_("after: taken on"))

    caption = Bilingual("caption")
    before_shows = Bilingual("before_shows")
    after_shows = Bilingual("after_shows")

    class Meta:
        verbose_name = _("photos before and after")
        verbose_name_plural = _("photos before and after")
        ordering = ["site", "pk"]
        constraints = [*partial_date_constraint("pilotphotos", "before_on", "after_on")]

    def __str__(self) -> str:
        return str(self.caption)
