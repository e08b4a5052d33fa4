"""What an officer puts together and submits: what is taken, and what is refused."""

import datetime
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from catalogue.rounds.calling import extend
from catalogue.rounds.models import (
    ProvincialReturn,
    SelectionRound,
    Submission,
    SubmittedText,
)
from catalogue.rounds.preparing import (
    declare_solicited,
    drop,
    own_submissions,
    prepare,
    put_in_order,
)
from catalogue.rounds.submitting import submit, submit_all, take_back
from tests.accounts.factories import EditorFactory, OfficerFactory, RoundManagerFactory
from tests.methods.factories import WorkMethodFactory, method_of
from tests.places.factories import CommunityFactory, DivisionFactory
from tests.rounds.course import Course
from tests.rounds.factories import QuotaFactory, SelectionRoundFactory

pytestmark = pytest.mark.django_db

State = SelectionRound.State
SECOND = datetime.timedelta(seconds=1)
LAST_MOMENT = datetime.timedelta(microseconds=999_999)


@pytest.fixture
def course():
    return Course().to(State.OPEN)


def own_method(course, **values):
    return method_of(course.officer.reporting_body, **values)


def refused(function, *args, **values):
    with pytest.raises(ValidationError) as refusal:
        function(*args, **values)
    return refusal.value.messages


# The list


def test_own_methods_are_put_on_the_list_in_order(course):
    first, second = own_method(course), own_method(course, status="draft")

    prepare(course.round, [second.pk, first.pk], by=course.officer)

    rows = Submission.objects.order_by("sequence_number")
    assert [(row.method, row.sequence_number, row.state) for row in rows] == [
        (first, 1, "prepared"),
        (second, 2, "prepared"),
    ]


def not_to_choose(course):
    published = own_method(course, published=True)
    return {
        "foreign": WorkMethodFactory(),
        "change": own_method(course, revises=published, status="draft"),
        "withdrawn": own_method(course, status="withdrawn"),
        "there already": course.prepared().method,
    }


@pytest.mark.parametrize("which", ["foreign", "change", "withdrawn", "there already"])
def test_what_is_not_to_choose_brings_nothing_on_the_list(course, which):
    method = not_to_choose(course)[which]
    before = Submission.objects.count()

    words = refused(
        prepare, course.round, [own_method(course).pk, method.pk], by=course.officer
    )

    assert words == [
        "A method chosen is not yours, is a change, or is on the list already."
    ]
    assert Submission.objects.count() == before


