"""What the first page says of rounds that are held here."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.desk.deadlines import deadlines, under_way
from catalogue.rounds.models import Quota, SelectionRound
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.rounds.course import Course

pytestmark = pytest.mark.django_db

State = SelectionRound.State


@pytest.fixture
def course():
    return Course().to(State.OPEN)


def page_of(name, selection_round):
    return reverse(f"admin:rounds_{name}", args=[selection_round.pk])


def moment(time):
    return f"{timezone.localtime(time):%Y-%m-%d %H:%M:%S}"


def test_an_officer_reads_the_time_of_the_own_body(course):
    later = course.round.closes_at + datetime.timedelta(days=3)
    Quota.objects.update(
        extended_to=later, extension_reason="台风", extended_by=course.manager
    )

    (own,) = deadlines(course.officer)
    (of_manager,) = deadlines(course.manager)

    assert (own.day, own.puts_forward) == (moment(later), True)
    assert own.address == page_of("put_forward", course.round)
    assert of_manager.day == moment(course.round.closes_at)
    assert of_manager.address == page_of("course", course.round)


def test_who_has_no_quota_is_led_to_no_list(course):
    (of_other,) = deadlines(OfficerFactory())
    (of_editor,) = deadlines(EditorFactory())

    change = page_of("selectionround_change", course.round)
    assert [(each.address, each.puts_forward) for each in (of_other, of_editor)] == [
        (change, False)
    ] * 2


def test_a_time_that_is_over_is_told_as_late(course):
    SelectionRound.objects.update(
        closes_at=timezone.now() - datetime.timedelta(seconds=2)
    )

    (own,) = deadlines(course.officer)

    assert (own.words, own.is_late) == ("The time is over.", True)


@pytest.mark.parametrize("state", [State.PREPARING, State.CLOSED, State.ANNOUNCED])
def test_only_open_rounds_have_a_deadline(state):
    course = Course().to(state)

    assert deadlines(course.officer) == []


def test_the_manager_sees_what_rounds_under_way_lack(course):
    Course().to(State.ANNOUNCED)

    (row,) = under_way(course.manager)

    assert (row.round, row.address) == (
        course.round,
        page_of("course", course.round),
    )
    assert len(row.missing) == 1
    assert under_way(course.officer) == under_way(EditorFactory()) == []


def test_the_first_page_leads_to_the_list(client, course):
    client.force_login(course.officer)

    page = client.get(reverse("admin:index")).content.decode()

    assert page_of("put_forward", course.round) in page
