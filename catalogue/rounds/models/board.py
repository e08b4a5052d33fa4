import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.rounds.models.read_only_stages import written_only_in
from catalogue.rounds.models.selection_round import SelectionRound
from catalogue.rounds.models.submission import Submission


@pghistory.track()
class BoardLine(models.Model):
    """Where the cut line of the places stands in the order of the board."""

    selection_round = models.OneToOneField(
        SelectionRound,
        on_delete=models.CASCADE,
        related_name="board_line",
        verbose_name=_("selection round"),
    )
    # So many from the top of the order are in, before swaps.
    places = models.PositiveSmallIntegerField(_("places above the line"))
    moved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("moved by")
    )
    moved_at = models.DateTimeField(_("moved at"), default=timezone.now)

    class Meta:
        verbose_name = _("cut line")
        verbose_name_plural = _("cut lines")
        default_permissions = ()
        triggers = [
            written_only_in(
                "inter-group-consensus",
                by="selection_round",
                name="board_line_stays_once_the_stage_is_closed",
            )
        ]

    def __str__(self) -> str:
        return str(self.places)


@pghistory.track()
class BoardSwap(models.Model):
    """One submission taken in from below the line, one taken out, or both, with why.

    One that was undone stays on record, and counts no more.
    """

    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.CASCADE,
        related_name="board_swaps",
        verbose_name=_("selection round"),
    )
    taken_in = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="swaps_in",
        verbose_name=_("taken in"),
    )
    taken_out = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="swaps_out",
        verbose_name=_("taken out"),
    )
    reason = models.TextField(_("reason"))
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    decided_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    undone_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undo_reason = models.TextField(_("why it was undone"), blank=True)

    class Meta:
        verbose_name = _("swap")
        verbose_name_plural = _("swaps")
        ordering = ["selection_round", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(taken_in=None, taken_out=None),
                name="board_swap_moves_something",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="board_swap_has_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by=None, undo_reason="")
                | (
                    models.Q(undone_at__isnull=False, undone_by__isnull=False)
                    & ~models.Q(undo_reason="")
                ),
                name="board_swap_is_undone_by_somebody_with_a_reason",
            ),
        ]
        triggers = [
            written_only_in(
                "inter-group-consensus",
                by="selection_round",
                name="board_swap_stays_once_the_stage_is_closed",
            )
        ]

    def __str__(self) -> str:
        return f"+ {self.taken_in or '–'}, − {self.taken_out or '–'}"
