import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.rounds.models.read_only_stages import never_changed, written_only_in
from catalogue.rounds.models.submission import Submission


@pghistory.track(pghistory.InsertEvent())
class SubmittedText(models.Model):
    """A method as it was submitted; what reviewers read, whatever changes later.

    A submission taken back and made again has two; the last one counts.
    """

    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        related_name="texts",
        verbose_name=_("submission"),
    )
    # As `catalogue.rounds.submitted_content` writes it.
    content = models.JSONField(_("content"))
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    submitted_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted at"), default=timezone.now)

    class Meta:
        verbose_name = _("submitted text")
        verbose_name_plural = _("submitted texts")
        ordering = ["submission", "pk"]
        get_latest_by = "pk"
        default_permissions = ()
        triggers = [never_changed("submitted_text_stays")]

    def __str__(self) -> str:
        return f"{self.submission} {self.digest[:8]}"


@pghistory.track()
class RedactedText(models.Model):
    """The copy of a submitted text without the names of places and people."""

    submitted_text = models.OneToOneField(
        SubmittedText,
        on_delete=models.PROTECT,
        related_name="redacted",
        verbose_name=_("submitted text"),
    )
    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        related_name="redacted_texts",
        verbose_name=_("submission"),
    )
    content = models.JSONField(_("content"))
    # Names hidden beside those of the place and the contact person, one a line.
    further_names = models.TextField(_("further names to hide"), blank=True)
    changed_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("changed by"),
    )

    class Meta:
        verbose_name = _("text without names")
        verbose_name_plural = _("texts without names")
        ordering = ["submission", "pk"]
        default_permissions = ()
        triggers = [
            written_only_in(
                "closed", by="submission", name="redacted_text_stays_once_review_begins"
            )
        ]

    def __str__(self) -> str:
        return str(self.submission)
