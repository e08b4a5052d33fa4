"""The bench: generated methods, always the same, never in the configured database."""

import pytest
from django.db import connection

from catalogue.methods.models import WorkMethod
from catalogue.methods.search.finding import search
from catalogue.rounds.bench import database
from catalogue.rounds.bench.methods import fill_up
from catalogue.rounds.demonstration import remove_demonstration
from tests.methods.factories import ThemeFactory
from tests.places.factories import CommunityFactory
from tests.rounds.factories import SelectionRoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_round():
    ThemeFactory(slug="service")
    for number in (1, 2):
        CommunityFactory(
            code=f"35010200400{number}", committee_kind="residents", name="军门社区"
        )
    return SelectionRoundFactory(slug="national-2018", announced=True)


def test_it_is_filled_up_to_the_number_with_findable_records(a_round):
    assert list(fill_up(3)) == [3]
    assert list(fill_up(5)) == [5]

    assert WorkMethod.objects.published().filter(is_demo=True).count() == 5
    assert len(search("军门").everywhere) == 5


def test_filling_up_by_steps_gives_the_same_as_at_once(a_round):
    list(fill_up(2))
    list(fill_up(4))
    by_steps = [*WorkMethod.objects.order_by("number").values_list("summary_zh")]
    remove_demonstration()

    list(fill_up(4))

    at_once = [*WorkMethod.objects.order_by("number").values_list("summary_zh")]
    assert at_once == by_steps


def test_the_configured_database_is_left_behind(monkeypatch):
    made, closed = [], []
    configured = connection.settings_dict["NAME"]
    monkeypatch.setitem(connection.settings_dict, "NAME", configured)
    monkeypatch.setattr(database, "_create", made.append)
    monkeypatch.setattr(connection, "close", lambda: closed.append("connection"))
    monkeypatch.setattr(connection, "close_pool", lambda: closed.append("pool"))

    name = database.work_on_bench_database()

    assert name == connection.settings_dict["NAME"] == configured + "_bench"
    assert made == [name]
    assert closed == ["connection", "pool"]
