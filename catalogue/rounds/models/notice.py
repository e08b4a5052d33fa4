from typing import Self

import pghistory
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual
from catalogue.methods.models.attachment import UnguessablePath, validate_size
from catalogue.partial_dates import PartialDateField, partial_date_constraint
from catalogue.rounds.models.selection_round import SelectionRound


class NoticeQuerySet(models.QuerySet["Notice"]):
    def public(self) -> Self:
        """Notices of rounds once opened; that of the result once it is announced."""
        rounds = SelectionRound.objects
        return self.filter(
            models.Q(selection_round__in=rounds.announced())
            | (
                models.Q(selection_round__in=rounds.public())
                & ~models.Q(role=Notice.Role.RESULT)
            )
        )


@pghistory.track()
class Notice(models.Model):
    """An official document of a round, with issuer and number."""

    class Role(models.TextChoices):
        OPENING = "opening", _("Opening notice")
        RESULT = "result", _("Result notice")
        OTHER = "other", _("Other notice")

    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.CASCADE,
        related_name="notices",
        verbose_name=_("selection round"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    issuer_zh = models.CharField(_("issuer in Chinese"), max_length=120)
    issuer_en = models.CharField(_("issuer in English"), max_length=200, blank=True)
    number = models.CharField(
        _("document number"), max_length=40, blank=True, help_text="民办函〔2018〕42号"
    )
    title_zh = models.CharField(_("Chinese title"), max_length=200, blank=True)
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    dated = PartialDateField(_("date"))
    file = models.FileField(
        _("file"),
        upload_to=UnguessablePath("notices"),
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
    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["selection_round", "dated", "pk"]
        constraints = [
            *partial_date_constraint("notice", "dated"),
            models.UniqueConstraint(
                fields=["number"],
                condition=~models.Q(number=""),
                name="notice_number_is_used_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.title) or self.get_role_display()
