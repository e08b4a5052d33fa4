import pghistory
from django.core.validators import FileExtensionValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual, LocalText, as_written
from catalogue.methods.models.attachment import UnguessablePath, validate_size
from catalogue.partial_dates import PartialDateField, partial_date_constraint
from catalogue.places.models import Division
from catalogue.practice.models.pilot_programme import PilotProgramme


@pghistory.track()
class PilotDivision(models.Model):
    """A county, or all counties of a prefecture, in the scope of a programme."""

    programme = models.ForeignKey(
        PilotProgramme,
        on_delete=models.CASCADE,
        related_name="scope",
        verbose_name=_("pilot programme"),
    )
    division = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("prefecture or county"),
    )

    class Meta:
        verbose_name = _("place in the scope")
        verbose_name_plural = _("places in the scope")
        ordering = ["programme", "division"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "division"],
                name="pilotdivision_once_per_programme",
            )
        ]

    def __str__(self) -> str:
        return str(self.division)


@pghistory.track()
class PilotStage(models.Model):
    """One stage of a programme, with the organiser's own figures."""

    programme = models.ForeignKey(
        PilotProgramme,
        on_delete=models.CASCADE,
        related_name="stages",
        verbose_name=_("pilot programme"),
    )
    number = models.PositiveSmallIntegerField(
        _("number of the stage"), validators=[MinValueValidator(1)]
    )
    starts_on = PartialDateField(_("starts on"))
    official_sites = models.PositiveIntegerField(
        _("sites, official figure"), null=True, blank=True
    )
    official_counties = models.PositiveIntegerField(
        _("counties, official figure"), null=True, blank=True
    )
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("stage of a programme")
        verbose_name_plural = _("stages of a programme")
        ordering = ["programme", "number"]
        constraints = [
            *partial_date_constraint("pilotstage", "starts_on"),
            models.UniqueConstraint(
                fields=["programme", "number"], name="pilotstage_once_per_programme"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Stage %d") % self.number)


@pghistory.track()
class PilotDocument(models.Model):
    """An official document of a programme, with issuer and number."""

    programme = models.ForeignKey(
        PilotProgramme,
        on_delete=models.CASCADE,
        related_name="documents",
        verbose_name=_("pilot programme"),
    )
    issuer_zh = models.CharField(_("issuer in Chinese"), max_length=120)
    issuer_en = models.CharField(_("issuer in English"), max_length=200, blank=True)
    number = models.CharField(_("document number"), max_length=40, blank=True)
    title_zh = models.CharField(_("Chinese title"), max_length=200, blank=True)
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    dated = PartialDateField(_("date"))
    file = models.FileField(
        _("file"),
        upload_to=UnguessablePath("pilots"),
        blank=True,
        validators=[FileExtensionValidator(["pdf", "doc", "docx"]), validate_size],
    )
    address = models.URLField(_("address"), max_length=600, blank=True)
    may_link = models.BooleanField(
        _("may be linked"),
        default=False,
        help_text=_("Unofficial copies are cited, not linked."),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    issuer = Bilingual("issuer")
    title = Bilingual("title")

    class Meta:
        verbose_name = _("document of a programme")
        verbose_name_plural = _("documents of a programme")
        ordering = ["programme", "dated", "pk"]
        constraints = [
            *partial_date_constraint("pilotdocument", "dated"),
            models.CheckConstraint(
                condition=~models.Q(title_zh="", title_en="", number=""),
                name="pilotdocument_has_title_or_number",
                violation_error_message=_("Give the document a title or a number."),
            ),
            models.CheckConstraint(
                condition=models.Q(may_link=False) | ~models.Q(address=""),
                name="pilotdocument_that_may_be_linked_has_an_address",
                violation_error_message=_("Only a document with an address is linked."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.title)

    @property
    def source_text(self) -> LocalText:
        """The source in the language that it is written in."""
        return as_written(self.source)
