"""Submissions of one round that resemble each other, whichever bodies sent them.

A reporting body sees its own methods and published ones alone; who runs the round sees
here what two bodies sent, before anybody judges it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.functional import Promise

from catalogue.methods.duplicates import keys_of_titles
from catalogue.places.names import folded
from catalogue.rounds.models import SelectionRound, Submission
from catalogue.rounds.redacting import last_texts

# What stands between two marks; where it is shorter, it is the same by chance.
_MARKS = re.compile(r"[，。；：！？,.;:!?\n]+")
_LONG_ENOUGH = {"_zh": 8, "_en": 30}
# What more texts than these say is the language of the field.
_COMMON = 6
# Of the shorter text, in percent: from here on two are alike.
_FROM = 15
# In characters: shorter texts are alike by their shortness.
_SHORTEST = 40
_NOT_TEXT = frozenset({"title_zh", "title_en", "caption_zh", "caption_en"})

Pair = tuple[int, int]


@dataclass(frozen=True)
class Alike:
    """Two submissions, why their titles are alike, and how much of the text is shared.

    `percent` is of the shorter text; 0 where hardly anything is.
    """

    one: Submission
    other: Submission
    reasons: list[Promise]
    percent: int

    @property
    def order(self) -> tuple[bool, int, int, int]:
        return (not self.reasons, -self.percent, self.one.pk, self.other.pk)


def alike_in(selection_round: SelectionRound) -> list[Alike]:
    """The pairs of a round that resemble each other, alike titles first.

    Titles and texts are those that were submitted. Two queries.
    """
    contents = {pk: text.content for pk, text in last_texts(selection_round).items()}
    rows = selection_round.submissions.select_related("method", "reporting_body")
    submissions = rows.in_bulk(list(contents))
    reasons, percents = _titles(contents), _shared(contents)
    found = [
        Alike(
            submissions[one],
            submissions[other],
            reasons.get((one, other), []),
            percents.get((one, other), 0),
        )
        for one, other in reasons.keys() | percents.keys()
    ]
    return sorted(found, key=lambda each: each.order)


def _titles(contents: Mapping[int, Mapping[str, Any]]) -> dict[Pair, list[Promise]]:
    """The pairs whose titles are the same or have the same number, with which it is."""
    by_key: dict[Any, list[int]] = defaultdict(list)
    words: dict[Any, Promise] = {}
    for pk, content in contents.items():
        for key, reason in keys_of_titles(content["title_zh"], content["title_en"]):
            by_key[key].append(pk)
            words[key] = reason
    found: dict[Pair, list[Promise]] = defaultdict(list)
    for key, numbers in by_key.items():
        for pair in combinations(sorted(numbers), 2):
            if words[key] not in found[pair]:
                found[pair].append(words[key])
    return found


def _shared(contents: Mapping[int, Mapping[str, Any]]) -> dict[Pair, int]:
    """The pairs that share enough of their texts, each with how much in percent."""
    texts = {pk: set(_clauses(_strings(content))) for pk, content in contents.items()}
    sizes = {pk: sum(map(len, clauses)) for pk, clauses in texts.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for pk, clauses in texts.items():
        for clause in clauses:
            holders[clause].append(pk)
    shared: Counter[Pair] = Counter()
    for clause, numbers in holders.items():
        if 1 < len(numbers) <= _COMMON:
            for pair in combinations(sorted(numbers), 2):
                shared[pair] += len(clause)
    found = {}
    for (one, other), size in shared.items():
        shorter = min(sizes[one], sizes[other])
        percent = 100 * size // shorter
        if shorter >= _SHORTEST and percent >= _FROM:
            found[one, other] = percent
    return found


def _strings(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a content that a reader reads, with the ending of its name."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _strings(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each, name)
    elif isinstance(value, str) and name not in _NOT_TEXT and name[-3:] in _LONG_ENOUGH:
        yield name[-3:], value


def _clauses(strings: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What stands between two marks, whatever the spaces and the case."""
    for ending, text in strings:
        for clause in _MARKS.split(text):
            plain = folded(clause)
            if len(plain) >= _LONG_ENOUGH[ending]:
                yield plain
