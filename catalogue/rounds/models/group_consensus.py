import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.rounds.models.read_only_stages import written_only_in
from catalogue.rounds.models.review_group import GroupMember
from catalogue.rounds.models.submission import Submission


@pghistory.track()
class GroupConsensus(models.Model):
    """What a group agreed on for one submission, with its reasons and its rank."""

    class Result(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        NOT_PROPOSED = "not-proposed", _("Not proposed")

    submission = models.OneToOneField(
        Submission,
        on_delete=models.PROTECT,
        related_name="consensus",
        verbose_name=_("submission"),
    )
    result = models.CharField(_("result"), max_length=12, choices=Result)
    reason = models.TextField(_("reason"))
    # The place in the group's own order, from 1; only of what is proposed.
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    took_part = models.ManyToManyField(
        GroupMember,
        through="TookPart",
        related_name="consensuses",
        verbose_name=_("took part"),
    )
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)

    class Meta:
        verbose_name = _("group consensus")
        verbose_name_plural = _("group consensuses")
        ordering = ["submission"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="group_consensus_has_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(rank=None)
                | models.Q(rank__gte=1, result="proposed"),
                name="group_consensus_ranks_what_is_proposed",
            ),
        ]
        triggers = [
            written_only_in(
                "group-consensus",
                by="submission",
                name="group_consensus_stays_once_the_stage_is_closed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.get_result_display()}"


@pghistory.track()
class TookPart(models.Model):
    """That a member took part in the consensus on one submission."""

    consensus = models.ForeignKey(
        GroupConsensus, on_delete=models.CASCADE, related_name="participants"
    )
    member = models.ForeignKey(
        GroupMember, on_delete=models.PROTECT, related_name="participations"
    )

    class Meta:
        verbose_name = _("participant of a consensus")
        verbose_name_plural = _("participants of a consensus")
        ordering = ["consensus", "member"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["consensus", "member"], name="took_part_once"
            )
        ]
        triggers = [
            written_only_in(
                "group-consensus",
                by="consensus",
                name="took_part_stays_once_the_stage_is_closed",
            )
        ]

    def __str__(self) -> str:
        return str(self.member)
