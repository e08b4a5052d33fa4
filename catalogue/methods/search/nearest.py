"""What a reader may have meant: words of titles and places almost like a term."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from itertools import chain, islice

from django.db import connection
from pypinyin import lazy_pinyin

from catalogue.methods.models import SearchText, WorkMethod
from catalogue.methods.search.document import LETTERS, PINYIN, PINYIN_INSIDE, PLACES
from catalogue.methods.search.finding import search
from catalogue.methods.search.lexemes import lexeme, one_of
from catalogue.methods.search.query import Term, terms_of
from catalogue.methods.search.tokens import pairs, runs, words

_MOST_METHODS = 3_000
_AT_ONCE = 500
_NAMES = [LETTERS[name] for name in ("title", *PLACES)]
# Letters that stand at the start of a word are seldom the wrong ones.
_CERTAIN_LETTERS = 2
_ALIKE_ENOUGH = 0.75
# A character of the same sound, as an input method offers it.
_SAME_SOUND = 0.8
_MOST_TRIED = 10
_MIXED_UP = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


def nearest_questions(question: str, *, most: int = 3) -> list[str]:
    """Questions near this one that find something, the best first; normalised.

    The first word that finds nothing is put right, or a part of it is taken; when each
    finds something, but not together, one of them is left out. Drafts give no sign of
    themselves.
    """
    written = [_written(term) for term in terms_of(question)]
    if not written or _is_found(question):
        return []
    near = (" ".join(each) for each in _near(written))
    return list(islice(filter(_is_found, near), most))


def _near(written: list[str]) -> Iterator[list[str]]:
    """The words of a question that finds nothing, changed in one place."""
    wrong = next((i for i, each in enumerate(written) if not _is_found(each)), None)
    if wrong is None:
        for place in range(len(written)):
            yield [*written[:place], *written[place + 1 :]]
        return
    [term] = terms_of(written[wrong])
    for spelling in _spellings(term)[:_MOST_TRIED] or _parts(term):
        yield [*written[:wrong], spelling, *written[wrong + 1 :]]


def _parts(term: Term) -> list[str]:
    """The longest parts of a term: 停车 of 停车费."""
    lengths = range(len(term.text) - 1, 1, -1)
    parts = (part for length in lengths for part in _windows(term.text, length))
    return list(islice(parts, _MOST_TRIED))


def _written(term: Term) -> str:
    return f'"{term.text}"' if term.is_phrase else term.text


def _is_found(question: str) -> bool:
    """Whether a published method holds it."""
    published = WorkMethod.objects.published()
    numbers = chain.from_iterable(search(question).ranked)
    while some := list(islice(numbers, _AT_ONCE)):
        if published.filter(pk__in=some).exists():
            return True
    return False


def _spellings(term: Term) -> list[str]:
    """Words of titles and places near the term, the nearest first."""
    if term.is_word_of_letters:
        near = {word for names in _names(_begun_alike(term)) for word in words(names)}
        return get_close_matches(
            term.text, sorted(near), n=_MOST_TRIED, cutoff=_ALIKE_ENOUGH
        )
    likeness = {
        window: _likeness(window, term.text)
        for names in _names(_half_alike(term))
        for window in _windows(names, len(term.text))
    }
    found = sorted(likeness.items(), key=lambda each: (-each[1], each[0]))
    return [
        window
        for window, same in found
        # A name is remembered by its beginning.
        if same > len(term.text) / 2 and _likeness(window[:2], term.text[:2])
    ]


def _begun_alike(term: Term) -> list[str]:
    start = term.text[:_CERTAIN_LETTERS]
    return [f"{lexeme(letter + start)}:*" for letter in _NAMES]


def _half_alike(term: Term) -> list[str]:
    """With two neighbours of the term, or sounding like it."""
    parts = [
        pair
        for kind, run, _place in term.runs
        if kind == "signs"
        for pair in pairs(run)
    ]
    sound = "".join(lazy_pinyin(term.text))
    return [
        *(lexeme(letter + part) for part in parts for letter in _NAMES),
        *(f"{lexeme(mark + sound)}:*" for mark in (PINYIN, PINYIN_INSIDE)),
    ]


def _names(questions: list[str]) -> list[str]:
    """Titles and places, normalised, of published methods that answer one of them."""
    if not questions:
        return []
    with connection.cursor() as cursor:
        asked = [one_of(questions)]
        cursor.execute("SELECT numbers FROM methods_found(%s::tsquery[])", [asked])
        [(numbers,)] = cursor.fetchall()
    texts = SearchText.objects.filter(
        method__in=numbers, method__status=WorkMethod.Status.PUBLISHED
    )
    pairs_of_names = texts.values_list("title", "places")[:_MOST_METHODS]
    return ["\n".join(each) for each in pairs_of_names]


def _windows(text: str, length: int) -> Iterator[str]:
    """Every part of the text that is as long as the term and stands in one run."""
    for kind, run, _place in runs(text):
        if kind == "signs":
            for start in range(len(run) - length + 1):
                yield run[start : start + length]


def _likeness(one: str, other: str) -> float:
    return sum(
        1 if a == b else _SAME_SOUND if _sound(a) == _sound(b) else 0
        for a, b in zip(one, other, strict=True)
    )


@cache
def _sound(character: str) -> str:
    """The pinyin, without what many speakers do not tell apart."""
    [sound] = lazy_pinyin(character)
    for one, other in _MIXED_UP:
        sound = sound.replace(one, other)
    return sound
