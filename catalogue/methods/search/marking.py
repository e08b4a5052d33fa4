"""Show why a text was found: where the words of a question stand in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.methods.search.normalise import normalise_with_offsets
from catalogue.methods.search.query import Term
from catalogue.methods.search.stems import stem
from catalogue.methods.search.tokens import runs


@dataclass(frozen=True)
class Piece:
    """A part of a text; marked when it is a hit."""

    text: str
    is_hit: bool


def marked(text: str, terms: list[Term]) -> list[Piece]:
    """The whole text in pieces, hits marked; joined they give the text again."""
    pieces, place = [], 0
    for start, end in hits(text, terms):
        if place < start:
            pieces.append(Piece(text[place:start], is_hit=False))
        pieces.append(Piece(text[start:end], is_hit=True))
        place = end
    if place < len(text):
        pieces.append(Piece(text[place:], is_hit=False))
    return pieces


def passage(
    text: str,
    terms: list[Term],
    *,
    around: int = 60,
    around_hit_of: list[Term] | None = None,
) -> list[Piece]:
    """The pieces near the first hit, at most `around` characters on each side.

    Near the first hit of certain terms where these are given. Empty when nothing is
    found in the text.
    """
    found = hits(text, around_hit_of or terms)
    if not found:
        return []
    start = max(0, found[0][0] - around)
    end = min(len(text), found[0][1] + around)
    pieces = marked(text[start:end], terms)
    if start:
        pieces.insert(0, Piece("…", is_hit=False))
    if end < len(text):
        pieces.append(Piece("…", is_hit=False))
    return pieces


def hits(text: str, terms: list[Term]) -> list[tuple[int, int]]:
    """Start and end of each hit in the original text, joined and in order."""
    normalised, offsets = normalise_with_offsets(text)
    spans = sorted(
        (offsets[start], offsets[end - 1] + 1)
        for term in terms
        for start, end in _spans(normalised, term)
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def not_in(texts: Iterable[str], terms: list[Term]) -> list[Term]:
    """The terms that stand in none of the texts."""
    normalised = [normalise_with_offsets(text)[0] for text in texts]
    return [
        term for term in terms if not any(_spans(text, term) for text in normalised)
    ]


def _spans(normalised: str, term: Term) -> list[tuple[int, int]]:
    """Every place of a term; of a word of letters, words that begin so or its forms."""
    if not term.is_word_of_letters:
        pattern = re.escape(term.text).replace(r"\ ", r"\s+")
        return [match.span() for match in re.finditer(pattern, normalised)]
    return [
        (place, place + len(run))
        for kind, run, place in runs(normalised)
        if kind == "letters"
        and (run.startswith(term.text) or stem(run) == stem(term.text))
    ]
