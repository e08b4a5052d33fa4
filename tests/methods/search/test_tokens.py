import pytest

from catalogue.methods.search.tokens import tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("议事会", {"议", "事", "会", "议事", "事会"}),
        ("13335工作", {"1", "3", "5", "13", "33", "35", "5工", "工", "作", "工作"}),
        ("wifi站", {"wifi", "站", "i站"}),
        ("four steps", {"four", "steps"}),
        ("議，事", {"議", "事", "議 事"}),
        ("议事\n会", {"议", "事", "会", "议事"}),
        ("wifi，站", {"wifi", "站"}),
        ("𠮷㐂", {"𠮷", "㐂", "𠮷㐂"}),
        ("7", {"7"}),
        ("", set()),
        ("——", set()),
    ],
)
def test_runs_give_their_tokens(text, expected):
    assert tokens(text) == expected


def test_word_without_end_is_cut():
    assert tokens("a" * 1000) == {"a" * 40}
