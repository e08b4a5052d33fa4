"""What English words have in common: mediation, mediators and mediating are one."""

from functools import lru_cache
from threading import Lock

import snowballstemmer

# It keeps the word that it works on, so it serves one thread at a time.
_STEMMER = snowballstemmer.stemmer("english")
_LOCK = Lock()
_SHORTEST = 5


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a normalised word, British spelling brought to American."""
    with _LOCK:
        found = str(_STEMMER.stemWord(word))
    if len(found) < _SHORTEST:
        return found
    found = found.replace("our", "or")
    return found.removesuffix("is") + "iz" if found.endswith("is") else found
