"""Matching keys: one place of several spellings has one key.

A committee is written 军门社区, 军门社区居委会 or 军门社区居民委员会. The key is the
stem and, apart, the type: 社区 or 村. The name that is shown is never changed.
"""

import re
import unicodedata
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

RESIDENTS, VILLAGE = "社区", "村"

# The type stays in the key: without it 6,303 communities of the register share their
# stem with another of the same street.
_COMMITTEE = re.compile(r"(居|村)(?:民委员会|委会)$")
_DIVISION_ENDING = re.compile(
    r"(?:自治[州县旗]|地区|特区|新区|[市区县旗盟]|街道(?:办事处)?|镇|乡|苏木)$"
)
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
# Nor does a name hold what a database cannot store.
_SPACE = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff]+")


class MatchingKey(NamedTuple):
    """What the spellings of one name have in common; the type may be empty."""

    stem: str
    type: str


def folded(text: str) -> str:
    """The text in NFKC, without spaces, its letters A to Z in lower case."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).translate(_LOWER)


def matching_key(name: str) -> MatchingKey:
    """The key under which a community's name is compared, whatever its spelling.

    A residents' committee in a village is not its villagers' committee: 顾村居委会 is
    顾村社区, 顾村村委会 is 顾村.
    """
    text = folded(name)
    committee = _COMMITTEE.search(text, 1)
    if committee:
        text = text[: committee.start()]
    if text.endswith(RESIDENTS) and text != RESIDENTS:
        return MatchingKey(text.removesuffix(RESIDENTS), RESIDENTS)
    if committee and committee[1] == "居":
        return MatchingKey(text, RESIDENTS)
    if text.endswith(VILLAGE) and text != VILLAGE:
        return MatchingKey(text.removesuffix(VILLAGE), VILLAGE)
    return MatchingKey(text, VILLAGE if committee else "")


def division_stem(name: str) -> str:
    """The name of a division or street without its kind; 蔚县 keeps it, being short."""
    text = folded(name)
    stem = _DIVISION_ENDING.sub("", text)
    return stem if len(stem) > 1 else text
