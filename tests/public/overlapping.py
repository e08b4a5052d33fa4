"""Places and rounds of a catalogue in which the values of every facet overlap."""

from catalogue.places.models import Community
from catalogue.rounds.models import SelectionRound
from tests.places.factories import CommunityFactory, real_province
from tests.rounds.factories import SelectionRoundFactory

PROVINCES = ["fujian", "hubei", "sichuan", "xinjiang"]


def overlapping_communities(chance):
    """Three communities of each province, each with a settlement by chance, or none."""
    return [
        CommunityFactory(
            street__county__province=real_province(slug),
            settlement=chance.choice(["", *Community.Settlement.values]),
        )
        for slug in PROVINCES
        for _ in range(3)
    ]


def rounds_shown_and_hidden():
    """Two rounds with results, one that is judged and one that is prepared."""
    return [
        SelectionRoundFactory(slug="national", announced=True),
        SelectionRoundFactory(slug="provincial", announced=True),
        SelectionRoundFactory(slug="judged", state=SelectionRound.State.JUDGING),
        SelectionRoundFactory(slug="prepared"),
    ]
