import pytest

from catalogue.methods.search.query import terms_of


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("停车 議事", [("停车", False), ("议事", False)]),
        ("“三会”制度", [("三会", True), ("制度", False)]),
        ('"four  steps"', [("four steps", True)]),
        ("停车 停車", [("停车", False)]),
        ("，。 !", []),
        ("", []),
        ('"unclosed', [("unclosed", False)]),
    ],
)
def test_question_is_cut_into_words_and_phrases(question, expected):
    assert [(t.text, t.is_phrase) for t in terms_of(question)] == expected
