from typing import Self

import pghistory
import pgtrigger
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual
from catalogue.methods.models.attachment import UnguessablePath, validate_size
from catalogue.partial_dates import PartialDateField, partial_date_constraint
from catalogue.rounds.models.selection_round import SelectionRound

# What an announced result was told by; copies and addresses may follow later.
_STAYS = """
    IF TG_OP = 'UPDATE' AND (NEW.selection_round_id, NEW.role, NEW.number, NEW.dated,
        NEW.title_zh, NEW.title_en, NEW.issuer_zh, NEW.issuer_en) =
       (OLD.selection_round_id, OLD.role, OLD.number, OLD.dated,
        OLD.title_zh, OLD.title_en, OLD.issuer_zh, OLD.issuer_en)
    THEN
        RETURN NEW;
    END IF;
    IF OLD.role = 'result' AND EXISTS (
        SELECT FROM rounds_selectionround
        WHERE id = OLD.selection_round_id AND is_held_here AND state = 'announced'
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'notice_of_an_announced_result_stays',
            MESSAGE = 'An announced result is corrected by a dated amendment.';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


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
        triggers = [
            pgtrigger.Trigger(
                name="notice_of_an_announced_result_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=_STAYS,
            )
        ]

    def __str__(self) -> str:
        return self.number or str(self.title) or self.get_role_display()

    @property
    def told_a_result(self) -> bool:
        """Whether a result was announced by it here: then it stays, but for copies."""
        announced = self.selection_round
        is_result = self.role == self.Role.RESULT
        return is_result and announced.is_held_here and announced.is_announced
