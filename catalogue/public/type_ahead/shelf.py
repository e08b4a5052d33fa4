"""Names of one kind, found by a part of what a reader has in mind."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from catalogue.methods.search.query import Term
from catalogue.public.type_ahead.lines import Lines

# A word that most names hold is looked at this often beside other words, no more.
_MOST_LOOKED_AT = 2_000


class Name(NamedTuple):
    """What one record is found by: as it is written, normalised, and as it is spoken.

    `syllables` are pinyin without tones, in lower case, with v for ü.
    """

    key: int | str
    chinese: str
    english: str
    syllables: Sequence[str]


class Shelf:
    """Names in the order in which they are offered, all kept as a few long texts."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._keys = [name.key for name in names]
        self._written = (
            Lines(name.chinese for name in names),
            Lines(name.english for name in names),
        )
        self._pinyin = Lines("".join(name.syllables) for name in names)
        # The same with a capital at the head of each syllable.
        self._heads = Lines(
            "".join(map(str.capitalize, name.syllables)) for name in names
        )
        self._initials = Lines(
            "".join(syllable[0] for syllable in name.syllables) for name in names
        )

    def find(self, terms: Sequence[Term], most: int) -> list[int | str]:
        """The keys of names that hold every term; those that begin with one first.

        A word of letters stands at the head of a word, or is pinyin or its initials
        from the head of a syllable.
        """
        lead, *others = sorted(terms, key=lambda term: -len(term.text))
        looked_at = islice(self._holding(lead), _MOST_LOOKED_AT)
        found: dict[int | str, None] = {}
        for number in looked_at:
            if all(self._holds(number, term) for term in others):
                found[self._keys[number]] = None
                if len(found) == most:
                    break
        return list(found)

    def _holding(self, term: Term) -> Iterator[int]:
        text = term.text
        for lines in self._written:
            yield from lines.beginning_with(text)
        if term.is_word_of_letters:
            yield from self._pinyin.beginning_with(text)
            yield from self._initials.beginning_with(text)
        for lines in self._written:
            for number, place in lines.holding(text):
                if _is_head(lines[number], place, term):
                    yield number
        if term.is_word_of_letters:
            for number, place in self._pinyin.holding(text):
                if not self._heads[number][place].islower():
                    yield number
            for number, _place in self._initials.holding(text):
                yield number

    def _holds(self, number: int, term: Term) -> bool:
        text = term.text
        for lines in self._written:
            line = lines[number]
            if any(_is_head(line, place, term) for place in _places(line, text)):
                return True
        if not term.is_word_of_letters:
            return False
        heads = self._heads[number]
        return text in self._initials[number] or any(
            not heads[place].islower() for place in _places(self._pinyin[number], text)
        )


def _is_head(line: str, place: int, term: Term) -> bool:
    """Whether a term may stand here: a word of letters only where a word begins."""
    if not place or not term.is_word_of_letters:
        return True
    before = line[place - 1]
    return not (before.isascii() and before.isalpha())


def _places(line: str, text: str) -> Iterator[int]:
    place = line.find(text)
    while place >= 0:
        yield place
        place = line.find(text, place + 1)
