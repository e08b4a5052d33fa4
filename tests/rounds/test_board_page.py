"""The page of the board: who looks, what a line would change, what is saved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.rounds.models import BoardLine, BoardSwap, SelectionRound
from tests.accounts.factories import holder_of
from tests.methods.factories import ThemeFactory
from tests.rounds.course import Course

pytestmark = pytest.mark.django_db

State = SelectionRound.State


@pytest.fixture
def course():
    """Four proposed by one group, ranked 1 to 4, for three places; the line at 1."""
    course = Course(count=4, places=3).to(State.INTER_GROUP_CONSENSUS)
    course.draw_line()
    return course


def address(course, page="rounds_board", query=""):
    return reverse(f"admin:{page}", args=[course.round.pk]) + query


def shown(client, course, query=""):
    return client.get(address(course, query=query)).context


def is_in(context):
    return [row.is_in for row in context["sheet"].proposed]


def told(context):
    return [str(each) for each in context["messages"]]


@pytest.mark.parametrize("role", Role)
def test_who_runs_rounds_looks_and_others_find_nothing(client, course, role):
    client.force_login(holder_of(role))
    expected = 200 if role == Role.ROUND_MANAGER else 404

    assert client.get(address(course)).status_code == expected
    missing = reverse("admin:rounds_board", args=[course.round.pk + 1000])
    assert client.get(missing).status_code == 404


def test_chairs_look_and_write_nothing(client, course):
    client.force_login(course.chair)
    made = BoardSwap.objects.create(
        selection_round=course.round,
        taken_in=course.submissions[2],
        reason="x",
        decided_by=course.manager,
    )

    context = shown(client, course, "?line=2")

    assert is_in(context) == [True, True, True, False]
    assert context["form"] is None
    for page, form in (
        (address(course, "rounds_board_line"), {"line": "2"}),
        (address(course, "rounds_board_swap"), {"reason": "x"}),
        (reverse("admin:rounds_board_undo", args=[made.pk]), {"reason": "x"}),
    ):
        assert client.post(page, form).status_code == 403
    assert BoardLine.objects.get().places == 1
    assert BoardSwap.objects.get().undone_at is None


def test_secretaries_and_members_find_no_board(client, course):
    secretary = course.group.members.get(task="secretary").reviewer.account
    client.force_login(secretary)

    assert client.get(address(course)).status_code == 404


def test_there_is_no_board_before_its_stage(client):
    course = Course().to(State.GROUP_CONSENSUS)
    client.force_login(course.manager)

    assert "sheet" not in shown(client, course)


def test_a_line_is_looked_at_without_being_saved(client, course):
    client.force_login(course.manager)

    context = shown(client, course, "?line=3")

    assert is_in(context) == [True, True, True, False]
    assert context["sheet"].is_preview
    by_body = context["breakdowns"][0].rows
    name = str(course.officer.reporting_body)
    assert [(label, *share) for label, share in by_body] == [(name, 4, 4, 1, 3)]
    assert BoardLine.objects.get().places == 1


@pytest.mark.parametrize("query", ["?line=x", "?line=-1", "?line=²"])
def test_a_line_that_is_no_number_is_named_and_left_out(client, course, query):
    client.force_login(course.manager)

    context = shown(client, course, query)

    assert is_in(context) == [True, False, False, False]
    assert len(told(context)) == 1


def test_a_line_below_all_is_that_below_the_last(client, course):
    client.force_login(course.manager)

    context = shown(client, course, "?line=9999")

    assert context["sheet"].line == 4
    assert context["sheet"].left == -1


def test_the_line_is_saved(client, course):
    client.force_login(course.manager)

    client.post(address(course, "rounds_board_line"), {"line": "2"})

    assert is_in(shown(client, course)) == [True, True, False, False]


def test_a_line_beyond_the_places_is_refused(client, course):
    client.force_login(course.manager)

    response = client.post(
        address(course, "rounds_board_line"), {"line": "4"}, follow=True
    )

    assert told(response.context) == ["1 more is recommended than there are places."]
    assert BoardLine.objects.get().places == 1


def test_a_swap_is_recorded_and_undone(client, course):
    client.force_login(course.manager)
    first, last = course.submissions[0], course.submissions[3]
    form = {"taken_in": last.pk, "taken_out": first.pk, "reason": "兼顾西部地区"}

    client.post(address(course, "rounds_board_swap"), form)
    assert is_in(shown(client, course)) == [False, False, False, True]

    made = BoardSwap.objects.get()
    undo = reverse("admin:rounds_board_undo", args=[made.pk])
    client.post(undo, {"reason": " "})
    assert is_in(shown(client, course)) == [False, False, False, True]
    client.post(undo, {"reason": "复议"})
    context = shown(client, course)
    assert is_in(context) == [True, False, False, False]
    assert "复议" in client.get(address(course)).content.decode()


@pytest.mark.parametrize(
    "fault", [{"reason": ""}, {"taken_in": ""}, {"taken_in": "0"}, {"taken_in": "x"}]
)
def test_a_swap_with_a_fault_is_shown_again(client, course, fault):
    client.force_login(course.manager)
    form = {"taken_in": course.submissions[3].pk, "taken_out": "", "reason": "x"}

    response = client.post(address(course, "rounds_board_swap"), form | fault)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not BoardSwap.objects.exists()


def test_the_board_stays_to_look_at_once_its_stage_is_closed(client):
    course = Course().to(State.ANNOUNCED)
    client.force_login(course.manager)

    context = shown(client, course)

    assert is_in(context) == [True, False]
    assert not context["may_write"]


def test_themes_are_those_that_were_submitted(client):
    theme = ThemeFactory(name_en="Consultation", name_zh="社区协商")
    course = Course()
    course.to(State.OPEN)
    values = {"status": "draft"}
    original = course.prepared

    course.prepared = lambda **given: original(**values | given, themes=[theme])
    course.to(State.INTER_GROUP_CONSENSUS)
    course.draw_line()
    course.submissions[0].method.themes.clear()
    client.force_login(course.manager)

    *_others, themes = shown(client, course)["breakdowns"]

    assert [(name, share.now, share.submitted) for name, share in themes.rows] == [
        ("Consultation", 1, 2)
    ]


def test_the_board_takes_as_many_queries_at_any_size(client):
    found = []
    for count in (2, 5):
        course = Course(count=count, places=2).to(State.INTER_GROUP_CONSENSUS)
        course.draw_line()
        client.force_login(course.manager)
        client.get(address(course))
        with CaptureQueriesContext(connection) as made:
            client.get(address(course, query="?line=2"))
        found.append(len(made))

    assert found[0] == found[1]
    assert found[0] <= 40
