import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from catalogue.methods.search.stems import stem

WORDS = [
    beginning + end
    for beginning in ("mediat", "organis", "neighbour", "particip", "negotiat")
    for end in ("ing", "ed", "ion", "ions", "or", "ors", "es", "ingly", "ive", "ively")
]


@pytest.fixture
def switching_often():
    """Threads take turns far more often than they do of themselves."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.parametrize("word", ["mediation", "mediators", "mediating"])
def test_forms_of_a_word_have_one_stem(word):
    assert stem(word) == "mediat"


@pytest.mark.usefixtures("switching_often")
def test_stems_are_the_same_when_many_ask_at_once():
    def stems(_asker):
        return [stem.__wrapped__(word) for word in WORDS * 5]

    alone = stems(None)
    with ThreadPoolExecutor(8) as askers:
        together = list(askers.map(stems, range(8)))

    assert together == [alone] * 8
