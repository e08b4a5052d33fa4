"""What of a method can be found, and under which words."""

from collections.abc import Iterator
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from catalogue.methods.models import WorkMethod
from catalogue.methods.search.normalise import normalise
from catalogue.methods.search.tokens import runs, tokens
from catalogue.places.models import Community, Division, Province, Street

# Prefixes of tokens; plain tokens are lower case, so these never collide.
IN_TITLE = "T"
IN_SUMMARY = "S"
PINYIN = "P"

_TEXTS = ("problem", "conditions", "results", "cautions")
_STEP_TEXTS = ("title", "action", "who", "output", "caution")
_LONGEST_PINYIN_RUN = 20

Place = Province | Division | Street | Community


@dataclass(frozen=True)
class Document:
    """One method as the search keeps it; all texts normalised."""

    method_id: int
    title: str
    summary: str
    whole: str
    tokens: list[str]


def document_of(method: WorkMethod) -> Document:
    """Needs the method with its place, themes and steps loaded."""
    title = _both(method, "title")
    summary = _both(method, "summary")
    places = list(_places(method))
    rest = [
        *(_both(method, name) for name in _TEXTS[:1]),
        *(_both(step, name) for step in method.steps.all() for name in _STEP_TEXTS),
        *(_both(method, name) for name in _TEXTS[1:]),
        *(_both(theme, "name") for theme in method.themes.all()),
        *(" ".join(_names(place)) for place in places),
    ]
    whole = "\n".join(map(normalise, [title, summary, *filter(None, rest)]))
    normal_title, normal_summary = normalise(title), normalise(summary)
    found = tokens(whole) | set(_pinyin(normal_title, places))
    found |= {IN_TITLE + token for token in tokens(normal_title)}
    found |= {IN_SUMMARY + token for token in tokens(normal_summary)}
    return Document(method.pk, normal_title, normal_summary, whole, sorted(found))


def _both(record: object, name: str) -> str:
    texts = (getattr(record, f"{name}_{language}") for language in ("zh", "en"))
    return "\n".join(filter(None, texts))


def _places(method: WorkMethod) -> Iterator[Place]:
    """From the community up; the reporting body too, for it may be the Corps."""
    community = method.community
    if community is not None:
        yield community
        if community.street is not None:
            yield community.street
        yield community.county
        if community.county.parent is not None:
            yield community.county.parent
        yield community.province
    yield method.reporting_body


def _names(place: Place) -> Iterator[str]:
    """Every way in which a reader may write the place."""
    if isinstance(place, Community):
        yield place.name
        yield str(place.local_name_en)
        return
    yield place.name_zh
    yield place.name_en
    if isinstance(place, Province):
        yield place.short_name_zh
        yield place.short_name_en


def _pinyin(title: str, places: list[Place]) -> Iterator[str]:
    """Full pinyin and initials, from every character of a title and of each place."""
    for kind, run, _place in runs(title):
        if kind == "chinese":
            yield from _suffixes(lazy_pinyin(run[:_LONGEST_PINYIN_RUN]))
    for place in places:
        yield PINYIN + place.pinyin
        yield PINYIN + place.pinyin_initials


def _suffixes(syllables: list[str]) -> Iterator[str]:
    for start in range(len(syllables)):
        yield PINYIN + "".join(syllables[start:])
        yield PINYIN + "".join(syllable[0] for syllable in syllables[start:])
