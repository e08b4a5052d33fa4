"""Generated methods, as many as wanted: the patterns of the demonstration records."""

import random
from collections.abc import Iterator
from itertools import cycle, islice

from django.db import transaction

from catalogue.methods.models import WorkMethod
from catalogue.methods.search.index import index_methods
from catalogue.places.models import Community
from catalogue.rounds.demonstration.drafting import Draft
from catalogue.rounds.demonstration.names import short_name
from catalogue.rounds.demonstration.records import save_drafts
from catalogue.rounds.demonstration.stock_files import read_stock
from catalogue.rounds.demonstration.writing import Assignment, written_method
from catalogue.rounds.models import SelectionRound

SEED = "bench of community work methods"
_COMMUNITIES = 2_000
_AT_ONCE = 500


def fill_up(number: int) -> Iterator[int]:
    """Add generated methods until so many are published; yields how many there are.

    The same number gives the same methods. Each step is saved before the next.
    """
    there = WorkMethod.objects.published().count()
    selection_round = SelectionRound.objects.get(slug="national-2018")
    drafts = islice(_drafts(), there, max(number, there))
    while chunk := list(islice(drafts, _AT_ONCE)):
        with transaction.atomic():
            numbers = save_drafts(selection_round, chunk)
            index_methods(numbers)
        there += len(chunk)
        yield there


def _drafts() -> Iterator[Draft]:
    stock = read_stock()
    patterns = cycle(stock.patterns)
    for place, community in enumerate(cycle(_communities())):
        # Not for secrets: the draws must be the same on every machine.
        chance = random.Random(f"{SEED}/{place}")  # noqa: S311
        is_selected = chance.random() < 0.1
        assignment = Assignment(
            next(patterns), short_name(community), place, is_selected
        )
        text = written_method(stock, assignment, chance)
        yield Draft(community.reporting_body_id, community, is_selected, text)


def _communities() -> list[Community]:
    """Residents' committees from all over the country, in the order of their codes."""
    residents = (
        Community.objects.findable()
        .filter(committee_kind=Community.CommitteeKind.RESIDENTS)
        .exclude(code="")
        .order_by("code")
    )
    step = max(1, residents.count() // _COMMUNITIES)
    return list(residents[::step])
