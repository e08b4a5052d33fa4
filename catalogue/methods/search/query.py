"""Ask the index: several words mean all of them, quotes mean the phrase."""

import re
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from catalogue.methods.search.document import IN_SUMMARY, IN_TITLE, PINYIN
from catalogue.methods.search.normalise import normalise
from catalogue.methods.search.tokens import LONGEST_WORD, pairs, runs

# Up to here a hit is looked at again in the text itself; above, pairs are enough.
MOST_RECHECKED = 2_000
_PARTS = re.compile(r"[\"“”「」]([^\"“”「」]*)[\"“”「」]|(\S+)")


@dataclass(frozen=True)
class Term:
    """One word or phrase of a question, normalised."""

    text: str
    is_phrase: bool = False

    @property
    def runs(self) -> list[tuple[str, str, int]]:
        """Kind, text and place of each run; see tokens.runs."""
        return list(runs(self.text))

    @property
    def is_word_of_letters(self) -> bool:
        return [kind for kind, _run, _place in self.runs] == ["letters"]

    @property
    def has_digits(self) -> bool:
        return any(kind == "digits" for kind, _run, _place in self.runs)

    @property
    def is_exact(self) -> bool:
        """Whether the tokens alone are proof, so that no text need be read again."""
        found = self.runs
        if len(found) > 1:
            return not self.is_phrase and all(kind == "letters" for kind, *_ in found)
        return all(
            kind == "letters" or (kind == "chinese" and len(run) <= 2)
            for kind, run, _place in found
        )


@dataclass(frozen=True)
class Found:
    """The methods that a question finds, best first: by title, summary, whole text."""

    in_title: frozenset[int]
    in_summary: frozenset[int]
    everywhere: frozenset[int]

    def tier(self, number: int) -> int:
        """0 when the title holds the question, 1 the summary, 2 the rest."""
        if number in self.in_title:
            return 0
        return 1 if number in self.in_summary else 2


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


def search(question: str) -> Found:
    """The methods, published or not, that hold every word of the question."""
    terms = terms_of(question)
    if not terms:
        return Found(frozenset(), frozenset(), frozenset())
    with transaction.atomic(), connection.cursor() as cursor:
        # The planner does not price the reading of long rows: without this it scans
        # the table where the index would answer 20 to 60 times faster.
        cursor.execute("SET LOCAL enable_seqscan = off")
        return Found(
            in_title=_numbers(cursor, terms, IN_TITLE, "title"),
            in_summary=_numbers(cursor, terms, IN_SUMMARY, "summary"),
            everywhere=_numbers(cursor, terms, "", "whole"),
        )


def _numbers(
    cursor: CursorWrapper, terms: list[Term], prefix: str, column: str
) -> frozenset[int]:
    """The methods that hold every term in one column."""
    conditions, values = [], []
    for term in terms:
        condition = "tokens @@ %s::tsquery"
        values.append(_tsquery(term, prefix))
        if not prefix and term.is_word_of_letters:
            condition += " OR english @@ plainto_tsquery('english', %s)"
            values.append(term.text)
        conditions.append(f"({condition})")
    cursor.execute(_select(conditions), values)
    found = [number for (number,) in cursor.fetchall()]
    doubtful = [
        term for term in terms if not term.is_exact and _is_rechecked(term, found)
    ]
    if found and doubtful:
        holds = [f"{column} LIKE %s"] * len(doubtful)
        patterns = [f"%{_escaped(term.text)}%" for term in doubtful]
        cursor.execute(_select(["method_id = ANY(%s)", *holds]), [found, *patterns])
        found = [number for (number,) in cursor.fetchall()]
    return frozenset(found)


def _select(conditions: list[str]) -> str:
    # Only conditions written in this module come here; values travel apart.
    where = " AND ".join(conditions)
    return f"SELECT method_id FROM methods_searchtext WHERE {where}"  # noqa: S608


def _is_rechecked(term: Term, found: list[int]) -> bool:
    return len(found) <= MOST_RECHECKED or term.has_digits


def _tsquery(term: Term, prefix: str) -> str:
    """The tokens that a text must have to hold the term, as PostgreSQL writes them."""
    wanted: list[str] = []
    # One digit may be the middle of a number: next to anything longer it is left to
    # the text itself, which is read again.
    has_longer = any(kind != "digits" or len(run) > 1 for kind, run, _ in term.runs)
    before, before_end = "", -1
    for kind, run, place in term.runs:
        if before_end == place:
            wanted.append(lexeme(prefix + before[-1] + run[0]))
        if kind != "digits" or len(run) > 1 or not has_longer:
            wanted += _run_tokens(kind, run, prefix)
        before, before_end = run, place + len(run)
    return " & ".join(wanted)


def _run_tokens(kind: str, run: str, prefix: str) -> list[str]:
    if kind == "letters":
        word = run[:LONGEST_WORD]
        plain = f"{lexeme(prefix + word)}:*"
        return [plain if prefix else f"({plain} | {lexeme(PINYIN + word)}:*)"]
    if len(run) > 1:
        return [lexeme(prefix + pair) for pair in pairs(run)]
    # One digit alone is the start of a number.
    return [lexeme(prefix + run) + (":*" if kind == "digits" else "")]


def lexeme(token: str) -> str:
    """A token as PostgreSQL writes it inside a query."""
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def _escaped(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)
