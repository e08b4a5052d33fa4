from typing import Any, Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.rounds.models.assignment import Assignment
from catalogue.rounds.models.criterion import Criterion
from catalogue.rounds.models.read_only_stages import written_only_in
from catalogue.rounds.models.selection_round import SelectionRound

_AFTER_THE_STAGE = (
    SelectionRound.State.GROUP_CONSENSUS,
    SelectionRound.State.INTER_GROUP_CONSENSUS,
    SelectionRound.State.APPROVAL,
    SelectionRound.State.APPROVED,
    SelectionRound.State.ANNOUNCED,
)


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: User | AnonymousUser | Any) -> Self:
        """The own reviews; others only once the stage of independent review is closed.

        Then the members of a group read those of their group, and who runs rounds
        reads all.
        """
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        seen = models.Q(pk__in=[])
        closed = models.Q(
            assignment__submission__selection_round__state__in=_AFTER_THE_STAGE
        )
        if user.has_perm("rounds.run_round"):
            seen |= closed
        if user.has_perm("rounds.review_submissions"):
            own = models.Q(assignment__reviewer__account=user)
            group = models.Q(
                assignment__submission__group__members__reviewer__account=user
            )
            seen |= own | (closed & group)
        return self.filter(seen).distinct()


@pghistory.track()
class Review(models.Model):
    """What one reviewer finds of one submission, alone."""

    class Recommendation(models.TextChoices):
        RECOMMENDED = "recommended", _("Recommended")
        DOUBTFUL = "doubtful", _("Doubtful")
        NOT_RECOMMENDED = "not-recommended", _("Not recommended")

    assignment = models.OneToOneField(
        Assignment,
        on_delete=models.PROTECT,
        related_name="review",
        verbose_name=_("assignment"),
    )
    recommendation = models.CharField(
        _("recommendation"), max_length=16, choices=Recommendation, blank=True
    )
    reason = models.TextField(_("reason"), blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    # From which opened page it was written last, and which turn of that page it was: so
    # two windows do not write over each other, and a late turn over no later one.
    page = models.UUIDField(null=True, editable=False)
    turn = models.PositiveIntegerField(default=0, editable=False)
    # Empty while it is being written: a review counts once it is handed in.
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["assignment"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(handed_in_at=None)
                | (~models.Q(recommendation="") & ~models.Q(reason="")),
                name="review_handed_in_is_whole",
            )
        ]
        triggers = [
            written_only_in(
                "independent-review",
                by="assignment",
                name="review_stays_once_the_stage_is_closed",
            )
        ]

    def __str__(self) -> str:
        return str(self.assignment)


@pghistory.track()
class ReviewMark(models.Model):
    """The mark of one criterion in a review, with its reason."""

    review = models.ForeignKey(
        Review, on_delete=models.CASCADE, related_name="marks", verbose_name=_("review")
    )
    criterion = models.ForeignKey(
        Criterion,
        on_delete=models.PROTECT,
        related_name="marks",
        verbose_name=_("criterion"),
    )
    mark = models.PositiveSmallIntegerField(_("mark"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["review", "criterion__position", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["review", "criterion"], name="mark_once_per_criterion"
            )
        ]
        triggers = [
            written_only_in(
                "independent-review",
                by="review",
                name="mark_stays_once_the_stage_is_closed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.mark}"
