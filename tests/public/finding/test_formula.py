"""Every term of the formula by itself: its points, its reason, and when it is not."""

import pytest
from django.http import QueryDict

from catalogue.methods.search.index import index_methods
from catalogue.public.finding import formula
from catalogue.public.finding.question import read_question
from catalogue.public.finding.ranking import MOST_ANSWERS, rank
from catalogue.public.kept import current_catalogue
from catalogue.rounds.models import Submission
from tests.methods.factories import StepFactory, ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory
from tests.practice.factories import AdoptionFactory
from tests.rounds.factories import SelectionRoundFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


def ranking(query):
    return rank(read_question(QueryDict(query)), current_catalogue().index)


def lines(query):
    """Of each answer in its order, the points of its reasons."""
    return {
        each.number: [(line.reason, line.points) for line in each.lines]
        for each in ranking(query).answers
    }


def published(**values):
    return WorkMethodFactory(published=True, **values)


def test_no_question_has_no_answers():
    published()

    assert ranking("").answers == ()
    assert ranking("").count == 0


@pytest.mark.parametrize(
    ("values", "points", "where"),
    [
        ({"title_zh": "停车工作法"}, 50, "in its title"),
        ({"summary_zh": "缓解停车难"}, 45, "in its summary"),
        ({"problem_en": "No parking"}, 45, "in the problem it starts from"),
        ({"results_zh": "停车有序"}, 30, "in its results"),
        ({"cautions_zh": "车位不出租"}, 20, "in its conditions"),
    ],
)
def test_a_problem_counts_by_the_worthiest_field(values, points, where):
    method = published(**values)
    published(title_zh="其他工作法")

    reason = f"Same problem: Nowhere to park, cars in the way ({where})"
    assert lines("problem=parking") == {method.pk: [(reason, points)]}


def test_a_problem_told_in_steps_counts_and_steps_count_too():
    method = published()
    StepFactory(method=method, action_zh="划车位")
    index_methods([method.pk])

    assert lines("problem=parking") == {
        method.pk: [
            ("Same problem: Nowhere to park, cars in the way (in its steps)", 35),
            ("Tells its steps one by one", 3),
        ]
    }


def test_each_problem_counts():
    both = published(title_zh="停车与垃圾工作法")
    one = published(title_zh="停车工作法")

    found = ranking("problem=parking&problem=rubbish")

    assert [(each.number, each.points) for each in found.answers] == [
        (both.pk, 100),
        (one.pk, 50),
    ]


def test_a_near_theme_counts_little_and_says_so():
    theme = ThemeFactory(slug="conflict-resolution")
    near = published(themes=[theme])
    told = published(summary_zh="调解纠纷")
    both = published(summary_zh="调解纠纷", themes=[theme])

    found = ranking("problem=quarrels")

    assert [(each.number, each.points) for each in found.answers] == [
        (both.pk, 55),
        (told.pk, 45),
        (near.pk, 10),
    ]
    assert lines("problem=quarrels")[near.pk] == [
        ("Its theme is near to: Neighbours quarrel", 10)
    ]
    assert (found.count, found.speaking) == (3, 2)


def test_own_words_count_by_the_share_that_is_held_and_its_fields():
    all_in_title = published(title_zh="共享花园工作法")
    half_in_results = published(results_zh="人人爱花园")
    published(title_zh="其他工作法")

    found = ranking("q=花园")
    halves = ranking("q=花园 共享")

    assert [(each.number, each.points) for each in found.answers] == [
        (all_in_title.pk, 40),
        (half_in_results.pk, 24),
    ]
    # 共享 is a word of a problem too, heard at half of 50.
    assert [(each.number, each.points) for each in halves.answers] == [
        (all_in_title.pk, 65),
        (half_in_results.pk, 12),
    ]
    [line] = found.answers[0].lines
    assert (line.reason, line.quoted) == ("Your own words:", ["花园"])


def test_words_that_stand_together_are_quoted_together():
    published(title_zh="栽花园艺工作法")

    [answer] = ranking("q=栽花园艺 花鸟").answers

    assert answer.lines[0].quoted == ["栽花园艺"]
    assert [each.lang for each in answer.lines[0].quoted] == ["zh-Hans"]


def test_a_word_that_most_records_hold_tells_nothing():
    for _ in range(8):
        published(summary_zh="花园")

    assert ranking("q=花园").answers == []


