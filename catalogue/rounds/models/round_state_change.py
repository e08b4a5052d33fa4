import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.rounds.models.read_only_stages import never_changed
from catalogue.rounds.models.selection_round import SelectionRound


@pghistory.track(pghistory.InsertEvent())
class RoundStateChange(models.Model):
    """Who moved a round from which state to which, when, and why."""

    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.PROTECT,
        related_name="state_changes",
        verbose_name=_("selection round"),
    )
    from_state = models.CharField(
        _("state before"), max_length=24, choices=SelectionRound.State
    )
    to_state = models.CharField(
        _("state after"), max_length=24, choices=SelectionRound.State
    )
    changed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("change of state of a round")
        verbose_name_plural = _("changes of state of rounds")
        ordering = ["selection_round", "pk"]
        default_permissions = ()
        triggers = [never_changed("round_state_change_stays")]

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"
