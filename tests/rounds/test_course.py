"""The round manager's page of a round."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from catalogue.rounds.life import BACK, FORWARD
from catalogue.rounds.models import RoundStateChange, SelectionRound
from catalogue.rounds.models.selection_round import COURSE
from catalogue.rounds.solicitation import Ratio, standings, total
from tests.accounts.factories import OfficerFactory, UserFactory
from tests.rounds.course import Course
from tests.rounds.factories import ProvincialReturnFactory, QuotaFactory

pytestmark = pytest.mark.django_db

State = SelectionRound.State


def address(selection_round):
    return reverse("admin:rounds_course", args=[selection_round.pk])


def signed_in(client, person):
    client.force_login(person)
    return client


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def press(client, selection_round, seen, to, **values):
    return client.post(address(selection_round), {"seen": seen, "to": to, **values})


@pytest.fixture
def course(client):
    course = Course()
    client.force_login(course.manager)
    return course


@pytest.mark.parametrize("state", COURSE)
def test_page_shows_every_stage(client, course, state):
    course.to(state)

    page = client.get(address(course.round))

    assert page.status_code == 200
    assert page.context["stage"].label == State(state).label
    assert [stop.place for stop in page.context["stops"]].count("now") == 1
    assert page.context["next"] == FORWARD.get(state)
    assert page.context["back"] == BACK.get(state)


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED, State.APPROVED])
def test_every_page_it_names_is_there(client, course, state):
    course.to(state)

    pages = client.get(address(course.round)).context["pages"]

    for page, _label in pages:
        answer = client.get(page)
        list(answer)  # A file is closed once it is read to its end.
        assert answer.status_code == 200, page


def test_the_button_takes_the_next_step(client, course):
    answer = press(client, course.round, "preparing", "open")

    course.round.refresh_from_db()
    assert answer.url == address(course.round)
    assert told(answer) == ["The round is now in the state “Open”."]
    assert course.round.state == State.OPEN
    assert RoundStateChange.objects.get().changed_by == course.manager


def test_the_second_of_two_managers_is_told_who_was_first(client, course):
    course.step()

    answer = press(client, course.round, "preparing", "open")

    assert told(answer) == [
        f"Meanwhile {course.manager} moved the round: it is in the state “Open” now."
    ]
    assert RoundStateChange.objects.count() == 1


def test_a_step_back_by_one_is_no_step_on_by_the_other(client, course):
    course.to(State.CLOSED)

    answer = press(client, course.round, "independent-review", "closed", reason="x")

    assert told(answer) == [
        f"Meanwhile {course.manager} moved the round: it is in the state "
        "“Submission closed” now."
    ]


def test_a_step_back_takes_a_reason(client, course):
    course.to(State.CLOSED)

    answer = press(client, course.round, "closed", "open", reason=" ")

    course.round.refresh_from_db()
    assert told(answer) == ["Give the reason for going back; it is on record."]
    assert course.round.state == State.CLOSED
    press(client, course.round, "closed", "open", reason="补报")
    assert RoundStateChange.objects.last().reason == "补报"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"seen": "preparing"},
        {"seen": "preparing", "to": "nowhere"},
        {"seen": "preparing", "to": "announced"},
        {"seen": "preparing", "to": "judging"},
        {"seen": "preparing\x00", "to": "open"},
        {"to": "open"},
    ],
)
def test_crafted_steps_change_nothing(client, course, form):
    answer = client.post(address(course.round), form)

    course.round.refresh_from_db()
    assert answer.status_code == 200
    assert len(told(answer)) == 1
    assert course.round.state == State.PREPARING


def test_a_step_that_lacks_something_says_what(client, course):
    course.criterion.delete()

    answer = press(client, course.round, "preparing", "open")

    assert told(answer) == ["Set the criteria by which submissions are judged."]


def test_what_is_missing_leads_to_where_it_is_done(client, course):
    course.criterion.delete()

    missing = client.get(address(course.round)).context["stage"].missing

    change = reverse("admin:rounds_selectionround_change", args=[course.round.pk])
    assert [each.address.partition("#")[0] for each in missing] == [change]


@pytest.mark.parametrize("maker", [OfficerFactory, UserFactory])
def test_nobody_else_opens_the_page(client, course, maker):
    client.force_login(maker())

    assert client.get(address(course.round)).status_code == 403
    assert press(client, course.round, "preparing", "open").status_code == 403


@pytest.mark.parametrize("bodies", [1, 12])
def test_page_costs_the_same_number_of_queries(
    client, course, bodies, django_assert_num_queries
):
    QuotaFactory.create_batch(bodies, selection_round=course.round)
    client.get(address(course.round))

    with django_assert_num_queries(14):
        page = client.get(address(course.round))

    assert len(page.context["standings"]) == bodies + 1


# Numbers


def test_numbers_of_a_body_come_from_its_submissions(course):
    course.to(State.OPEN)
    course.submit_all()
    course.prepared()
    ProvincialReturnFactory(
        selection_round=course.round,
        reporting_body=course.quota.reporting_body,
        solicited=9,
    )

    row = standings(course.round, timezone.now())[0]

    assert (row.submitted, row.prepared, row.left) == (2, 1, 3)
    assert (str(row.ratio), row.ratio.is_low) == ("1 : 4.5", True)
    assert str(total([row])) == "1 : 4.5"


@pytest.mark.parametrize(
    ("solicited", "submitted", "words", "is_low"),
    [
        (None, 3, "–", False),
        (7, 0, "–", False),
        (10, 2, "1 : 5", False),
        (9, 2, "1 : 4.5", True),
        (2, 2, "1 : 1", True),
    ],
)
def test_ratio_warns_below_one_to_five(solicited, submitted, words, is_low):
    ratio = Ratio(solicited, submitted)

    assert (str(ratio), ratio.is_low) == (words, is_low)


def test_total_is_unknown_while_a_body_that_submitted_has_not_declared(course):
    course.to(State.OPEN)
    course.submit_all()
    other = QuotaFactory(selection_round=course.round)
    ProvincialReturnFactory(
        selection_round=course.round, reporting_body=other.reporting_body, solicited=5
    )

    assert total(standings(course.round, timezone.now())) == Ratio(None, 2)


def test_counts_are_written_down_when_the_round_is_announced(course):
    course.to(State.OPEN)
    idle = QuotaFactory(selection_round=course.round)
    ProvincialReturnFactory(
        selection_round=course.round,
        reporting_body=course.quota.reporting_body,
        solicited=11,
    )
    course.to(State.ANNOUNCED)

    rows = course.round.returns.values_list(
        "reporting_body", "solicited", "submitted", "selected"
    )
    assert sorted(rows) == sorted(
        [
            (course.quota.reporting_body_id, 11, 2, 1),
            (idle.reporting_body_id, None, 0, 0),
        ]
    )
    assert course.round.official_solicited == 11
