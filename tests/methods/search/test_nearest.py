import pytest

from catalogue.methods.search.nearest import nearest_questions
from tests.methods.factories import WorkMethodFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def titles():
    WorkMethodFactory(
        published=True, title_zh="小院议事厅", title_en="Courtyard council"
    )
    WorkMethodFactory(
        published=True, title_zh="军门社区“13335”工作法", title_en="Junmen method"
    )
    WorkMethodFactory(title_zh="议事亭草稿")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("议事庭", ["议事厅"]),
        ("courtyrd", ["courtyard"]),
        ("13353", ["13335"]),
        ("小院 议事庭", ["小院 议事厅"]),
        ("小园议事厅", ["小院议事厅"]),
        ("君门", ["军门"]),
        ("junmem", ["junmen"]),
        ("军门社区电梯", ["军门社区", "军门社", "门社区"]),
        ("军门 小院", ["小院", "军门"]),
        ('"军门电梯" 工作法', ["军门 工作法"]),
        ("电梯加装", []),
        ("军门 13335", []),
        ("议事厅", []),
        ("", []),
    ],
)
def test_word_that_finds_nothing_is_put_right(question, expected):
    assert nearest_questions(question) == expected


@pytest.mark.parametrize("question", ["议事廷", "议事亭"])
def test_drafts_give_no_sign_of_themselves(question):
    assert nearest_questions(question) == ["议事厅"]
