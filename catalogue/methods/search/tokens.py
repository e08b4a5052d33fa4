"""Cut a normalised text into the tokens that the index holds.

A run of Chinese characters and digits gives each of them and each two neighbours, a run
of letters the whole word; where two runs touch, the pair across the border is a token
too (i站), and so is the pair across a sign between runs of characters (工 志 in
社工、志愿者). So any two characters that stand together are found by one exact look-up.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import add

from catalogue.methods.search.normalise import CHINESE_RANGES

# A word longer than this is no word; it would only make the index large.
LONGEST_WORD = 40

_CHINESE = "".join(f"{chr(first)}-{chr(last)}" for first, last in CHINESE_RANGES)
_LETTERS = rf"[^\W\d_{_CHINESE}]+"
_RUNS = re.compile(rf"(?P<signs>[0-9{_CHINESE}]+)|(?P<letters>{_LETTERS})")
_WORDS = re.compile(_LETTERS)


def tokens(normalised: str) -> set[str]:
    """All tokens of a normalised text."""
    found: set[str] = set()
    for line in normalised.split("\n"):
        in_line = list(runs(line))
        found.update(borders(in_line))
        for kind, run, _place in in_line:
            if kind == "letters":
                found.add(run[:LONGEST_WORD])
            else:
                found.update(run, pairs(run))
    return found


def runs(normalised: str) -> Iterator[tuple[str, str, int]]:
    """Each run as kind (signs or letters), text and place."""
    for match in _RUNS.finditer(normalised):
        yield str(match.lastgroup), match.group(), match.start()


def words(normalised: str) -> list[str]:
    """The words of letters in a normalised text."""
    return _WORDS.findall(normalised)


def pairs(run: str) -> list[str]:
    """Each two neighbours of a run."""
    return list(map(add, run, run[1:]))


def borders(found: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    """The pairs across the borders of runs; with a space where they do not touch."""
    for (kind, run, place), (next_kind, following, next_place) in pairwise(found):
        if place + len(run) == next_place:
            yield run[-1] + following[0]
        elif kind == next_kind == "signs":
            yield f"{run[-1]} {following[0]}"
