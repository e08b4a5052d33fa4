"""What a reader may have meant: words of titles that are spelled almost like a term."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from django.db import connection

from catalogue.methods.models import WorkMethod
from catalogue.methods.search.document import IN_TITLE
from catalogue.methods.search.query import Term, lexeme, search, terms_of
from catalogue.methods.search.tokens import pairs, runs

_MOST_TITLES = 20_000
# Letters that stand at the start of a word are seldom the wrong ones.
_CERTAIN_LETTERS = 2
_TITLES = """
    SELECT DISTINCT title FROM methods_searchtext
    JOIN methods_workmethod ON number = method_id
    WHERE status = %s AND tokens @@ %s::tsquery
    LIMIT %s
"""


def nearest_questions(question: str, *, most: int = 3) -> list[str]:
    """The question with the first word that finds nothing put right, best first.

    Only words of published titles are offered, normalised.
    """
    terms = terms_of(question)
    for place, term in enumerate(terms):
        if _is_found(term):
            continue
        before = [each.text for each in terms[:place]]
        after = [each.text for each in terms[place + 1 :]]
        return [
            " ".join([*before, spelling, *after])
            for spelling in _spellings(term)[:most]
        ]
    return []


def _is_found(term: Term) -> bool:
    """Whether a published method holds the term; drafts give no sign of themselves."""
    numbers = search(term.text).everywhere
    return WorkMethod.objects.published().filter(pk__in=numbers).exists()


def _spellings(term: Term) -> list[str]:
    """Words of titles near the term, the nearest first."""
    if term.is_word_of_letters:
        words = {
            word
            for title in _titles(
                [f"{lexeme(IN_TITLE + term.text[:_CERTAIN_LETTERS])}:*"]
            )
            for kind, word, _place in runs(title)
            if kind == "letters"
        }
        return get_close_matches(term.text, sorted(words), n=5, cutoff=0.75)
    parts = [pair for _kind, run, _place in term.runs for pair in pairs(run)]
    likeness: Counter[str] = Counter()
    for title in _titles([lexeme(IN_TITLE + part) for part in parts]):
        for window in _windows(title, len(term.text)):
            likeness[window] = _same_places(window, term.text)
    needed = len(term.text) / 2
    found = sorted(likeness.items(), key=lambda each: (-each[1], each[0]))
    return [window for window, same in found if same >= needed]


def _titles(lexemes: list[str]) -> list[str]:
    """Normalised titles of published methods that hold one of the tokens."""
    if not lexemes:
        return []
    with connection.cursor() as cursor:
        published = WorkMethod.Status.PUBLISHED.value
        cursor.execute(_TITLES, [published, " | ".join(lexemes), _MOST_TITLES])
        return [title for (title,) in cursor.fetchall()]


def _windows(title: str, length: int) -> Iterator[str]:
    """Every part of the title that is as long as the term and stands in one run."""
    for _kind, run, _place in runs(title):
        for start in range(len(run) - length + 1):
            yield run[start : start + length]


def _same_places(one: str, other: str) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))