@pytest.mark.parametrize("maker", [EditorFactory, RoundManagerFactory])
def test_only_officers_put_methods_forward(course, maker):
    person, row = maker(), course.prepared()

    for act in (
        lambda: prepare(course.round, [own_method(course).pk], by=person),
        lambda: submit(row, by=person),
        lambda: take_back(row, by=person),
        lambda: drop(row, by=person),
        lambda: put_in_order(course.round, [row.pk], by=person),
        lambda: declare_solicited(course.round, 5, by=person),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_list_of_another_body_is_out_of_reach(course):
    row = course.prepared()
    quota = QuotaFactory(selection_round=course.round)
    other = OfficerFactory(reporting_body=quota.reporting_body)

    for act in (submit, take_back, drop):
        with pytest.raises(PermissionDenied):
            act(row, by=other)
    assert refused(put_in_order, course.round, [row.pk], by=other)
    assert list(own_submissions(course.round, other)) == []


def test_what_was_submitted_once_stays_on_the_list(course):
    row, never = course.prepared(), course.prepared()
    submit(row, by=course.officer)

    assert refused(drop, row, by=course.officer)
    take_back(row, by=course.officer)
    assert refused(drop, row, by=course.officer)
    drop(never, by=course.officer)

    assert list(Submission.objects.all()) == [row]


def test_the_order_is_the_sequence_number(course):
    rows = [course.prepared() for _ in range(3)]
    order = [rows[2].pk, rows[0].pk, rows[1].pk]

    put_in_order(course.round, order, by=course.officer)

    assert list(own_submissions(course.round, course.officer)) == [
        rows[2], rows[0], rows[1],
    ]  # fmt: skip
    for wrong in (order[:2], [*order, order[0]], [order[0]] * 3):
        assert refused(put_in_order, course.round, wrong, by=course.officer)


# The count of what was solicited


def test_the_number_solicited_is_declared_and_corrected(course):
    declare_solicited(course.round, 12, by=course.officer)
    declare_solicited(course.round, 20, by=course.officer)

    row = ProvincialReturn.objects.get()
    assert (row.solicited, row.submitted) == (20, None)
    assert row.reporting_body == course.officer.reporting_body


def test_no_fewer_are_solicited_than_submitted(course):
    submit(course.prepared(), by=course.officer)
    submit(course.prepared(), by=course.officer)

    assert refused(declare_solicited, course.round, 1, by=course.officer) == [
        "You submitted 2: no fewer were solicited."
    ]
    declare_solicited(course.round, 2, by=course.officer)
    assert refused(submit, course.prepared(), by=course.officer) == [
        "Only 2 are declared as solicited: correct that figure first."
    ]


@pytest.mark.parametrize("number", [-1, 1_000_001])
def test_nonsense_is_not_declared(course, number):
    assert refused(declare_solicited, course.round, number, by=course.officer)


# Submitting


def test_several_are_submitted_or_none(course):
    course.round.required_parts = ["summary"]
    course.round.save()
    good = course.prepared(summary_zh="好")
    bad = course.prepared(title_zh="甲", summary_zh="", summary_en="")

    words = refused(submit_all, [good, bad], by=course.officer)

    assert words == [f"{bad.method}: Missing: Summary."]
    assert not SubmittedText.objects.exists()
    assert set(Submission.objects.values_list("state", flat=True)) == {"prepared"}
    assert [row.state for row in submit_all([good], by=course.officer)] == ["submitted"]


def test_a_quota_holds_for_all_that_are_submitted_at_once(course):
    course.quota.places = 2
    course.quota.save()
    rows = [course.prepared() for _ in range(3)]

    words = refused(submit_all, rows, by=course.officer)

    assert words == [f"{rows[2].method}: The quota is used up: 2 places."]
    assert len(submit_all(rows[:2], by=course.officer)) == 2


def test_a_place_that_is_taken_back_is_free_again(course):
    course.quota.places = 1
    course.quota.save()
    first, second = course.prepared(), course.prepared()
    submit(first, by=course.officer)
    assert refused(submit, second, by=course.officer)

    take_back(first, by=course.officer)
    submit(second, by=course.officer)

    assert refused(submit, first, by=course.officer)


def test_a_method_that_is_withdrawn_meanwhile_is_refused(course):
    row = course.prepared()
    type(row.method).objects.filter(pk=row.method_id).update(status="withdrawn")

    assert refused(submit, row, by=course.officer) == [
        "It is withdrawn from the public site."
    ]


def test_without_a_quota_nothing_is_submitted(course):
    other = OfficerFactory()
    method = method_of(other.reporting_body)
    row = Submission.objects.create(
        selection_round=course.round,
        method=method,
        reporting_body=other.reporting_body,
        state="prepared",
    )

    assert "This body has no quota in this round." in refused(submit, row, by=other)
    assert refused(
        prepare, course.round, [method_of(other.reporting_body).pk], by=other
    )


def test_a_city_of_a_province_uses_its_own_quota():
    course = Course()
    province = course.officer.reporting_body
    course.round.province = province
    course.round.save()
    course.quota.delete()
    cities = [DivisionFactory(province=province, level="prefecture") for _ in range(2)]
    for city in cities:
        QuotaFactory(
            selection_round=course.round,
            reporting_body=province,
            division=city,
            places=1,
        )
    course.to(State.OPEN)
    methods = [
        WorkMethodFactory(
            community=CommunityFactory(
                street__county=DivisionFactory(province=province, parent=city)
            )
        )
        for city in (cities[0], cities[0], cities[1])
    ]

    rows = prepare(course.round, [each.pk for each in methods], by=course.officer)
    words = refused(submit_all, rows, by=course.officer)

    assert [row.division for row in rows] == [cities[0], cities[0], cities[1]]
    assert words == [f"{methods[1]}: The quota is used up: 1 place."]


def test_the_text_is_frozen_as_it_was_submitted(course):
    row = course.prepared(title_zh="甲")
    submit(row, by=course.officer)
    row.method.title_zh = "乙"
    row.method.save()

    first = SubmittedText.objects.get()
    take_back(row, by=course.officer)
    submit(row, by=course.officer)

    texts = [text.content["title_zh"] for text in SubmittedText.objects.order_by("pk")]
    assert texts == ["甲", "乙"]
    assert SubmittedText.objects.get(pk=first.pk).digest == first.digest


# Time, to the second


@pytest.mark.parametrize("act", ["submit", "take back", "prepare", "drop", "declare"])
@pytest.mark.parametrize("extended", [False, True])
def test_time_ends_after_the_closing_second(course, act, extended):
    waiting, done = course.prepared(), course.prepared()
    submit(done, by=course.officer)
    end = course.round.closes_at.replace(microsecond=0)
    SelectionRound.objects.filter(pk=course.round.pk).update(closes_at=end)
    if extended:
        end += datetime.timedelta(days=2)
        code = course.quota.reporting_body_id
        extend(course.round, [code], end, reason="台风", by=course.manager)
    acts = {
        "submit": lambda at: submit(waiting, by=course.officer, at=at),
        "take back": lambda at: take_back(done, by=course.officer, at=at),
        "prepare": lambda at: prepare(
            course.round, [own_method(course).pk], by=course.officer, at=at
        ),
        "drop": lambda at: drop(waiting, by=course.officer, at=at),
        "declare": lambda at: declare_solicited(
            course.round, 9, by=course.officer, at=at
        ),
    }

    assert refused(acts[act], end + SECOND)
    acts[act](end + LAST_MOMENT)


@pytest.mark.parametrize("act", [submit, drop])
def test_an_extension_is_for_one_body_alone(course, act):
    quota = QuotaFactory(selection_round=course.round)
    later = course.round.closes_at + datetime.timedelta(days=1)
    extend(
        course.round, [quota.reporting_body_id], later, reason="x", by=course.manager
    )

    assert refused(act, course.prepared(), by=course.officer, at=later)


@pytest.mark.parametrize("state", [State.PREPARING, State.CLOSED])
def test_only_an_open_round_takes_submissions(state):
    course = Course().to(state)
    moment = course.round.closes_at - SECOND

    assert refused(submit, course.prepared(), by=course.officer, at=moment)
    assert refused(
        prepare, course.round, [own_method(course).pk], by=course.officer, at=moment
    )
    assert refused(declare_solicited, course.round, 3, by=course.officer, at=moment)


# What the database keeps


@pytest.mark.parametrize("outcome", ["selected", "model", "case"])
@pytest.mark.parametrize("done", [False, True])
def test_no_outcome_is_given_by_hand(course, outcome, done):
    row = course.prepared()
    if done:
        submit(row, by=course.officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=row.pk).update(outcome=outcome)


def test_a_recorded_round_has_no_quotas_to_use():
    officer = OfficerFactory()
    recorded = SelectionRoundFactory(state=State.OPEN)

    assert refused(
        prepare, recorded, [method_of(officer.reporting_body).pk], by=officer
    )


@pytest.mark.django_db(transaction=True)
def test_two_officers_share_no_last_place():
    course = Course().to(State.OPEN)
    course.quota.places = 1
    course.quota.save()
    other = OfficerFactory(reporting_body=course.officer.reporting_body)
    rows = [course.prepared(), course.prepared()]
    at_once, refusals = threading.Barrier(2), []

    def press(row, officer):
        try:
            at_once.wait(timeout=20)
            submit(row, by=officer)
        except ValidationError as refusal:
            refusals.append(refusal.messages)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=press, args=pair)
        for pair in zip(rows, (course.officer, other), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert refusals == [["The quota is used up: 1 place."]]
    assert Submission.objects.filter(state="submitted").count() == 1