def test_a_problem_that_is_heard_counts_half():
    method = published(title_zh="停车工作法")

    heard = lines("q=parking")
    chosen = lines("q=parking&problem=parking")

    assert heard == {
        method.pk: [
            ("Heard in your words: Nowhere to park, cars in the way (in its title)", 25)
        ]
    }
    assert chosen[method.pk][0][1] == 50
    assert len(chosen[method.pk]) == 1


def test_a_place_of_the_same_kind_counts_by_words_by_record_and_by_name():
    told = published(summary_zh="村民议事")
    recorded = published(community=CommunityFactory(settlement="village"))
    named = published(community=CommunityFactory(name="石桥村"))
    published(community=CommunityFactory(settlement="large-city"))

    reason = ("Same kind of place: Village", 12)
    assert lines("place=village") == {
        each.pk: [reason] for each in (named, recorded, told)
    }


def test_a_place_whose_settlement_is_not_recorded_is_no_old_estate():
    published(community=CommunityFactory(settlement=""))

    assert lines("place=old-estate") == {}


def test_residents_of_the_same_kind_count():
    method = published(summary_zh="多民族社区，流动人口多")

    assert lines("residents=ethnic&residents=tenants") == {
        method.pk: [
            ("Residents like yours: many tenants", 10),
            ("Residents like yours: several nationalities", 10),
        ]
    }


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ("small", "900户"),
        ("middle", "1000户"),
        ("middle", "3000户"),
        ("large", "3001户"),
    ],
)
def test_a_place_of_the_same_size_counts(size, told):
    method = published(problem_zh=f"社区有{told}")
    households = f"{int(told[:-1]):,}"

    reason = f"Place of about the same size: {households} households"
    assert lines(f"size={size}") == {method.pk: [(reason, 6)]}


def test_another_size_and_an_unknown_one_count_nothing():
    published(problem_zh="社区有5000户")
    published()

    assert lines("size=small") == {}


def test_what_is_there_counts_for_what_works_with_it():
    method = published(summary_zh="停车志愿队")

    assert lines("problem=parking&volunteers=enough")[method.pk][1:] == [
        ("Works with what you have: Volunteers", 4)
    ]


def test_what_is_lacking_counts_against_what_speaks_of_it():
    method = published(summary_zh="停车志愿队")
    silent = published(summary_zh="停车")

    found = lines("problem=parking&volunteers=little")

    assert list(found) == [silent.pk, method.pk]
    assert found[method.pk][1:] == [
        ("Speaks of what you have little of: Volunteers", -6)
    ]
    assert len(found[silent.pk]) == 1


def test_a_lack_that_is_the_problem_speaks_against_nothing():
    method = published(summary_zh="发展志愿者")

    found = lines("problem=volunteers&volunteers=little")

    assert [points for _reason, points in found[method.pk]] == [45]


def test_what_is_lacking_and_not_among_the_conditions_is_not_needed():
    free = published(summary_zh="停车", conditions_zh="一间屋子")
    dear = published(summary_zh="停车", conditions_zh="一笔资金")
    silent = published(summary_zh="停车")

    found = lines("problem=parking&money=little")

    assert list(found) == [free.pk, silent.pk, dear.pk]
    assert [found[each.pk][1:] for each in (free, silent, dear)] == [
        [("Says what it needs, and this is not among it: Money", 4)],
        [],
        [("Speaks of what you have little of: Money", -6)],
    ]


@pytest.mark.parametrize(("count", "points"), [(1, 2), (3, 6), (5, 6)])
def test_each_community_that_works_by_it_counts_up_to_three(count, points):
    method = published(title_zh="停车工作法")
    AdoptionFactory.create_batch(count, method=method, confirmed=True)
    word = "community" if count == 1 else "communities"

    assert lines("problem=parking")[method.pk][1:] == [
        (f"Already adopted by {count} {word}", points)
    ]


def test_an_adoption_that_nobody_confirmed_or_that_ended_counts_nothing():
    method = published(title_zh="停车工作法")
    AdoptionFactory(method=method)
    AdoptionFactory(method=method, ended=True)

    assert len(lines("problem=parking")[method.pk]) == 1


