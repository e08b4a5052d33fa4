"""Which community of which reporting body tries what, drawn by the seed."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from catalogue.places.models import Community
from catalogue.rounds.demonstration.communities import drawn_communities
from catalogue.rounds.demonstration.errors import DemonstrationError
from catalogue.rounds.demonstration.names import short_name
from catalogue.rounds.demonstration.spread import Missing
from catalogue.rounds.demonstration.stock import Pattern, Stock
from catalogue.rounds.demonstration.writing import (
    Assignment,
    WrittenMethod,
    written_method,
)

SEED = "community work methods 2018"


@dataclass(frozen=True)
class Draft:
    """One record before it is saved."""

    reporting_body: str
    community: Community
    is_selected: bool
    text: WrittenMethod


def drafts(stock: Stock, missing: dict[str, Missing]) -> Iterator[Draft]:
    """The records that are missing, body by body; the same seed gives the same.

    Raises DemonstrationError when a reporting body has too few communities.
    """
    needed = {body: one.submitted for body, one in missing.items()}
    communities = drawn_communities(SEED, needed)
    patterns = _dealt(stock)
    used: Counter[str] = Counter()
    for body, one in missing.items():
        if len(communities[body]) < one.submitted:
            raise DemonstrationError(
                f"The register has too few residents’ committees of {body}: "
                f"{one.submitted} are needed."
            )
        selected = _drawn_places(body, one)
        for place, community in enumerate(communities[body]):
            assignment = Assignment(
                pattern := next(patterns),
                short_name(community),
                used[pattern.key],
                place in selected,
            )
            used[pattern.key] += 1
            text = written_method(stock, assignment, _generator(community.code))
            yield Draft(body, community, place in selected, text)


def _dealt(stock: Stock) -> Iterator[Pattern]:
    """Patterns without end. No body gets one twice while it has fewer records."""
    order = list(stock.patterns)
    _generator("patterns").shuffle(order)
    return cycle(order)


def _drawn_places(body: str, one: Missing) -> set[int]:
    return set(_generator(body).sample(range(one.submitted), one.selected))


def _generator(purpose: str) -> random.Random:
    # Not for secrets: the draws must be the same on every machine.
    return random.Random(f"{SEED}/{purpose}")  # noqa: S311
