"""The first page of the desk says what of the yearly call waits, and until when."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.accounts.roles import Role
from catalogue.practice.models import StillInUseAnswer
from tests.accounts.factories import EditorFactory, OfficerFactory, holder_of
from tests.practice.factories import (
    StillInUseAnswerFactory,
    StillInUseCallFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db

CONTINUED = StillInUseAnswer.Answer.CONTINUED


def page_of(page, call):
    return reverse(f"admin:practice_still_in_use_{page}", args=[call.pk])


def told(client, person):
    """The figures and the deadlines of the first page."""
    client.force_login(person)
    context = client.get(reverse("admin:index")).context
    return context["still_in_use"], context["deadlines"]


def test_officer_is_led_to_the_own_methods_that_wait(client):
    waiting = StillInUseAnswerFactory()
    call = waiting.call
    StillInUseAnswerFactory(call=call, answer=CONTINUED)

    [figure], [deadline] = told(client, officer_of(waiting))

    assert (figure.count, figure.address) == (1, page_of("answers", call))
    assert f"0 of 1 answered, due {call.due_on}" in figure.label
    assert str(deadline.title) == "Still in use? 0 of 1 answered"
    assert (deadline.day, deadline.words) == (call.due_on.isoformat(), "in 23 days")
    assert not deadline.is_late


def test_editor_is_led_to_the_bodies(client):
    waiting = StillInUseAnswerFactory()
    StillInUseAnswerFactory(call=waiting.call, answer=CONTINUED)

    [figure], [deadline] = told(client, EditorFactory())

    assert (figure.count, figure.address) == (1, page_of("overview", waiting.call))
    assert str(deadline.title) == "Still in use? 1 of 2 answered"


def test_what_is_over_is_late(client):
    opened = timezone.localdate() - datetime.timedelta(40)
    row = StillInUseAnswerFactory(call=StillInUseCallFactory(opened_on=opened))

    _figures, [deadline] = told(client, officer_of(row))

    assert (deadline.is_late, deadline.words) == (True, "10 days late")


def test_nothing_waits_where_all_is_answered_closed_or_foreign(client):
    answered = StillInUseAnswerFactory(answer=CONTINUED)
    StillInUseAnswerFactory(call=answered.call)
    opened = timezone.localdate() - datetime.timedelta(800)
    closed = StillInUseAnswerFactory(
        call=StillInUseCallFactory(opened_on=opened, closed=True)
    )

    for person in (officer_of(answered), officer_of(closed), OfficerFactory()):
        assert told(client, person) == ([], [])


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AUDIT_ADMINISTRATOR])
def test_others_read_nothing_of_it(client, role):
    StillInUseAnswerFactory()
    client.force_login(holder_of(role))

    page = client.get(reverse("admin:index"))

    assert "Still in use?" not in page.content.decode()
