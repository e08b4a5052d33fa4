import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.bilingual import Bilingual
from catalogue.rounds.models.read_only_stages import never_changed
from catalogue.rounds.models.selection_round import SelectionRound
from catalogue.rounds.models.submission import Submission


@pghistory.track(pghistory.InsertEvent())
class Approval(models.Model):
    """Who above the panel approved which list, when; the list as it was approved.

    The last approval of a round counts; an earlier one was given up by going back.
    """

    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.PROTECT,
        related_name="approvals",
        verbose_name=_("selection round"),
    )
    approved_by = models.CharField(
        _("approved by"),
        max_length=120,
        help_text=_("The leader or the meeting that approved, with the office."),
    )
    approved_on = models.DateField(_("approved on"))
    document = models.CharField(_("document or minutes"), max_length=200, blank=True)
    # As `catalogue.rounds.approving` writes it: the list in official order.
    selected_list = models.JSONField(_("list"))
    digest = models.CharField(_("SHA-256 of the list"), max_length=64)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["selection_round", "pk"]
        get_latest_by = "pk"
        default_permissions = ()
        triggers = [never_changed("approval_stays")]

    def __str__(self) -> str:
        return f"{self.approved_by}, {self.approved_on}"


@pghistory.track(pghistory.InsertEvent())
class Amendment(models.Model):
    """A dated correction of an announced result; the announcement itself stays."""

    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.PROTECT,
        related_name="amendments",
        verbose_name=_("selection round"),
    )
    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("submission"),
    )
    outcome = models.CharField(
        _("outcome from now on"),
        max_length=10,
        choices=Submission.Outcome,
        blank=True,
    )
    dated = models.DateField(_("date"))
    text_zh = models.TextField(_("text in Chinese"))
    text_en = models.TextField(_("text in English"), blank=True)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)

    text = Bilingual("text")

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["selection_round", "dated", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="") | models.Q(submission__isnull=False),
                name="amendment_of_an_outcome_names_the_submission",
            )
        ]
        triggers = [never_changed("amendment_stays")]

    def __str__(self) -> str:
        return f"{self.dated}: {self.text_zh[:40]}"
