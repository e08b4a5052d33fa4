"""What is due, what is kept of a look, and that no method changes by it."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from catalogue.methods.last_change import last_change
from catalogue.methods.link_check import checking
from catalogue.methods.link_check.checking import check, due, keep, mark_as_working
from catalogue.methods.link_check.judging import Verdict
from catalogue.methods.models import CatalogueVersion, Source, SourceLink, WorkMethod
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.methods.factories import SourceFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory, ProvinceFactory

pytestmark = pytest.mark.django_db
Status, Problem = SourceLink.Status, SourceLink.Problem
FINE = Verdict(Status.FINE, None, 200)
GONE = Verdict(Status.UNREACHABLE, Problem.GONE, 410)
FORBIDDEN = Verdict(Status.REFUSED, Problem.FORBIDDEN, 403)
WEEK = datetime.timedelta(days=7)
MONDAY = datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
PAGE = "https://example.org/a"


def source(address=PAGE, **values):
    return SourceFactory(address=address, **values)


def state():
    return SourceLink.objects.values_list("status", flat=True).get()


def test_one_failure_is_none_and_two_on_two_days_are_death():
    first = keep(PAGE, GONE, now=MONDAY)
    assert (first.status, first.failing_since) == (Status.UNREACHABLE, MONDAY.date())
    same_day = keep(PAGE, GONE, now=MONDAY + datetime.timedelta(hours=3))
    assert same_day.status == Status.UNREACHABLE

    dead = keep(PAGE, GONE, now=MONDAY + DAY)

    assert (dead.status, dead.status_since) == (Status.DEAD, MONDAY + DAY)
    assert (dead.failing_since, dead.problem) == (MONDAY.date(), Problem.GONE)
    again = keep(PAGE, GONE, now=MONDAY + 2 * DAY)
    assert (again.status, again.status_since) == (Status.DEAD, MONDAY + DAY)
    assert SourceLink.objects.count() == 1


@pytest.mark.parametrize("between", [FINE, FORBIDDEN])
def test_what_answers_in_between_begins_anew(between):
    keep(PAGE, GONE, now=MONDAY)
    keep(PAGE, between, now=MONDAY + DAY)

    assert keep(PAGE, GONE, now=MONDAY + 2 * DAY).status == Status.UNREACHABLE


def test_dead_one_that_answers_again_works():
    keep(PAGE, GONE, now=MONDAY)
    keep(PAGE, GONE, now=MONDAY + DAY)

    link = keep(PAGE, FINE, now=MONDAY + 2 * DAY)

    assert (link.status, link.problem, link.failing_since) == (Status.FINE, "", None)
    assert link.status_since == MONDAY + 2 * DAY


def test_word_of_a_person_counts_until_something_else_is_found():
    editor = EditorFactory()
    keep(PAGE, GONE, now=MONDAY)
    dead = keep(PAGE, GONE, now=MONDAY + DAY)
    assert list(SourceLink.objects.dead()) == [dead]

    mark_as_working(dead, by=editor, now=MONDAY + DAY)

    assert not SourceLink.objects.dead().exists()
    same = keep(PAGE, GONE, now=MONDAY + 2 * DAY)
    assert (same.works_by_hand_by, same.works_by_hand_at) == (editor, MONDAY + DAY)
    other = keep(PAGE, Verdict(Status.UNREACHABLE, Problem.NO_HOST), now=MONDAY + WEEK)
    assert (other.works_by_hand_by, other.works_by_hand_at) == (None, None)
    assert list(SourceLink.objects.dead()) == [other]


def test_word_of_a_person_is_asked_for_again_after_half_a_year():
    link = keep(PAGE, FORBIDDEN, now=MONDAY)
    mark_as_working(link, by=EditorFactory(), now=MONDAY)

    assert keep(PAGE, FORBIDDEN, now=MONDAY + 179 * DAY).works_by_hand_at == MONDAY
    assert keep(PAGE, FORBIDDEN, now=MONDAY + 181 * DAY).works_by_hand_at is None


def test_due_is_what_was_never_or_long_ago_looked_at_and_what_failed_yesterday():
    for name in ("never", "old", "young", "failed", "failed-today", "dead"):
        source(f"https://{name}.example/")
    keep("https://old.example/", FINE, now=MONDAY - WEEK)
    keep("https://young.example/", FINE, now=MONDAY - 3 * DAY)
    keep("https://failed.example/", GONE, now=MONDAY - DAY)
    keep("https://failed-today.example/", GONE, now=MONDAY)
    keep("https://dead.example/", GONE, now=MONDAY - 3 * DAY)
    keep("https://dead.example/", GONE, now=MONDAY - 2 * DAY)

    assert due(now=MONDAY, older_than=WEEK) == [
        f"https://{name}.example/" for name in ("never", "old", "failed")
    ]


def test_address_is_asked_for_once_and_servers_take_turns():
    for address in ("https://a.example/1", "https://a.example/2"):
        source(address)
        source(address)
    source("https://b.example/1")

    assert due(now=MONDAY, older_than=WEEK) == [
        "https://a.example/1",
        "https://b.example/1",
        "https://a.example/2",
    ]


def test_demonstration_and_withdrawn_methods_are_left_out():
    source(method=WorkMethodFactory(is_demo=True))
    source(method=WorkMethodFactory(status=WorkMethod.Status.WITHDRAWN))
    SourceFactory(address="", title="书")

    assert due(now=MONDAY, older_than=WEEK) == []


def test_interrupted_run_keeps_what_it_saw_and_the_next_goes_on(server, manners):
    pages = [f"{server.address}/{path}" for path in ("200", "301/200", "404")]
    for page in pages:
        source(page)
    looking = check(due(now=MONDAY, older_than=WEEK), manners)
    next(looking)
    looking.close()

    left = due(now=datetime.datetime.now(datetime.UTC), older_than=WEEK)

    assert len(left) == 2
    assert SourceLink.objects.get().address in pages
    assert SourceLink.objects.get().address not in left
    for _each in check(left, manners):
        pass
    assert dict(SourceLink.objects.values_list("address", "status")) == dict(
        zip(pages, ["fine", "moved", "unreachable"], strict=True)
    )
    assert SourceLink.objects.get(status="moved").moved_to == pages[0]


def settle_version():
    """As at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_look_changes_no_method_no_history_and_no_version():
    method = source().method
    settle_version()
    version, change = CatalogueVersion.objects.now(), last_change(method)
    events = Source.pgh_event_model.objects.count()
    stamp = WorkMethod.objects.get(pk=method.pk).updated_at

    keep(PAGE, GONE, now=MONDAY)

    settle_version()
    assert CatalogueVersion.objects.now() == version
    assert last_change(method) == change
    assert Source.pgh_event_model.objects.count() == events
    assert WorkMethod.objects.get(pk=method.pk).updated_at == stamp


