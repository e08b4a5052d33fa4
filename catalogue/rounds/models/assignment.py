import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.rounds.models.read_only_stages import written_only_in
from catalogue.rounds.models.review_group import Reviewer
from catalogue.rounds.models.submission import Submission


@pghistory.track()
class Assignment(models.Model):
    """That a reviewer is to judge a submission, and why it was given to this one."""

    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("submission"),
    )
    reviewer = models.ForeignKey(
        Reviewer,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("reviewer"),
    )
    is_by_hand = models.BooleanField(_("assigned by hand"), default=False)
    assigned_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("assigned by")
    )
    assigned_at = models.DateTimeField(_("assigned at"), default=timezone.now)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["submission", "reviewer"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "reviewer"],
                name="assignment_once_per_submission_and_reviewer",
            )
        ]
        triggers = [
            written_only_in(
                "closed",
                "independent-review",
                by="submission",
                name="assignment_stays_once_review_is_closed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.reviewer}"


@pghistory.track()
class Recusal(models.Model):
    """A conflict that a reviewer declared; own places need no declaration."""

    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        related_name="recusals",
        verbose_name=_("submission"),
    )
    reviewer = models.ForeignKey(
        Reviewer,
        on_delete=models.PROTECT,
        related_name="recusals",
        verbose_name=_("reviewer"),
    )
    reason = models.CharField(_("reason"), max_length=300)
    declared_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("declared by")
    )
    declared_at = models.DateTimeField(_("declared at"), default=timezone.now)
    # The review itself is only in the history then: it counts nowhere.
    took_away_review = models.BooleanField(_("a review was begun"), default=False)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        ordering = ["submission", "reviewer"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "reviewer"],
                name="recusal_once_per_submission_and_reviewer",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="recusal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.reviewer}"
