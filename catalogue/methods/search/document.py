"""What of a method can be found, under which words, and in which field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_uppercase

from catalogue.marked_text import without_marks
from catalogue.methods.models import WorkMethod
from catalogue.methods.search.normalise import normalise
from catalogue.methods.search.pinyin import (
    sounds_of_place,
    sounds_of_text,
    spelled,
    title_order,
)
from catalogue.methods.search.place_names import Place, kind_words, names, whole_names
from catalogue.methods.search.stems import stem
from catalogue.methods.search.tokens import tokens, words

# In the order of their worth.
FIELDS = (
    "title", "summary", "problem", "steps", "results", "conditions", "themes",
    "community", "street", "county", "prefecture", "province",
)  # fmt: skip
PLACES = ("community", "street", "county", "prefecture", "province")
_REPEATED = {"themes", *PLACES}

# Each token stands plain, and once more with the letter of the worthiest field that
# holds it. Plain tokens are lower case, so these never collide.
LETTERS = dict(zip(FIELDS, ascii_uppercase, strict=False))
PINYIN, PINYIN_INSIDE = ascii_uppercase[len(FIELDS)], ascii_uppercase[len(FIELDS) + 1]
# Marks of what is no word of the text: the stem of a word, a whole name of a place.
STEM, WHOLE_NAME = "%", "="

_TEXTS = ("problem", "results")
_CONDITIONS = ("conditions", "cautions")
_STEP_TEXTS = ("title", "action", "who", "output", "caution")


@dataclass(frozen=True)
class Document:
    """One method as the search keeps it; all texts normalised."""

    method_id: int
    title: str
    title_order: str
    places: str
    # The texts of FIELDS.
    fields: list[str]
    tokens: set[str]


def documents_of(methods: Iterable[WorkMethod]) -> Iterator[Document]:
    """Needs methods with their places, themes and steps loaded."""
    often = _Often()
    return (_document_of(method, often) for method in methods)


def _document_of(method: WorkMethod, often: "_Often") -> Document:
    places = _places(method)
    texts = _texts(method)
    texts |= {
        name: [written for place in each for written in names(place)]
        for name, each in places.items()
    }
    fields = {name: _one_text(texts[name]) for name in FIELDS}
    return Document(
        method_id=method.pk,
        title=fields["title"],
        title_order=title_order(method.title_zh or method.title_en),
        places="\n".join(fields[name] for name in PLACES),
        fields=list(fields.values()),
        tokens=_tokens(fields, places, often),
    )


def _texts(method: WorkMethod) -> dict[str, list[str]]:
    """What is written of the method itself, by field."""
    steps, themes = method.steps.all(), method.themes.all()
    return {
        "title": _both(method, "title"),
        "summary": _both(method, "summary"),
        "problem": _both(method, "problem"),
        "steps": [
            t for step in steps for name in _STEP_TEXTS for t in _both(step, name)
        ],
        "results": _both(method, "results"),
        "conditions": [t for name in _CONDITIONS for t in _both(method, name)],
        "themes": [t for theme in themes for t in _both(theme, "name")],
    }


def _both(record: object, name: str) -> list[str]:
    texts = (getattr(record, f"{name}_{language}") for language in ("zh", "en"))
    return [without_marks(text) for text in texts if text]


def _one_text(texts: list[str]) -> str:
    """Normalised, one text a line, with single spaces inside."""
    return "\n".join(" ".join(normalise(text).split()) for text in texts)


def _places(method: WorkMethod) -> dict[str, list[Place]]:
    """By field; the reporting body is one of them, for it may be the Corps."""
    found: dict[str, list[Place]] = {name: [] for name in PLACES}
    found["province"].append(method.reporting_body)
    community = method.community
    if community is None:
        return found
    found["community"].append(community)
    found["county"].append(community.county)
    if community.street is not None:
        found["street"].append(community.street)
    if community.county.parent is not None:
        found["prefecture"].append(community.county.parent)
    if community.province != method.reporting_body:
        found["province"].append(community.province)
    return found


@dataclass(frozen=True)
class _PlaceMarks:
    """Under what a place is found besides the words of its names."""

    wholes: set[str]
    sounds: set[str]


class _Often:
    """What comes with many methods, worked out once: places, and words of short texts.

    Lives no longer than the methods loaded with it, so that no name grows old.
    """

    def __init__(self) -> None:
        self._places: dict[Place, _PlaceMarks] = {}
        self._words: dict[str, set[str]] = {}

    def marks(self, place: Place) -> _PlaceMarks:
        """Places are the same when their numbers are."""
        found = self._places.get(place)
        if found is None:
            found = self._places[place] = _marks(place)
        return found

    def words(self, text: str) -> set[str]:
        """The tokens and stems of names of places and themes."""
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = _words(text)
        return found


def _tokens(
    fields: dict[str, str], places: dict[str, list[Place]], often: _Often
) -> set[str]:
    plain: set[str] = set()
    found = set(_pinyin(sounds_of_text(fields["title"])))
    for name, text in fields.items():
        here = often.words(text) if name in _REPEATED else _words(text)
        found.update(map(LETTERS[name].__add__, here - plain))
        plain |= here
    for name, each in places.items():
        for place in each:
            marks = often.marks(place)
            found |= marks.sounds
            found |= {LETTERS[name] + WHOLE_NAME + whole for whole in marks.wholes}
    return plain | found


def _words(text: str) -> set[str]:
    return tokens(text) | {STEM + stem(word) for word in words(text)}


def _marks(place: Place) -> _PlaceMarks:
    sounds = set(_pinyin(sounds_of_place(place)))
    # As staff put it right.
    sounds |= {PINYIN + place.pinyin, PINYIN + place.pinyin_initials}
    return _PlaceMarks(whole_names(place) | kind_words(place), sounds)


def _pinyin(sounds: list[list[str]]) -> Iterator[str]:
    """From the first character and from each other."""
    for syllables in sounds:
        for start in range(len(syllables)):
            mark = PINYIN_INSIDE if start else PINYIN
            yield from (mark + each for each in spelled(syllables[start:]))
