import random

import pytest

from catalogue.methods.models import SearchText
from catalogue.methods.search import finding
from catalogue.methods.search.document import FIELDS
from catalogue.methods.search.finding import search
from catalogue.methods.search.index import (
    index_all_methods,
    index_methods,
    index_missing_methods,
)
from tests.methods.factories import StepFactory, ThemeFactory, WorkMethodFactory
from tests.places.factories import (
    CommunityFactory,
    DivisionFactory,
    ProvinceFactory,
    StreetFactory,
)

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


def in_order(found):
    """Each method in the first class in which it stands."""
    return list(dict.fromkeys(number for each in found.ranked for number in each))


def with_word_in(field, word):
    """A method that holds the word in this field and nowhere else."""
    here = {name: (word if name == field else "甲") for name in FIELDS}
    province = ProvinceFactory(name_zh=f"{here['province']}{FIELDS.index(field)}")
    county = DivisionFactory(
        name_zh=here["county"],
        province=province,
        parent=DivisionFactory(
            name_zh=here["prefecture"], level="prefecture", province=province
        ),
    )
    method = WorkMethodFactory(
        community=CommunityFactory(
            name=here["community"],
            street=StreetFactory(name_zh=here["street"], county=county),
        ),
        themes=[ThemeFactory(name_zh=here["themes"] + field)],
        **{
            f"{name}_zh": here[name]
            for name in ("title", "summary", "problem", "results", "conditions")
        },
    )
    StepFactory(method=method, action_zh=here["steps"])
    index_methods([method.pk])
    return method.pk


@pytest.mark.parametrize(
    "question", ["停车", "停", "小院停车场", "停车 小院", "parking"]
)
def test_methods_stand_in_the_order_of_the_worth_of_their_fields(question):
    text = "parking 小院停车场"
    numbers = [with_word_in(field, text) for field in FIELDS]

    assert in_order(search(question)) == numbers


@pytest.mark.parametrize("question", ["小院停车场", "停车 小院", "parking 停车"])
def test_order_is_the_same_for_more_methods_than_are_read_again(monkeypatch, question):
    monkeypatch.setattr(finding, "MOST_RECHECKED", 0)
    numbers = [with_word_in(field, "parking 小院停车场") for field in FIELDS]

    assert in_order(search(question)) == numbers


def test_word_in_the_least_worthy_field_decides():
    both_in_steps = WorkMethodFactory(title_zh="停车")
    StepFactory(method=both_in_steps, action_zh="议事")
    in_summary = WorkMethodFactory(title_zh="停车", summary_zh="议事")
    index_all_methods()

    ranked = search("停车 议事").ranked

    assert [list(each) for each in ranked if each] == [
        [in_summary.pk],
        [both_in_steps.pk],
    ]


def test_method_is_found_as_it_is_now():
    method = make_junmen()
    method.title_zh = "电梯工作法"
    method.save()

    index_methods([method.pk])

    assert search("电梯").everywhere == {method.pk}
    assert search("13335").everywhere == {method.pk}  # still in the English title
    assert not search("军门社区“").ranked[0]


def test_indexing_all_methods_says_how_many():
    WorkMethodFactory.create_batch(3)

    assert index_all_methods() == 3


def test_methods_that_the_search_does_not_know_are_indexed():
    method = WorkMethodFactory(title_zh="停车")
    SearchText.objects.all().delete()

    assert index_missing_methods() == 1
    assert index_missing_methods() == 0
    assert search("停车").everywhere == {method.pk}


def community_named(name):
    """Whose other places hold no Chinese and no digit but their numbers."""
    county = DivisionFactory(
        name_zh="x",
        name_en="x",
        province=ProvinceFactory(
            name_zh="y", short_name_zh="y", abbr_zh="y", name_en="y", short_name_en="y"
        ),
    )
    street = StreetFactory(name_zh="z", name_en="z", county=county)
    return CommunityFactory(name=name, street=street)


CHARACTERS = "居民议事停车电梯养老物业矛盾调解党建社区工作法𠮷㐂12345"


def test_recall_equals_plain_substring_search():
    """Two and more characters are found where they stand, and only there."""
    chance = random.Random(20181213)
    texts = {}
    community = community_named("甲村")
    for _ in range(60):
        text = "".join(chance.choices(CHARACTERS, k=chance.randint(4, 40)))
        method = WorkMethodFactory(community=community, title_zh="", summary_zh=text)
        texts[method.pk] = text
    index_all_methods()

    for _ in range(200):
        text = chance.choice(list(texts.values()))
        length = chance.randint(2, 6)
        start = chance.randrange(max(1, len(text) - length))
        part = text[start : start + length]
        truth = {number for number, text in texts.items() if part in text}
        assert search(part).everywhere == truth, part
