"""The kept catalogue is never older than a second, and never made in a request."""

import threading
import time

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.methods.models import CatalogueVersion, WorkMethod
from catalogue.public.facet_index import load_facet_index
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.kept import KEEPER, Catalogue, Keeper, load_catalogue
from catalogue.public.listing import Listing
from catalogue.public.narrowing import Narrowing
from catalogue.public.vocabulary import Vocabulary
from tests.methods.factories import ThemeFactory, WorkMethodFactory

NO_VALUES = Vocabulary((), (), ())


class Clock:
    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


class Versions:
    """A catalogue without a database: how often it was asked and made."""

    def __init__(self, monkeypatch):
        self.now, self.asked, self.made = 1, 0, 0
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        monkeypatch.setattr(CatalogueVersion.objects, "now", self._ask)

    def _ask(self):
        self.asked += 1
        return self.now

    def make(self):
        self.made += 1
        version = self.now
        assert self.may_go_on.wait(timeout=20)
        return Catalogue(version, None, NO_VALUES, None)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def versions(monkeypatch):
    return Versions(monkeypatch)


@pytest.fixture
def keeper(versions, clock):
    return Keeper(versions.make, clock)


def test_the_version_is_asked_for_once_a_second(keeper, versions, clock):
    keeper.current()
    for _ in range(5):
        keeper.current()
    assert versions.asked == 0

    clock.seconds += 1
    for _ in range(5):
        keeper.current()
    assert (versions.asked, versions.made) == (1, 1)


def test_a_new_version_is_shown_after_a_second(keeper, versions, clock):
    keeper.current()
    versions.now = 2

    clock.seconds += 0.9
    assert keeper.current().version == 1
    clock.seconds += 0.1
    assert keeper.current().version == 2


def test_nobody_waits_for_what_takes_long_to_make(keeper, versions, clock):
    keeper.current()
    versions.now = 2
    versions.may_go_on.clear()
    clock.seconds += 1

    begun = time.monotonic()
    assert keeper.current().version == 1
    assert time.monotonic() - begun < 10

    clock.seconds += 1
    assert keeper.current().version == 1
    assert versions.made == 2
    versions.may_go_on.set()
    assert _soon(lambda: keeper.current().version == 2)


def test_nobody_gets_what_is_long_out_of_date(keeper, versions, clock):
    keeper.current()
    versions.now = 2
    versions.may_go_on.clear()
    threading.Timer(0.3, versions.may_go_on.set).start()

    clock.seconds += 3_600

    assert keeper.current().version == 2


def test_many_first_requests_make_it_once(keeper, versions):
    versions.may_go_on.clear()
    threads = [threading.Thread(target=keeper.current) for _ in range(5)]
    for thread in threads:
        thread.start()
    versions.may_go_on.set()
    for thread in threads:
        thread.join(timeout=20)

    assert versions.made == 1


def test_a_fault_in_making_keeps_the_last_and_tries_again(
    keeper, versions, clock, monkeypatch, caplog
):
    def fail():
        raise RuntimeError("no database")

    keeper.current()
    versions.now = 2
    monkeypatch.setattr(keeper, "_load", fail)
    clock.seconds += 1
    assert keeper.current().version == 1
    assert "could not be made anew" in caplog.text

    monkeypatch.setattr(keeper, "_load", versions.make)
    clock.seconds += 1
    assert _soon(lambda: keeper.current().version == 2)


@pytest.mark.django_db(transaction=True)
def test_in_a_thread_it_is_made_of_what_is_committed(clock):
    keeper = Keeper(load_catalogue, clock)
    assert keeper.current().index.numbers.tolist() == []

    method = WorkMethodFactory(published=True)
    clock.seconds += 3_600

    assert keeper.current().index.numbers.tolist() == [method.pk]


@pytest.mark.django_db
def test_a_list_is_counted_without_any_query_within_a_second(monkeypatch):
    WorkMethodFactory(published=True)
    KEEPER.current()
    monkeypatch.setattr(KEEPER, "seconds_between_questions", 3_600)

    with CaptureQueriesContext(connection) as queries:
        narrowing = Narrowing.of(WorkMethodFilter(_asked()))
        assert narrowing.count() == 1

    assert not list(queries)


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?q=秘&order=title", "?order=province"])
def test_what_was_just_withdrawn_is_not_shown_by_a_kept_list(
    client, monkeypatch, query
):
    method = WorkMethodFactory(published=True, title_zh="秘而不宣工作法", title_en="")
    KEEPER.current()
    monkeypatch.setattr(KEEPER, "seconds_between_questions", 3_600)

    WorkMethod.objects.update(status=WorkMethod.Status.WITHDRAWN)
    page = client.get(reverse("work-method-list") + query)

    assert page.status_code == 200
    assert "而不宣" not in page.content.decode()
    assert not Listing(Narrowing.of(WorkMethodFilter(_asked())))[:20]
    assert client.get(method.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_a_new_theme_can_be_asked_for_at_once(client):
    KEEPER.current()
    theme = ThemeFactory()

    page = client.get(theme.get_absolute_url())

    assert page.status_code == 200
    assert page.context["problems"] == []


@pytest.mark.django_db
def test_an_empty_catalogue_has_an_index():
    index = load_facet_index()

    assert index.count(index.everything) == 0
    assert list(index.newest(index.everything)) == []
    assert list(index.in_order(index.everything, "title", "en")) == []


def _asked():
    return QueryDict()


def _soon(holds):
    for _ in range(200):
        if holds():
            return True
        time.sleep(0.05)
    return False
