"""Short names of communities, as titles and texts use them."""

import re

from catalogue.places.english import english_name
from catalogue.places.models import Community
from catalogue.rounds.demonstration.texts import Pair

_STEM = re.compile(r"^(.+?)(?:社区|居民委员会|居委会|$)")


def short_name(community: Community) -> Pair:
    """草厂社区居委会 is 草厂社区, in English Caochang Community."""
    found = _STEM.match(community.name)
    stem = found[1] if found else community.name
    chinese = f"{stem}社区"
    return Pair(chinese, community.name_en or english_name(chinese))
