"""What two bodies sent alike is shown to who runs the round, and to nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.methods.models import WorkMethod
from catalogue.rounds.alike import alike_in
from catalogue.rounds.models import SelectionRound
from catalogue.rounds.submitting import submit, take_back
from tests.accounts.factories import EditorFactory
from tests.methods.factories import StepFactory
from tests.rounds.course import Course

pytestmark = pytest.mark.django_db

State = SelectionRound.State
ALONE = [
    "居民小组每周三晚上在楼栋活动室开会，由楼长记录大家提出的事项，次日交社区公示。",
    "网格员每天上午走访独居老人，发现困难立即登记，由社区医生和志愿者分头上门处理。",
    "商户、物业和业主按月轮流召集议事会，先定规则再议事项，表决结果张贴在小区门口。",
]
SAME = (
    "社区把辖区划成十二个网格，每个网格配一名专职网格员、两名楼栋长和五名志愿者。"
    "居民在线上报事，网格员一小时内回复，办不了的由街道统一派单，办完请居民打分。"
)


def sent(course, *texts, **values):
    """Submissions with these texts as their background problem, in their order."""
    rows = []
    for text in texts:
        row = course.prepared(status="draft", problem_zh=text, **values)
        rows.append(submit(row, by=course.officer))
    return rows


@pytest.fixture
def course():
    course = Course()
    course.quota.places = 50
    course.quota.save()
    course.step()
    return course


def pairs(course):
    return [(each.one, each.other, each.percent) for each in alike_in(course.round)]


def test_texts_that_say_the_same_are_alike_however_they_are_spaced(course):
    one, other, _alone = sent(
        course, SAME + ALONE[0], SAME.replace("，", " ，"), ALONE[1]
    )

    assert [pair[:2] for pair in pairs(course)] == [(one, other)]
    assert pairs(course)[0][2] == 100


def test_a_sentence_in_common_is_nothing(course):
    sent(course, "".join(ALONE), ALONE[0][:16] + SAME)

    assert pairs(course) == []


def test_what_many_say_is_the_language_of_the_field(course):
    sent(course, *(SAME + ALONE[n % 3] * (n + 1) for n in range(7)))

    assert all(percent < 100 for *_pair, percent in pairs(course))


def test_the_same_steps_are_alike_too(course):
    rows = [course.prepared(status="draft") for _ in range(2)]
    for row in rows:
        StepFactory(method=row.method, action_zh=SAME)
        submit(row, by=course.officer)

    assert [pair[:2] for pair in pairs(course)] == [tuple(rows)]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("院落议事社区工作法", ["same title"]),
        ("“院落议事”工作法", ["same title"]),
        ("13335服务法", ["same number in the name"]),
        ("楼栋自治工作法", None),
    ],
)
def test_titles_are_alike_as_everywhere_on_the_desk(course, title, words):
    sent(course, "", title_zh="院落议事工作法")
    sent(course, "", title_zh="一三三三五治理法")
    (last,) = sent(course, "", title_zh=title)

    found = [
        [str(each) for each in pair.reasons]
        for pair in alike_in(course.round)
        if last in (pair.one, pair.other)
    ]

    assert found == ([words] if words else [])


def test_what_was_submitted_counts_and_not_what_is_written_since(course):
    one, other = sent(course, SAME, SAME)
    WorkMethod.objects.update(problem_zh="")
    (taken_back,) = sent(course, SAME)
    take_back(taken_back, by=course.officer)

    assert [pair[:2] for pair in pairs(course)] == [(one, other)]


def test_the_page_shows_both_to_who_runs_the_round_alone(client, course):
    one, other = sent(course, SAME, SAME)
    page = reverse("admin:rounds_alike", args=[course.round.pk])
    client.force_login(course.manager)
    text = client.get(page).content.decode()

    assert "100% of the shorter text" in text
    for row in (one, other):
        assert reverse("admin:rounds_submitted_text", args=[row.pk]) in text
    for person in (course.officer, EditorFactory()):
        client.force_login(person)
        assert client.get(page).status_code == 403


def test_a_page_shows_the_most_alike_and_counts_the_rest(client, course, monkeypatch):
    monkeypatch.setattr("catalogue.rounds.admin.alike.MOST_SHOWN", 1)
    sent(course, SAME, SAME)
    titled = sent(course, "", "", title_zh="院落议事工作法")
    client.force_login(course.manager)

    page = client.get(reverse("admin:rounds_alike", args=[course.round.pk]))

    assert [[each.one, each.other] for each in page.context["pairs"]] == [titled]
    assert "1 further pair is less alike and not shown." in page.content.decode()


def test_it_costs_the_same_number_of_queries_for_any_number(course):
    counts = []
    for _ in range(2):
        sent(course, SAME, SAME)
        with CaptureQueriesContext(connection) as captured:
            alike_in(course.round)
        counts.append(len(captured))

    assert counts == [2, 2]
