"""The officer's pages: the list, the receipt, the text as it was submitted."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from catalogue.rounds.life import move_round
from catalogue.rounds.models import (
    ProvincialReturn,
    Quota,
    SelectionRound,
    Submission,
    SubmittedText,
)
from catalogue.rounds.own_list import own_list
from catalogue.rounds.solicitation import standings
from catalogue.rounds.submitting import submit
from catalogue.rounds.time_left import time_left
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.methods.factories import StepFactory, WorkMethodFactory, method_of
from tests.places.factories import ProvinceFactory
from tests.rounds.course import Course
from tests.rounds.factories import (
    QuotaFactory,
    SelectionRoundFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db

State = SelectionRound.State
DAY = datetime.timedelta(days=1)


def page_of(selection_round, page="put_forward"):
    return reverse(f"admin:rounds_{page}", args=[selection_round.pk])


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def own_method(course, **values):
    return method_of(course.officer.reporting_body, **values)


@pytest.fixture
def course(client):
    course = Course().to(State.OPEN)
    client.force_login(course.officer)
    return course


def press(client, course, **form):
    page = client.post(page_of(course.round), form, follow=True)
    return [str(message) for message in page.context["messages"]]


def listed(course):
    rows = standings(course.round, timezone.now())
    return own_list(course.round, course.officer, rows)


def test_an_officer_puts_methods_forward_from_first_to_last(client, course):
    methods = [own_method(course, status="draft") for _ in range(2)]
    numbers = [each.pk for each in methods]

    assert press(client, course, _add="1", method=numbers) == [
        "2 methods are on the list. They are not submitted yet."
    ]
    rows = list(Submission.objects.order_by("sequence_number"))
    assert press(client, course, up=rows[1].pk) == ["The order is saved."]
    assert press(client, course, _declare="1", solicited="30") == [
        "The number solicited is saved."
    ]
    assert press(client, course, _submit="1", chosen=[row.pk for row in rows]) == [
        "2 methods are submitted."
    ]
    assert press(client, course, take_back=rows[0].pk) == [
        f"“{rows[0].method}” is taken back."
    ]

    states = Submission.objects.order_by("sequence_number").values_list("pk", "state")
    assert list(states) == [(rows[1].pk, "submitted"), (rows[0].pk, "taken-back")]
    assert ProvincialReturn.objects.get().solicited == 30


def test_page_says_what_stands_against_each_method(client, course):
    SelectionRound.objects.update(required_parts=["steps", "titles"])
    whole = own_method(course, title_zh="甲", title_en="A", status="draft")
    StepFactory(method=whole, action_zh="做", who_zh="谁")
    own_method(course, title_zh="乙", title_en="", status="draft")

    page = client.get(page_of(course.round))

    found = {
        str(method.title_zh): faults
        for method, faults, _earlier in page.context["found"].object_list
    }
    assert found["甲"] == []
    assert found["乙"] == [
        "Missing: Title in both languages.",
        "Missing: Steps, each with what is done and by whom.",
    ]


def test_page_tells_of_twins_and_of_earlier_rounds(course):
    method = own_method(course, title_zh="13335工作法")
    twin = WorkMethodFactory(title_zh="13335", published=True)
    hidden = WorkMethodFactory(title_zh="13335", status="draft")
    SubmissionFactory(
        method=method,
        selection_round=SelectionRoundFactory(announced=True, title_en="Round of 2018"),
        outcome="selected",
    )
    SubmissionFactory(
        method=method,
        selection_round=SelectionRoundFactory(
            state="judging", title_en="Round of 2020"
        ),
        outcome="selected",
    )
    course.round.submissions.create(
        method=method, reporting_body=method.reporting_body, state="prepared"
    )

    row = listed(course)[0]

    assert [each.method for each in row.alike] == [twin]
    assert hidden not in [each.method for each in row.alike]
    assert [str(each) for each in row.earlier] == [
        "Put forward in “Round of 2018”: Selected.",
        "Put forward in “Round of 2020”: Under review.",
    ]
    assert row.faults == []


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("网格", ["网格议事"]),
        ("Grid talks", ["网格议事"]),
        ("Grid nothing", []),
        ("", ["网格议事", "楼道自治"]),
        ("\x00%_", []),
    ],
)
def test_own_methods_are_searched(client, course, query, titles):
    own_method(course, title_zh="楼道自治", title_en="Stairs")
    own_method(course, title_zh="网格议事", title_en="Grid talks")
    own_method(course, title_zh="网格", status="withdrawn")
    WorkMethodFactory(title_zh="网格")

    page = client.get(page_of(course.round), {"q": query, "p": "999"})

    found = [row[0].title_zh for row in page.context["found"].object_list]
    assert found == titles


def test_faults_are_told_in_words_and_nothing_is_submitted(client, course):
    Quota.objects.update(places=1)
    rows = [course.prepared(), course.prepared()]

    words = press(client, course, _submit="1", chosen=[row.pk for row in rows])

    assert words == [f"{rows[1].method}: The quota is used up: 1 place."]
    assert not SubmittedText.objects.exists()


@pytest.mark.parametrize("form", [{}, {"_add": "1"}, {"_submit": "1"}, {"x": "1"}])
def test_empty_forms_change_nothing(client, course, form):
    course.prepared()

    assert len(press(client, course, **form)) == 1
    assert Submission.objects.get().state == "prepared"


@pytest.mark.parametrize("act", ["_submit", "take_back", "drop", "up", "_add"])
def test_rows_of_another_body_are_missing(client, course, act):
    quota = QuotaFactory(selection_round=course.round)
    foreign = Submission.objects.create(
        selection_round=course.round,
        method=method_of(quota.reporting_body),
        reporting_body=quota.reporting_body,
        state="prepared",
    )
    other = method_of(quota.reporting_body)
    form = {act: foreign.pk, "chosen": foreign.pk, "method": other.pk}

    response = client.post(page_of(course.round), form)

    assert response.status_code in (302, 404)
    assert list(Submission.objects.values_list("pk", "state")) == [
        (foreign.pk, "prepared")
    ]


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30, "1\x00", "١"])
@pytest.mark.parametrize("act", ["take_back", "drop", "up"])
def test_nonsense_names_no_row(client, course, act, value):
    assert client.post(page_of(course.round), {act: value}).status_code == 404


@pytest.mark.parametrize("act", ["_submit", "take_back", "drop", "up", "_add"])
def test_after_the_closing_second_the_page_is_only_read(client, course, act):
    waiting, done = course.prepared(), course.prepared()
    submit(done, by=course.officer)
    over = timezone.now() - datetime.timedelta(seconds=2)
    SelectionRound.objects.update(closes_at=over)
    named = done if act == "take_back" else waiting
    form = {act: named.pk, "chosen": waiting.pk, "method": own_method(course).pk}

    answer = client.post(page_of(course.round), form)
    page = client.get(page_of(course.round))

    assert len(told(answer)) == 1
    assert (page.context["may_write"], page.context["found"]) == (False, None)
    assert sorted(Submission.objects.values_list("state", flat=True)) == [
        "prepared", "submitted",
    ]  # fmt: skip


def test_in_the_closing_second_it_still_submits(client, course):
    row = course.prepared()
    closes_at = timezone.now() + datetime.timedelta(minutes=1)
    SelectionRound.objects.update(closes_at=closes_at)

    press(client, course, _submit="1", chosen=row.pk)

    assert Submission.objects.get().state == "submitted"


def test_more_time_opens_the_page_for_the_own_body_alone(client, course):
    other = QuotaFactory(selection_round=course.round)
    SelectionRound.objects.update(closes_at=timezone.now() - DAY)
    later = timezone.now() + DAY
    for quota, expected in ((other, False), (course.quota, True)):
        Quota.objects.update(extended_to=None, extension_reason="", extended_by=None)
        Quota.objects.filter(pk=quota.pk).update(
            extended_to=later, extension_reason="x", extended_by=course.manager
        )

        page = client.get(page_of(course.round))

        assert page.context["may_write"] is expected


def test_what_judges_find_stays_inside_until_the_round_is_announced(client, course):
    course.to(State.APPROVAL)

    during = client.get(page_of(course.round))
    course.to(State.ANNOUNCED)
    after = client.get(page_of(course.round))

    assert [row.state for row in during.context["listed"]] == ["Submitted"] * 2
    assert during.context["stage"].missing is None
    assert "ecommended" not in during.content.decode()
    assert [row.state for row in after.context["listed"]] == [
        "Selected", "Not selected",
    ]  # fmt: skip


def test_ratio_below_one_to_five_is_warned_about_and_not_refused(client, course):
    press(client, course, _declare="1", solicited="4")
    row = course.prepared()

    words = press(client, course, _submit="1", chosen=row.pk)
    page = client.get(page_of(course.round))

    assert words == ["1 method is submitted."]
    assert page.context["ratio"].is_low
    assert "Fewer than five were solicited" in page.content.decode()


@pytest.mark.parametrize("page", ["put_forward", "receipt"])
def test_rounds_that_do_not_concern_the_body_are_missing(client, course, page):
    preparing = Course().round
    recorded = SelectionRoundFactory(state="open")
    elsewhere = Course(province=ProvinceFactory())
    elsewhere.to(State.OPEN)

    for other in (preparing, recorded, elsewhere.round):
        assert client.get(page_of(other, page)).status_code == 404
    client.force_login(EditorFactory())
    assert client.get(page_of(course.round, page)).status_code == 403


@pytest.mark.parametrize("count", [2, 12])
def test_page_costs_the_same_number_of_queries(
    client, course, count, django_assert_max_num_queries
):
    Quota.objects.update(places=50)
    for _ in range(count):
        submit(course.prepared(), by=course.officer)
        course.prepared()
        own_method(course)
    client.get(page_of(course.round))

    with django_assert_max_num_queries(18):
        page = client.get(page_of(course.round))

    assert len(page.context["listed"]) == 2 * count


# The receipt and the frozen text


def test_receipt_lists_what_is_submitted_with_its_digest(client, course):
    first, second, waiting = (course.prepared() for _ in range(3))
    for row in (first, second):
        submit(row, by=course.officer)
    press(client, course, take_back=second.pk)

    page = client.get(page_of(course.round, "receipt"))

    text = SubmittedText.objects.get(submission=first)
    assert [row[0] for row in page.context["rows"]] == [first]
    assert text.digest in page.content.decode()
    assert waiting not in [row[0] for row in page.context["rows"]]


def test_receipt_shows_the_title_that_was_submitted(client, course):
    row = course.prepared(title_zh="甲", title_en="")
    submit(row, by=course.officer)
    row.method.title_zh = "乙"
    row.method.save()

    page = client.get(page_of(course.round, "receipt"))

    assert [str(text.title) for _row, _frozen, text in page.context["rows"]] == ["甲"]


@pytest.mark.parametrize("count", [1, 8])
def test_receipt_costs_the_same_number_of_queries(
    client, course, count, django_assert_max_num_queries
):
    Quota.objects.update(places=50)
    for _ in range(count):
        submit(course.prepared(), by=course.officer)
    client.get(page_of(course.round, "receipt"))

    with django_assert_max_num_queries(13):
        page = client.get(page_of(course.round, "receipt"))

    assert len(page.context["rows"]) == count


def test_text_as_submitted_is_compared_with_today(client, course):
    row = course.prepared(title_zh="甲", kind="comprehensive")
    StepFactory(method=row.method, position=1, action_zh="旧")
    submit(row, by=course.officer)
    row.method.title_zh, row.method.kind = "乙", "single-aspect"
    row.method.save()
    row.method.steps.update(action_zh="新")
    StepFactory(method=row.method, position=2)

    page = client.get(page_of(row, "submitted_text"))

    changes = [
        (each.part, each.label, each.before, each.after)
        for each in page.context["changes"]
    ]
    assert changes == [
        ("", "Chinese title", "甲", "乙"),
        ("", "Kind", "Comprehensive", "Single-aspect"),
        ("step 1", "What is done, in Chinese", "旧", "新"),
        ("step 2", "", "—", "is there"),
    ]


def test_text_that_is_as_it_was_has_no_differences(client, course):
    row = submit(course.prepared(), by=course.officer)

    page = client.get(page_of(row, "submitted_text"))

    assert page.context["changes"] == []


def test_texts_of_other_bodies_and_of_nothing_are_missing(client, course):
    row, never = submit(course.prepared(), by=course.officer), course.prepared()

    assert client.get(page_of(never, "submitted_text")).status_code == 404
    client.force_login(OfficerFactory())
    assert client.get(page_of(row, "submitted_text")).status_code == 404
    client.force_login(course.manager)
    assert client.get(page_of(row, "submitted_text")).status_code == 200


# Time in words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (datetime.timedelta(days=3, hours=4), "3\xa0days, 4\xa0hours left"),
        (datetime.timedelta(seconds=59), "less than a minute left"),
        (datetime.timedelta(0), "less than a minute left"),
        (-datetime.timedelta(microseconds=999_999), "less than a minute left"),
        (-datetime.timedelta(seconds=1), "The time is over."),
    ],
)
def test_time_that_is_left_in_words(left, words):
    end = timezone.now().replace(microsecond=0)

    assert time_left(end, end - left) == words
    assert time_left(None, end) == ""


def test_a_round_that_goes_back_is_open_only_with_more_time(client, course):
    submit(course.prepared(), by=course.officer)
    course.now += DAY
    SelectionRound.objects.update(closes_at=timezone.now() - DAY)
    course.round = move_round(course.round, "closed", by=course.manager)
    move_round(course.round, "open", by=course.manager, reason="补报")

    assert client.get(page_of(course.round)).context["may_write"] is False
