"""Short names of communities, as titles and texts use them."""

import re

from pypinyin import lazy_pinyin

from catalogue.places.models import Community
from catalogue.rounds.demonstration.texts import Pair

_STEM = re.compile(r"^(.+?)(?:社区|居民委员会|居委会|$)")


def short_name(community: Community) -> Pair:
    """草厂社区居委会 is 草厂社区, in English Caochang Community."""
    found = _STEM.match(community.name)
    stem = found[1] if found else community.name
    return Pair(f"{stem}社区", community.name_en or f"{_romanised(stem)} Community")


def _romanised(stem: str) -> str:
    """The pinyin in one word, apostrophes before syllables that begin with a vowel."""
    syllables = lazy_pinyin(stem)
    joined = "".join(
        f"’{syllable}" if place and syllable[0] in "aeo" else syllable
        for place, syllable in enumerate(syllables)
    )
    return joined[:1].upper() + joined[1:]
