"""The second stage of judging: each group agrees."""

import datetime

from django.utils.translation import ngettext

from catalogue.rounds.missing import Missing
from catalogue.rounds.models import SelectionRound
from catalogue.rounds.submitting import submitted


def missing_to_close(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """The submissions on which the groups have not agreed."""
    undecided = submitted(selection_round).filter(consensus=None).count()
    if not undecided:
        return []
    words = ngettext(
        "%(count)d submission has no result of its group.",
        "%(count)d submissions have no result of their group.",
        undecided,
    )
    return [Missing(words % {"count": undecided})]