@pytest.mark.parametrize(
    ("outcome", "points"), [("selected", [3]), ("model", [3]), ("submitted", [])]
)
def test_what_a_round_selected_counts(outcome, points):
    method = published(title_zh="停车工作法")
    SubmissionFactory(
        selection_round=SelectionRoundFactory(announced=True),
        method=method,
        outcome=Submission.Outcome(outcome),
    )

    found = lines("problem=parking")[method.pk][1:]

    assert [each for _reason, each in found] == points


def test_a_result_that_is_not_announced_counts_nothing():
    method = published(title_zh="停车工作法")
    SubmissionFactory(
        selection_round=SelectionRoundFactory(state="judging"),
        method=method,
        outcome=Submission.Outcome.SELECTED,
    )

    assert len(lines("problem=parking")[method.pk]) == 1


def test_what_was_not_asked_makes_no_answer():
    method = published(title_zh="停车工作法")
    AdoptionFactory(method=method, confirmed=True)
    StepFactory(method=method)

    assert lines("place=village&money=little") == {}


def test_a_place_alone_is_no_answer_to_a_problem():
    published(summary_zh="老旧小区")

    assert lines("problem=parking&place=old-estate") == {}


def test_only_what_is_published_answers(unpublished):
    for method in unpublished:
        method.summary_zh = "缓解停车难"
        method.save()
    index_methods([each.pk for each in unpublished])

    assert lines("problem=parking&q=停车") == {}


def test_equal_ones_stand_by_subject_then_adoptions_then_the_newest():
    older, newer = (published(summary_zh="停车") for _ in range(2))
    adopted = published(summary_zh="停车")
    AdoptionFactory.create_batch(4, method=adopted, confirmed=True)
    more_adopted = published(summary_zh="停车")
    AdoptionFactory.create_batch(5, method=more_adopted, confirmed=True)
    in_results = published(results_zh="停车", summary_zh="老旧小区")
    SubmissionFactory(
        selection_round=SelectionRoundFactory(announced=True),
        method=in_results,
        outcome=Submission.Outcome.SELECTED,
    )

    answers = ranking("problem=parking&place=old-estate").answers

    assert [(each.number, each.points) for each in answers] == [
        (more_adopted.pk, 51),
        (adopted.pk, 51),
        (newer.pk, 45),
        (older.pk, 45),
        (in_results.pk, 45),
    ]


def test_ten_are_answers_and_all_are_counted():
    for _ in range(MOST_ANSWERS + 2):
        published(summary_zh="停车")

    found = ranking("problem=parking")

    assert (len(found.answers), found.count) == (MOST_ANSWERS, MOST_ANSWERS + 2)


def test_beyond_what_is_read_the_order_of_the_index_decides(monkeypatch):
    monkeypatch.setattr("catalogue.public.finding.ranking.MOST_READ", 2)
    of_the_size, *_others = (published(summary_zh="停车") for _ in range(3))
    of_the_size.problem_zh = "有2000户"
    of_the_size.save()

    assert of_the_size.pk not in lines("problem=parking&size=middle")


@pytest.mark.parametrize("count", [1, 30])
def test_any_question_is_three_queries(count, django_assert_num_queries):
    for _ in range(count):
        published(summary_zh="停车")
    index = current_catalogue().index
    query = (
        "problem=parking&problem=lifts&problem=safety&q=停车 parking 充电桩"
        "&place=village&size=small&residents=old&money=little&rooms=enough"
    )

    with django_assert_num_queries(3):
        rank(read_question(QueryDict(query)), index)


def test_the_weights_are_those_of_the_docs():
    """docs/finding.md and docs/finding.zh.md name them: change all together."""
    assert formula.PROBLEM == {
        "title": 50,
        "summary": 45,
        "problem": 45,
        "steps": 35,
        "results": 30,
        "conditions": 20,
    }
    assert (formula.THEME, formula.HEARD_DIVISOR, formula.OWN_WORDS) == (10, 2, 40)
    assert (formula.PLACE, formula.RESIDENTS, formula.SIZE) == (12, 10, 6)
    assert (
        formula.HAS_WHAT_IT_USES,
        formula.LACKS_WHAT_IT_USES,
        formula.DOES_NOT_NEED_IT,
    ) == (4, -6, 4)
    assert (formula.ADOPTER, formula.MOST_FOR_ADOPTERS) == (2, 6)
    assert (formula.HELD_UP, formula.HAS_STEPS) == (3, 3)
