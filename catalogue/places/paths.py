"""Paths of places: what tells one from the others of its name."""

from typing import NamedTuple

from catalogue.bilingual import LocalText
from catalogue.places.models.community import Community
from catalogue.places.models.division import Division
from catalogue.places.models.province import Province
from catalogue.places.models.street import Street

_ARROW = " › "


class Level(NamedTuple):
    """One step of a path: what is shown and the place itself."""

    label: LocalText
    place: Province | Division | Street | Community


def path(community: Community) -> list[Level]:
    """From the province to the community."""
    levels = _above(community.county, community.province)
    if community.street is not None:
        levels.append(Level(community.street.name, community.street))
    return [*levels, Level(community.local_name, community)]


def path_of_street(street: Street) -> list[Level]:
    """From the province to the street.

    Streets of Dongguan, Zhongshan and Danzhou stand directly under the city.
    """
    return [*path_of_division(street.county), Level(street.name, street)]


def path_of_division(division: Division) -> list[Level]:
    """From the province to the division.

    Counties of Beijing, Tianjin, Shanghai and Chongqing stand directly under them.
    """
    return _above(division, division.province)


def in_one_line(levels: list[Level]) -> str:
    """The labels of a path, the province first."""
    return _ARROW.join(level.label for level in levels)


def _above(division: Division, province: Province) -> list[Level]:
    levels = [Level(province.short_name, province)]
    if division.parent is not None:
        levels.append(Level(division.parent.name, division.parent))
    return [*levels, Level(division.name, division)]
