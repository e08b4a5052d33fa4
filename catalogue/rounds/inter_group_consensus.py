"""The third stage of judging: the groups agree on the places."""

import datetime
from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.rounds.missing import Missing
from catalogue.rounds.models import GroupConsensus, SelectionRound, Submission
from catalogue.rounds.submitting import submitted

State = Submission.State


def recommended(selection_round: SelectionRound) -> list[int]:
    """The submissions that are in: those above the cut line, with all swaps made.

    The order is that of the groups: all first places, then all second ones. Among
    equal ranks the order of the groups decides where the line falls.
    """
    line = getattr(selection_round, "board_line", None)
    proposed = (
        submitted(selection_round)
        .filter(consensus__result=GroupConsensus.Result.PROPOSED)
        .order_by("consensus__rank", "group__position", "pk")
        .values_list("pk", flat=True)
    )
    chosen = list(proposed[: line.places]) if line else []
    for swap in selection_round.board_swaps.order_by("pk"):
        if swap.taken_out_id in chosen:
            chosen.remove(swap.taken_out_id)
        if swap.taken_in_id is not None and swap.taken_in_id not in chosen:
            chosen.append(swap.taken_in_id)
    return chosen


def missing_to_close(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """What the board lacks: as many recommended as there are places, no more."""
    number, places = len(recommended(selection_round)), selection_round.places or 0
    if number == 0:
        return [Missing(_("Draw the cut line: nothing is recommended."))]
    if number > places:
        words = ngettext(
            "%(count)d more is recommended than there are places.",
            "%(count)d more are recommended than there are places.",
            number - places,
        )
        return [Missing(words % {"count": number - places})]
    return []


def recommend(selection_round: SelectionRound) -> None:
    """Write down for each submission whether the board recommends it."""
    chosen: Collection[int] = recommended(selection_round)
    rest = submitted(selection_round).exclude(pk__in=chosen)
    rest.update(state=State.NOT_RECOMMENDED)
    submitted(selection_round).update(state=State.RECOMMENDED)


def take_recommendation_back(selection_round: SelectionRound) -> None:
    """Nothing is recommended: the board is open again."""
    selection_round.submissions.filter(
        state__in=[State.RECOMMENDED, State.NOT_RECOMMENDED]
    ).update(state=State.SUBMITTED)