def test_links_are_seen_with_the_methods_that_cite_them():
    officer = OfficerFactory()
    own = CommunityFactory(street__county__province=officer.reporting_body)
    foreign = CommunityFactory(street__county__province=ProvinceFactory())
    source("https://own.example/", method=WorkMethodFactory(community=own))
    source("https://foreign.example/", method=WorkMethodFactory(community=foreign))
    source("https://both.example/", method=WorkMethodFactory(community=own))
    source("https://both.example/", method=WorkMethodFactory(community=foreign))
    for name in ("own", "foreign", "both", "uncited"):
        keep(f"https://{name}.example/", FINE, now=MONDAY)

    def seen(person):
        rows = SourceLink.objects.visible_to(person).order_by("address")
        return [row.address.split("/")[2].split(".")[0] for row in rows]

    assert seen(officer) == ["both", "own"]
    assert seen(EditorFactory()) == ["both", "foreign", "own"]
    assert seen(OfficerFactory()) == []


def run(**options):
    out = StringIO()
    call_command("check_source_links", stdout=out, **options)
    return out.getvalue()


def test_command_needs_to_say_whom_to_ask(settings):
    settings.CONTACT = ""
    source("http://127.0.0.1:9/")

    with pytest.raises(CommandError, match="CATALOGUE_CONTACT"):
        run()

    assert not SourceLink.objects.exists()


def test_dry_run_names_what_is_due_and_asks_nobody(settings, server):
    settings.CONTACT = ""
    source(server.address + "/200")

    assert run(dry_run=True) == f"{server.address}/200\n1 due; nobody was asked.\n"
    assert server.asked == []
    assert not SourceLink.objects.exists()


def test_command_never_asks_this_machine(settings, server):
    settings.CONTACT = "links@example.org"
    source(server.address + "/200")
    keep("https://uncited.example/", FINE, now=MONDAY)

    said = run(pause=0.0)

    assert said == (
        f"refused: {server.address}/200 (not-public)\nLinks checked: 1 (1 refused).\n"
    )
    assert server.asked == []
    assert SourceLink.objects.get().problem == Problem.NOT_PUBLIC


def test_command_takes_at_most_so_many(settings, monkeypatch):
    settings.CONTACT = "links@example.org"
    for number in range(3):
        source(f"https://{number}.example/")
    monkeypatch.setattr(checking, "judge", lambda _address, _manners: FINE)

    assert run(limit=2) == "Links checked: 2 (2 fine).\n"
    assert run(limit=2) == "Links checked: 1 (1 fine).\n"
    assert run(limit=2) == "Links checked: 0.\n"
    assert run(older_than=0, limit=5) == "Links checked: 3 (3 fine).\n"
