import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.rounds.models.read_only_stages import written_only_in
from catalogue.rounds.models.review_group import GroupMember


@pghistory.track()
class Absence(models.Model):
    """That a member was not at the meeting of the group; the others were."""

    member = models.OneToOneField(
        GroupMember,
        on_delete=models.CASCADE,
        related_name="absence",
        verbose_name=_("member of a group"),
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    noted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("noted by")
    )
    noted_at = models.DateTimeField(_("noted at"), default=timezone.now)

    class Meta:
        verbose_name = _("absence from a group's meeting")
        verbose_name_plural = _("absences from groups' meetings")
        ordering = ["member"]
        default_permissions = ()
        triggers = [
            written_only_in(
                "group-consensus",
                by="member",
                name="absence_stays_once_the_stage_is_closed",
            )
        ]

    def __str__(self) -> str:
        return str(self.member)
