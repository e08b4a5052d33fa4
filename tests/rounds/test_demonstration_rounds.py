"""A finished round and one under review, for looking: whole, marked, and gone again."""

import datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.public.recorded import latest_national_round
from catalogue.rounds.demonstration import (
    add_demonstration,
    add_demonstration_rounds,
    remove_demonstration,
)
from catalogue.rounds.life import missing
from catalogue.rounds.models import (
    Assignment,
    Review,
    SelectionRound,
    Submission,
)
from tests.rounds.course import Course
from tests.rounds.demonstration_country import make_country

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.xdist_group("demonstration_rounds"),
]

State = SelectionRound.State


@pytest.fixture(scope="module")
def _rounds_of_this_module(django_db_setup, django_db_blocker):
    # Made once; each test works in a savepoint of its own.
    with django_db_blocker.unblock(), transaction.atomic():
        make_country()
        before = table_counts()
        add_demonstration()
        assert add_demonstration_rounds() == 2
        yield before
        transaction.set_rollback(True)


@pytest.fixture
def before(_rounds_of_this_module, db):
    return _rounds_of_this_module


@pytest.fixture
def finished(before):
    return SelectionRound.objects.get(slug="demonstration-finished")


@pytest.fixture
def running(before):
    return SelectionRound.objects.get(slug="demonstration-running")


def table_counts():
    """Rows of every table that is not history."""
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_models()
        if not model.__name__.endswith(("Event", "CatalogueChange"))
        and model._meta.managed
        and model._meta.app_label != "pghistory"
    }


def test_one_is_finished_and_one_is_under_review(finished, running):
    counts = {
        each.slug: (each.state, each.submissions.count())
        for each in (finished, running)
    }

    assert counts == {
        "demonstration-finished": (State.ANNOUNCED, 197),
        "demonstration-running": (State.INDEPENDENT_REVIEW, 197),
    }
    assert finished.official_selected == finished.places == 98
    reviews = Review.objects.filter(assignment__submission__selection_round=running)
    assigned = Assignment.objects.filter(submission__selection_round=running)
    assert 0 < reviews.count() < assigned.count() == 3 * 197
    assert missing(running, timezone.now())


def test_their_accounts_sign_in_nowhere(client, finished):
    accounts = User.objects.filter(username__startswith="demonstration-")

    assert accounts.count() == 32
    for account in accounts:
        assert not account.has_usable_password()
        assert not account.is_staff


def test_a_demonstration_says_so_and_is_never_the_national_round(client, finished):
    for address in (finished.get_absolute_url(), reverse("round-list")):
        assert "Demonstration round" in client.get(address).content.decode()
    answers = client.get("/api/v1/rounds/").json()["results"]

    assert {each["slug"] for each in answers if each["is_demo"]} == {
        "demonstration-finished",
        "demonstration-running",
    }
    assert latest_national_round().slug == "national-2018"


def test_adding_them_again_adds_nothing(finished):
    there = table_counts()

    assert add_demonstration_rounds() == 0
    assert table_counts() == there


def test_removal_takes_all_of_it_away_again(before, finished):
    assert remove_demonstration() == 197

    assert table_counts() == before


def test_removal_leaves_a_real_round_as_it_is(before, finished):
    course = Course().to(State.ANNOUNCED)
    assigned = Assignment.objects.filter(submission__selection_round=course.round)
    real = list(assigned.values())

    remove_demonstration()

    assert course.round.submissions.count() == 2
    assert Review.objects.count() == 4
    assert course.round.approvals.count() == 1
    assert course.round.state_changes.count() == 8
    assert real == list(Assignment.objects.values())


def test_the_guards_stand_again_after_a_removal(before, finished):
    course = Course().to(State.ANNOUNCED)
    remove_demonstration()

    for table in ("rounds_review", "rounds_approval", "rounds_submittedtext"):
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM {table}")
    assert course.round.approvals.count() == 1


@pytest.mark.parametrize("is_demo", [True, False])
def test_no_round_becomes_a_demonstration_or_ceases_to_be_one(before, is_demo):
    rounds = SelectionRound.objects.filter(is_demo=not is_demo)

    with pytest.raises(IntegrityError), transaction.atomic():
        rounds.update(is_demo=is_demo)


def test_what_is_on_record_of_a_demonstration_stays_while_it_is_there(finished):
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(assignment__submission__selection_round=finished).update(
            reason="x"
        )


def test_the_running_one_began_before_now(running):
    change = running.state_changes.last()

    assert change.changed_at < timezone.now() - datetime.timedelta(days=9)
    assert Submission.objects.public().filter(selection_round=running).count() == 0
