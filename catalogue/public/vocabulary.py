"""The values that a list of methods can be filtered by, with their names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from catalogue.methods.models import MethodCharacteristic, Theme, WorkMethod
from catalogue.places.models import Community, Province
from catalogue.public.outcomes import LABELS
from catalogue.public.written_numbers import may_be_number
from catalogue.rounds.models import SelectionRound

# The name of every value a parameter takes, in the order of the page.
Names = Mapping[str, str]

# Ten pages of communities in one address are more than anybody means.
MOST_COMMUNITIES = 50


@dataclass(frozen=True)
class Vocabulary:
    """What is in the database for the parameters whose values are rows."""

    provinces: tuple[Province, ...]
    themes: tuple[Theme, ...]
    rounds: tuple[SelectionRound, ...]
    communities: tuple[Community, ...] = ()

    @property
    def reporting_bodies(self) -> list[Province]:
        return [province for province in self.provinces if province.is_reporting_body]

    def with_communities(self, numbers: Iterable[str]) -> Self:
        """The same, with the communities of these numbers: a query if there are any."""
        wanted = [int(text) for text in numbers if may_be_number(text)]
        if not wanted:
            return self
        found = Community.objects.real().filter(number__in=wanted[:MOST_COMMUNITIES])
        return replace(self, communities=tuple(found))

    def merged_communities(self) -> dict[str, str]:
        """By the number of each that went into another one, the number of that."""
        return {
            str(each.number): str(each.merged_into_id)
            for each in self.communities
            if each.merged_into_id is not None
        }

    def names(self) -> dict[str, Names]:
        """By parameter, the values it takes; in the page's language."""
        return {
            "outcome": {code: str(label) for code, label in LABELS.items()},
            "theme": {theme.slug: theme.name for theme in self.themes},
            "region": _texts(Province.Region.choices),
            "province": {each.slug: each.short_name for each in self.reporting_bodies},
            "kind": _texts(WorkMethod.Kind.choices),
            "round": {each.slug: each.title for each in self.rounds},
            "settlement": _texts(Community.Settlement.choices),
            "characteristic": _texts(MethodCharacteristic.Characteristic.choices),
            "community": {
                str(each.number): each.local_name for each in self.communities
            },
        }


def load_vocabulary() -> Vocabulary:
    """Read the vocabulary of this moment in three queries."""
    return Vocabulary(
        provinces=tuple(Province.objects.all()),
        themes=tuple(Theme.objects.all()),
        rounds=tuple(SelectionRound.objects.public().select_related("province")),
    )


def _texts(choices: Iterable[tuple[str, object]]) -> dict[str, str]:
    return {value: str(label) for value, label in choices}
