"""Questions to the index, as PostgreSQL writes them (tsquery)."""

from collections.abc import Iterable, Iterator

from catalogue.methods.search.document import (
    FIELDS,
    LETTERS,
    PINYIN,
    PINYIN_INSIDE,
    PLACES,
    STEM,
    WHOLE_NAME,
)
from catalogue.methods.search.place_names import KIND_WORDS
from catalogue.methods.search.query import Term
from catalogue.methods.search.stems import stem
from catalogue.methods.search.tokens import LONGEST_WORD, borders, pairs

_WHOLE_NAMES = [LETTERS[name] + WHOLE_NAME for name in PLACES]
_SOUNDS = (PINYIN, PINYIN_INSIDE)
# With which marks a word may stand in the index, the best first: in a field, in that of
# a place first as its whole name, and last in the sound of a name.
CLASSES = (
    *(
        mark
        for name, letter in LETTERS.items()
        for mark in ([letter + WHOLE_NAME, letter] if name in PLACES else [letter])
    ),
    *_SOUNDS,
)
CLASS_OF_FIELD = [CLASSES.index(LETTERS[name]) for name in FIELDS]
_KIND_WORDS = frozenset[str]().union(*KIND_WORDS.values())


def units_of(term: Term, *, is_alone: bool = True) -> list["Unit"]:
    """All that a text must hold in order to hold the term.

    Beside other terms an English word such as "city" may be the kind of the place.
    """
    found = [Unit(pair) for pair in borders(term.runs)]
    for position, (kind, run, _place) in enumerate(term.runs):
        if kind == "signs":
            found += [Unit(token) for token in (pairs(run) or [run])]
        elif position or not _is_followed(term):
            found.append(Word(run[:LONGEST_WORD], is_alone=is_alone))
    return found


def _is_followed(term: Term) -> bool:
    """Whether the first run touches the next one: then it may be the end of a word."""
    return len(term.runs) > 1 and len(term.runs[0][1]) == term.runs[1][2]


class Unit:
    """One token of a text."""

    def __init__(self, token: str) -> None:
        self.token = token

    def anywhere(self) -> str:
        """It stands in some field."""
        return lexeme(self.token)

    def in_class(self, mark: str) -> str:
        """This is one of the CLASSES in which it stands; empty: it never is."""
        return "" if mark in _SOUNDS else lexeme(mark + self.token)


class Word(Unit):
    """A word of letters: the beginning of a word, a form of it, or pinyin."""

    def __init__(self, token: str, *, is_alone: bool) -> None:
        super().__init__(token)
        self._stem = stem(token)
        self._is_kind_of_place = not is_alone and token in _KIND_WORDS

    def anywhere(self) -> str:
        found = [
            f"{lexeme(self.token)}:*",
            lexeme(STEM + self._stem),
            *(f"{lexeme(sound + self.token)}:*" for sound in _SOUNDS),
        ]
        if self._is_kind_of_place:
            found.append(place_named(self.token))
        return one_of(found)

    def in_class(self, mark: str) -> str:
        if mark in _WHOLE_NAMES:
            return lexeme(mark + self.token) if self._is_kind_of_place else ""
        return one_of(
            [f"{lexeme(mark + self.token)}:*", lexeme(mark + STEM + self._stem)]
        )


class PlacePath(Unit):
    """Names of places, written one after the other: 福州市鼓楼区军门."""

    def __init__(self, names: list[str]) -> None:
        super().__init__("".join(names))
        self._names = names

    def anywhere(self) -> str:
        return all_of(map(place_named, self._names))

    def in_class(self, mark: str) -> str:
        """Its class is that of the last place."""
        if mark not in _WHOLE_NAMES:
            return ""
        *above, last = self._names
        return all_of([*map(place_named, above), lexeme(mark + last)])


def place_named(name: str) -> str:
    """A place has this whole name."""
    return one_of(lexeme(mark + name) for mark in _WHOLE_NAMES)


def all_of(questions: Iterable[str]) -> str:
    return " & ".join(_bracketed(questions))


def one_of(questions: Iterable[str]) -> str:
    return " | ".join(_bracketed(questions))


def _bracketed(questions: Iterable[str]) -> Iterator[str]:
    return (f"({each})" for each in questions)


def lexeme(token: str) -> str:
    """A token as PostgreSQL writes it inside a question."""
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
