"""The call of a round: what stands before it opens."""

import datetime

from django.utils.translation import gettext as _

from catalogue.rounds.missing import Missing
from catalogue.rounds.models import SelectionRound


def missing_to_open(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """What the call lacks: places, a closing time to come, criteria and quotas."""
    found = []
    if not selection_round.places:
        found.append(_("Say how many methods are to be selected in all."))
    if selection_round.closes_at is None:
        found.append(_("Set the time at which submission closes."))
    elif selection_round.closes_at <= at:
        found.append(_("The time at which submission closes is over: set a later one."))
    if not selection_round.criteria.exists():
        found.append(_("Set the criteria by which submissions are judged."))
    if not selection_round.quotas.exists():
        found.append(_("Give the reporting bodies their quotas."))
    return [Missing(words) for words in found]
