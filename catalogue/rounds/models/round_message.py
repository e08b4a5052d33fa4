import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.rounds.models.selection_round import SelectionRound


@pghistory.track()
class RoundMessage(models.Model):
    """An e-mail of a round to one person: held until it is released, then sent."""

    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.PROTECT,
        related_name="messages",
        verbose_name=_("selection round"),
    )
    to = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("to")
    )
    # What it is about, so that nobody is written to twice for the same thing in a day.
    about = models.SlugField(_("about"), max_length=40, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"), default=timezone.now)
    released_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    failure = models.CharField(_("why it was not sent"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("message of a round")
        verbose_name_plural = _("messages of rounds")
        ordering = ["selection_round", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(released_at__isnull=False),
                name="round_message_is_released_before_it_is_sent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
