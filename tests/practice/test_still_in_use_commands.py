"""Commands of the yearly call: who is late, and the demonstration of it."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalogue.methods.models import WorkMethod
from catalogue.practice.demonstration import (
    add_demonstration_call,
    remove_demonstration_practice,
)
from catalogue.practice.models import StillInUseAnswer, StillInUseCall
from catalogue.rounds.demonstration.people import MANAGER
from tests.accounts.factories import UserFactory
from tests.practice.factories import (
    StillInUseAnswerFactory,
    StillInUseCallFactory,
    selected_method,
)
from tests.rounds.factories import SelectionRoundFactory

pytestmark = pytest.mark.django_db

Answer = StillInUseAnswer.Answer


def told(capsys):
    call_command("still_in_use_overdue")
    return capsys.readouterr().out.splitlines()


def test_bodies_that_are_late_are_named(capsys):
    opened = timezone.localdate() - datetime.timedelta(40)
    call = StillInUseCallFactory(opened_on=opened)
    waiting = StillInUseAnswerFactory(call=call)
    StillInUseAnswerFactory(call=call, answer=Answer.CONTINUED)

    assert told(capsys) == [
        f"{opened.year}, due on {call.due_on}: 1 methods of 1 bodies without an answer",
        f"  {waiting.reporting_body.name_en}: 1 of 1",
    ]


@pytest.mark.parametrize("closed", [True, False])
def test_a_call_in_time_or_closed_is_not_late(capsys, closed):
    days = 40 if closed else 30
    opened = timezone.localdate() - datetime.timedelta(days)
    StillInUseAnswerFactory(call=StillInUseCallFactory(opened_on=opened, closed=closed))

    assert told(capsys) == ["No open call is late."]


@pytest.fixture
def demonstration():
    UserFactory(username=MANAGER)
    held = SelectionRoundFactory(announced=True, is_demo=True)
    return [selected_method(held, is_demo=True) for _ in range(15)]


def test_demonstration_call_asks_after_demonstrations_alone(demonstration):
    real = selected_method()

    assert add_demonstration_call() == 15
    assert add_demonstration_call() == 0

    call = StillInUseCall.objects.get()
    asked = set(call.answers.values_list("method", flat=True))
    assert call.is_demo
    assert asked == {method.pk for method in demonstration}
    assert real.pk not in asked
    given = set(call.answers.values_list("answer", flat=True))
    assert given == {"", *Answer.values}


def test_demonstration_call_fits_the_first_days_of_a_year(demonstration):
    from catalogue.practice.demonstration.still_in_use import add_call

    first = datetime.date(timezone.localdate().year, 1, 1)
    add_call(first)

    call = StillInUseCall.objects.get()
    assert (call.year, call.opened_on) == (first.year, first)


def test_there_is_no_call_without_demonstration_rounds():
    selected_method(is_demo=True)

    assert add_demonstration_call() == 0


def test_removal_takes_the_demonstration_call_and_leaves_the_real_one(demonstration):
    add_demonstration_call()
    row = StillInUseAnswerFactory(answer=Answer.CONTINUED)

    remove_demonstration_practice()

    assert list(StillInUseAnswer.objects.all()) == [row]
    assert list(StillInUseCall.objects.all()) == [row.call]
    assert WorkMethod.objects.filter(is_demo=True).count() == 15
