"""Pinyin of titles and places: what is found by sound, and how titles are ordered."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pypinyin import Style, lazy_pinyin

from catalogue.methods.search.normalise import normalise
from catalogue.methods.search.place_names import Place, names
from catalogue.methods.search.tokens import runs
from catalogue.places.pinyin import syllables_of

_LONGEST_RUN = 20


# A sign without a reading stands for itself. The types of pypinyin know strings only.
_signs: Any = list


def sounds_of_text(normalised: str) -> list[list[str]]:
    """The syllables of each run of Chinese characters in a text."""
    return [
        [_without_tone(sound) for sound in _sounds(run)[:_LONGEST_RUN]]
        for kind, run, _place in runs(normalised)
        if kind == "signs"
    ]


def sounds_of_place(place: Place) -> list[list[str]]:
    """The syllables of its name, read as places are."""
    return [syllables_of(normalise(names(place)[0]))]


def spelled(syllables: list[str]) -> Iterator[str]:
    """Full pinyin and initials as a reader types them; ü is typed v and u."""
    if not syllables:
        return
    full = "".join(syllables).replace("ü", "v")
    yield full
    yield "".join(syllable[0] for syllable in syllables)
    if "v" in full:
        yield full.replace("v", "u")


def title_order(title: str) -> str:
    """A text that stands in the order of the alphabet where the title should stand.

    Chinese characters by syllable, tone and character; signs do not count.
    """
    keys: list[str] = []
    for kind, run, _place in runs(normalise(title)):
        if kind == "letters":
            keys.append(run)
            continue
        for character, sound in zip(run, _sounds(run), strict=True):
            keys.append(sound if sound == character else f"{sound}{character}")
    return " ".join(keys)


# A title is asked for its sounds and for its order, one after the other.
@lru_cache(maxsize=1_000)
def _sounds(run: str) -> list[str]:
    """One for each character, with its tone; a digit stands for itself."""
    return lazy_pinyin(
        run, style=Style.TONE3, neutral_tone_with_five=True, errors=_signs
    )


def _without_tone(sound: str) -> str:
    return sound if sound.isdigit() else sound.rstrip("12345")
