"""Read a term as the names of places, one after the other: 福州市鼓楼区军门."""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from catalogue.methods.search.lexemes import PlacePath, place_named
from catalogue.methods.search.query import Term

# Shorter ones stand in the text of every name that they could be.
_SHORTEST, _LONGEST = 3, 24
_SHORTEST_NAME, _LONGEST_NAME = 2, 15


def place_path_of(term: Term, cursor: CursorWrapper) -> PlacePath | None:
    """The names of places with methods that together are the whole term, if any."""
    text = "".join(run for _kind, run, _place in term.runs)
    is_chinese = all(kind == "signs" for kind, _run, _place in term.runs)
    if not is_chinese or term.is_phrase or not _SHORTEST <= len(text) <= _LONGEST:
        return None
    names = _parted(text, _known(sorted(set(_parts(text))), cursor))
    return PlacePath(names) if names else None


def _parts(text: str) -> Iterator[str]:
    for start in range(len(text)):
        ends = range(start + _SHORTEST_NAME, start + _LONGEST_NAME + 1)
        yield from (text[start:end] for end in ends if end <= len(text))


def _known(parts: list[str], cursor: CursorWrapper) -> set[str]:
    """Those that are whole names of places."""
    asked = [place_named(part) for part in parts]
    cursor.execute("SELECT place FROM methods_known(%s::tsquery[])", [asked])
    return {parts[place - 1] for (place,) in cursor.fetchall()}


def _parted(text: str, known: set[str]) -> list[str] | None:
    """The text in known names, the longest first; None when something is left."""
    if not text:
        return []
    for end in range(min(len(text), _LONGEST_NAME), _SHORTEST_NAME - 1, -1):
        if text[:end] in known and (rest := _parted(text[end:], known)) is not None:
            return [text[:end], *rest]
    return None
