"""Read a question: several words mean all of them, quotes mean the phrase."""

import re
from dataclasses import dataclass
from functools import cached_property

from catalogue.methods.search.normalise import normalise
from catalogue.methods.search.tokens import runs

_PARTS = re.compile(r"[\"“”「」『』]([^\"“”「」『』]*)[\"“”「」『』]|(\S+)")
# So many characters are one token of the index.
_LONGEST_TOKEN = 2


@dataclass(frozen=True)
class Term:
    """One word or phrase of a question, normalised."""

    text: str
    is_phrase: bool = False

    @cached_property
    def runs(self) -> list[tuple[str, str, int]]:
        """Kind, text and place of each run; see tokens.runs."""
        return list(runs(self.text))

    @property
    def is_word_of_letters(self) -> bool:
        return [kind for kind, _run, _place in self.runs] == ["letters"]

    @property
    def is_exact(self) -> bool:
        """Whether the tokens alone are proof, so that no text need be read again."""
        if all(kind == "letters" for kind, _run, _place in self.runs):
            return len(self.runs) == 1 or not self.is_phrase
        return len(self.runs) == 1 and len(self.text) <= _LONGEST_TOKEN


def terms_of(question: str) -> list[Term]:
    """The words and quoted phrases of a question; what holds no letter is left out."""
    found = []
    for match in _PARTS.finditer(normalise(question)):
        phrase, word = match.groups()
        term = Term(_trimmed(phrase or word or ""), phrase is not None)
        if term.text and term not in found:
            found.append(term)
    return found


def _trimmed(text: str) -> str:
    """From the first letter, digit or character to the last; single spaces inside."""
    found = list(runs(text))
    if not found:
        return ""
    _kind, last, place = found[-1]
    return " ".join(text[found[0][2] : place + len(last)].split())
