"""Paths of communities: what tells one from the others of its name."""

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
    """From the province to the community.

    Counties of Beijing, Tianjin, Shanghai and Chongqing stand directly under them, and
    streets of Dongguan, Zhongshan and Danzhou directly under the city.
    """
    levels = [Level(community.province.short_name, community.province)]
    if community.county.parent is not None:
        levels.append(Level(community.county.parent.name, community.county.parent))
    levels.append(Level(community.county.name, community.county))
    if community.street is not None:
        levels.append(Level(community.street.name, community.street))
    return [*levels, Level(community.local_name, community)]


def path_text(community: Community) -> str:
    """The labels of the path in one line, the province first."""
    return _ARROW.join(level.label for level in path(community))
