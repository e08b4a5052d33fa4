"""What of a method can be found, under which words, and in which field."""

from collections.abc import Iterator
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
    tokens: list[str]


def document_of(method: WorkMethod) -> Document:
    """Needs the method with its place, themes and steps loaded."""
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
        tokens=sorted(_tokens(fields, places)),
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


def _tokens(fields: dict[str, str], places: dict[str, list[Place]]) -> set[str]:
    plain: set[str] = set()
    found: set[str] = set()
    for name, text in fields.items():
        here = tokens(text) | {STEM + stem(word) for word in words(text)}
        found |= {LETTERS[name] + token for token in here - plain}
        plain |= here
    for name, each in places.items():
        wholes = (whole_names(place) | kind_words(place) for place in each)
        found |= {LETTERS[name] + WHOLE_NAME + w for whole in wholes for w in whole}
    return plain | found | set(_pinyin(fields["title"], places))


def _pinyin(title: str, places: dict[str, list[Place]]) -> Iterator[str]:
    """Of a title and of every place, from the first character and from each other."""
    flat = [place for each in places.values() for place in each]
    sounds = sounds_of_text(title)
    for place in flat:
        sounds += sounds_of_place(place)
        # As staff put it right.
        yield PINYIN + place.pinyin
        yield PINYIN + place.pinyin_initials
    for syllables in sounds:
        for start in range(len(syllables)):
            mark = PINYIN_INSIDE if start else PINYIN
            yield from (mark + each for each in spelled(syllables[start:]))
