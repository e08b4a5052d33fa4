import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.rounds.models.criterion import Criterion
from catalogue.rounds.models.submission import Submission


@pghistory.track()
class AgreedReason(models.Model):
    """Why a submission was not selected, by criterion, as agreed with the organiser.

    The reporting body reads it once it is released.
    """

    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        related_name="agreed_reasons",
        verbose_name=_("submission"),
    )
    criterion = models.ForeignKey(
        Criterion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreed_reasons",
        verbose_name=_("criterion"),
        help_text=_("Empty for the submission as a whole."),
    )
    reason = models.TextField(_("reason"))
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    released_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )

    class Meta:
        verbose_name = _("agreed reason")
        verbose_name_plural = _("agreed reasons")
        ordering = ["submission", "criterion__position", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "criterion"],
                name="agreed_reason_once_per_criterion",
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=models.Q(criterion=None),
                name="agreed_reason_once_as_a_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(released_at=None, released_by=None)
                | models.Q(released_at__isnull=False, released_by__isnull=False),
                name="agreed_reason_is_released_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.criterion or _('as a whole')}"
