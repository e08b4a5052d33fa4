import random

import pytest

from catalogue.methods.search.index import index_all_methods, index_methods
from catalogue.methods.search.query import search
from tests.methods.factories import StepFactory, ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory

pytestmark = pytest.mark.django_db


def make_junmen():
    community = CommunityFactory(
        name="军门社区居委会",
        street__name_zh="东街街道",
        street__county__name_zh="鼓楼区",
    )
    method = WorkMethodFactory(
        community=community,
        title_zh="军门社区“13335”工作法",
        title_en="Junmen Community “13335” work method",
        summary_zh="以三个如何为目标，解决停车难。",
        problem_zh="居民意见多",
        results_en="Neighbours decided together",
        themes=[ThemeFactory(name_zh="居民自治", name_en="Resident autonomy")],
    )
    StepFactory(method=method, action_zh="召开小院议事会")
    index_methods([method.pk])
    return method


@pytest.mark.parametrize(
    "question",
    [
        "军门", "军", "軍門", "13335", "１３３３５", "333", "5”工作", "工作法",
        "停车", "停車", "三个如何", "议事", "小院议事会", "居民自治", "autonomy",
        "junmen", "jm", "jmsq", "junmensh", "Junm", "method", "methods", "deciding",
        "鼓楼", "鼓楼区 军门", "东街街道", "军门社区居委会", '"work method"',
        "“三个如何”", "军门 停车 autonomy",
    ],
)  # fmt: skip
def test_question_finds_the_method(question):
    method = make_junmen()

    assert search(question).everywhere == {method.pk}


@pytest.mark.parametrize(
    "question",
    ["军区", "31333", "门军", "停车费", '"method work"', "军门 电梯", "xyz", "车停"],
)
def test_other_question_does_not_find_it(question):
    make_junmen()

    assert search(question).everywhere == frozenset()


@pytest.mark.parametrize("question", ["", "  ", "，。！", "\0", "'", "\\", "%", "_"])
def test_question_without_a_word_finds_nothing(question):
    make_junmen()

    assert search(question).everywhere == frozenset()


@pytest.mark.parametrize("question", ["军%门", "军_门", "军'门", "军\\门", "军门')--"])
def test_signs_of_sql_are_no_wildcards(question):
    method = make_junmen()

    assert search(question).everywhere in (frozenset(), {method.pk})


def test_title_stands_before_summary_and_summary_before_the_rest():
    in_text = WorkMethodFactory(title_zh="甲", problem_zh="停车")
    in_summary = WorkMethodFactory(title_zh="乙", summary_zh="停车")
    in_title = WorkMethodFactory(title_zh="停车")
    index_all_methods()

    found = search("停车")

    assert [found.tier(m.pk) for m in (in_title, in_summary, in_text)] == [0, 1, 2]


def test_method_is_found_as_it_is_now():
    method = make_junmen()
    method.title_zh = "电梯工作法"
    method.save()

    index_methods([method.pk])

    assert search("电梯").everywhere == {method.pk}
    assert search("13335").everywhere == {method.pk}  # still in the English title
    assert search("军门社区“").in_title == frozenset()


def test_indexing_all_methods_says_how_many():
    WorkMethodFactory.create_batch(3)

    assert index_all_methods() == 3


CHARACTERS = "居民议事停车电梯养老物业矛盾调解党建社区工作法𠮷㐂12345"


def test_recall_equals_plain_substring_search():
    """Two and more characters are found where they stand, and only there."""
    chance = random.Random(20181213)
    texts = {}
    for _ in range(60):
        text = "".join(chance.choices(CHARACTERS, k=chance.randint(4, 40)))
        method = WorkMethodFactory(title_zh="甲", summary_zh=text)
        texts[method.pk] = text
    index_all_methods()

    for _ in range(200):
        text = chance.choice(list(texts.values()))
        length = chance.randint(2, 6)
        start = chance.randrange(max(1, len(text) - length))
        part = text[start : start + length]
        truth = {number for number, text in texts.items() if part in text}
        assert search(part).in_summary == truth, part
