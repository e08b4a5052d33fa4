"""A page asked for again comes from memory, and is never another's or an old one."""

import datetime
import gzip
import re

import pytest
from django.db import OperationalError, connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from catalogue.methods.catalogue_triggers import WATCHED_TABLES
from catalogue.methods.models import CatalogueVersion, WorkMethod
from catalogue.methods.publication import Reason, change_state
from catalogue.practice.models import Promotion
from catalogue.public import kept_pages
from catalogue.public.kept import KEEPER, Keeper, load_catalogue
from catalogue.public.kept_pages import PAGES
from catalogue.public.page_keeping import one_query
from catalogue.public.parameters import LABELS
from catalogue.rounds.models import SelectionRound
from tests.accounts.factories import UserFactory
from tests.methods.factories import StepFactory, ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory
from tests.practice.factories import PromotionFactory
from tests.practice.pilot_factories import PilotActFactory, PilotSiteFactory
from tests.rounds.factories import SubmissionFactory

pytestmark = pytest.mark.django_db

LIST = "/en/methods/"


@pytest.fixture
def catalogue():
    """A method in everything that has a page."""
    community = CommunityFactory()
    theme = ThemeFactory(slug="culture")
    ThemeFactory(slug="service")
    method = WorkMethodFactory(
        published=True,
        title_en="Courtyard council",
        summary_en="Neighbours meet.",
        community=community,
        themes=[theme],
    )
    StepFactory(method=method)
    PilotActFactory(
        site=PilotSiteFactory(method=method, community=community, confirmed=True)
    )
    SubmissionFactory(
        method=method,
        selection_round__slug="national-2018",
        selection_round__announced=True,
    )
    PromotionFactory(published=True, serving=[method])
    return method


def pages_of(method):
    arguments = [method.number, method.slug]
    site = method.pilot_sites.get()
    return {
        "home": reverse("home"),
        "work-method-list": reverse("work-method-list"),
        "work-method-detail": reverse("work-method-detail", args=arguments),
        "work-method-print": reverse("work-method-print", args=arguments),
        "work-method-compare": reverse("work-method-compare")
        + f"?method={method.number}",
        "find-method": reverse("find-method") + "?problem=culture&size=small",
        "province-list": reverse("province-list"),
        "province-detail": method.reporting_body.get_absolute_url(),
        "community-detail": method.community.get_absolute_url(),
        "pilot-programme-list": reverse("pilot-programme-list"),
        "pilot-programme-detail": site.programme.get_absolute_url(),
        "pilot-site-detail": site.get_absolute_url(),
        "round-list": reverse("round-list"),
        "round-detail": reverse("round-detail", args=["national-2018"]),
        "theme-detail": reverse("theme-detail", args=["culture"]),
        "adoption-list": reverse("adoption-list"),
        "promotion-list": reverse("promotion-list"),
        "promotion-detail": Promotion.objects.get().get_absolute_url(),
        "statistics": reverse("statistics"),
        "about": reverse("about"),
        "about-data": reverse("about-data"),
        "accessibility": reverse("accessibility"),
    }


def queries_of(client, address, **headers):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, headers=headers)
    return response, len(captured)


def test_a_kept_page_costs_no_query_and_is_the_same(
    client, catalogue, know_the_version
):
    know_the_version()
    for name, address in pages_of(catalogue).items():
        made = client.get(address)
        kept, queries = queries_of(client, address)

        assert (name, made.status_code, queries) == (name, 200, 0)
        assert kept.content == made.content
        assert kept.headers == made.headers


def test_who_has_a_page_is_told_so_without_a_query(client, catalogue, know_the_version):
    know_the_version()
    for address in pages_of(catalogue).values():
        etag = client.get(address)["ETag"]
        again, queries = queries_of(client, address, if_none_match=etag)

        assert (address, again.status_code, queries) == (address, 304, 0)
        assert again.content == b""


def test_the_only_question_is_for_the_version(client, catalogue):
    made = client.get(LIST)
    kept, queries = queries_of(client, LIST)

    assert (kept.content, queries) == (made.content, 1)


def test_every_page_that_is_kept_is_tested_here(catalogue):
    kept = {
        name
        for name, pattern in _patterns(get_resolver().url_patterns)
        if getattr(pattern.callback, "__closure__", None)
        and pattern.callback.__code__.co_filename.endswith("page_keeping.py")
    }

    assert kept == {*pages_of(catalogue), "work-method-suggestions"}


def _patterns(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern.name, pattern


def test_every_table_that_a_kept_page_reads_makes_versions(client, catalogue):
    with connection.cursor() as cursor:
        cursor.execute(WATCHED_TABLES)
        watched = {table for (table,) in cursor.fetchall()}
    with CaptureQueriesContext(connection) as captured:
        for address in pages_of(catalogue).values():
            client.get(address)
        client.get(LIST + "?q=courtyard")
        client.get(LIST + "?q=courtyrad&theme=culture")
    read = set()
    for query in captured:
        read |= set(re.findall(r'(?:FROM|JOIN) "?(\w+_\w+)"?', query["sql"]))

    read &= {*connection.introspection.table_names()}
    assert "methods_workmethod" in read
    # A row of history is written with the change it tells, in the same transaction.
    histories = {f"{table}event" for table in watched} | {"methods_methodthemeevent"}
    assert read - watched - histories == {
        "methods_catalogueversion",
        "methods_cataloguechange",
    }


def test_a_withdrawn_method_is_gone_with_the_version(client, catalogue):
    pages = [catalogue.get_absolute_url(), reverse("home"), LIST]
    for address in pages:
        assert "Courtyard council" in client.get(address).content.decode()

    change_state(
        catalogue,
        WorkMethod.Status.WITHDRAWN,
        by=UserFactory(is_superuser=True),
        reason=Reason(en="Mistaken"),
    )

    gone, *others = [client.get(address) for address in pages]
    assert (gone.status_code, "ETag" in gone.headers) == (410, False)
    assert "Neighbours meet" not in gone.content.decode()
    for page in others:
        assert page.status_code == 200
        assert "Courtyard council" not in page.content.decode()


def test_a_withdrawn_method_is_gone_although_the_lists_are_still_being_made(
    client, catalogue, monkeypatch
):
    address = catalogue.get_absolute_url()
    client.get(address)
    client.get(LIST)
    # As while the catalogue of the new version is made in its thread.
    monkeypatch.setattr(
        Keeper,
        "current",
        lambda keeper: keeper._hear(CatalogueVersion.objects.now()) and keeper._kept,
    )
    WorkMethod.objects.update(status=WorkMethod.Status.WITHDRAWN)

    assert client.get(address).status_code == 404
    assert "Courtyard" not in client.get(LIST).content.decode()
    assert len(PAGES) == 2, "what is made of old lists is kept under no version"


def test_a_round_shows_nothing_from_the_moment_it_is_no_longer_announced(
    client, catalogue
):
    address = reverse("round-detail", args=["national-2018"])
    assert client.get(address).status_code == 200

    SelectionRound.objects.update(state=SelectionRound.State.PREPARING)

    assert client.get(address).status_code == 404


def test_within_a_second_a_kept_page_stands_and_not_longer(
    client, catalogue, monkeypatch
):
    seconds = [100.0]
    keeper = Keeper(load_catalogue, clock=lambda: seconds[0])
    keeper.works_in_background = False
    monkeypatch.setattr(kept_pages, "KEEPER", keeper)
    address = catalogue.get_absolute_url()
    client.get(address)

    WorkMethod.objects.update(status=WorkMethod.Status.WITHDRAWN)
    seconds[0] += 0.9
    assert client.get(address).status_code == 200

    seconds[0] += 0.1
    assert client.get(address).status_code == 404


def test_every_way_to_write_an_address_is_one_page(client, catalogue):
    first = client.get(LIST + "?theme=culture&theme=service&order=title&page=1")
    for query in (
        "?order=title&theme=service&theme=culture",
        "?theme=service&utm_source=x&theme=culture&q=&theme=culture&order=title&page=",
        "?theme=culture&theme=service&order=title",
    ):
        again, queries = queries_of(client, LIST + query)

        assert (query, queries) == (query, 1)
        assert again.content == first.content
    assert len(PAGES) == 1


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("", ""),
        ("utm_source=x&a=b", ""),
        ("page=3&page=1", ""),
        ("page=1&page=3", "page=3"),
        (
            "theme=b&q=%E5%81%9C%20%E8%BD%A6&theme=a",
            "q=%E5%81%9C+%E8%BD%A6&theme=a&theme=b",
        ),
        ("q=b&q=a&q=b&q=", "q=b&q=a"),
        ("order=title&order=newest", "order=title&order=newest"),
    ],
)
def test_one_way_to_write_a_query(written, one):
    assert one_query(QueryDict(written), [*LABELS]) == one


def test_a_page_reads_no_parameter_that_its_key_leaves_out(client, catalogue):
    with_query = client.get("/en/about/?q=x&page=2")

    assert with_query.content == client.get("/en/about/").content
    assert len(PAGES) == 1


def test_a_problem_of_an_address_is_told_to_the_one_who_asked(client, catalogue):
    plain = client.get(LIST + "?theme=culture")
    wrong = client.get(LIST + "?theme=culture&theme=nonsense&page=x")
    again = client.get(LIST + "?theme=culture")

    assert "nonsense" in wrong.content.decode()
    assert "ETag" not in wrong.headers
    assert again.content == plain.content
    assert len(PAGES) == 1


@pytest.mark.parametrize(
    "address",
    [
        "/en/methods/999999/nothing/",
        "/en/methods/?page=99",
        "/en/nothing/",
        "/en/methods/999999/",
        "/en/methods/export.csv",
        "/en/methods/?q=" + "a" * 3_000,
        "/en/provinces/nowhere/",
    ],
)
def test_what_is_no_page_is_not_kept(client, catalogue, address):
    first = client.get(address)

    assert client.get(address).status_code == first.status_code
    assert len(PAGES) == 0


def test_an_older_title_is_redirected_every_time(client, catalogue):
    address = reverse("work-method-detail", args=[catalogue.number, "older"])

    for _ in range(2):
        response = client.get(address + "?a=b")
        assert (response.status_code, response["Location"]) == (
            302,
            catalogue.get_absolute_url() + "?a=b",
        )
    assert len(PAGES) == 0


def test_a_post_is_not_answered_from_memory(client, catalogue):
    client.get("/en/about/")

    assert client.post("/en/about/").status_code == 405


def test_a_head_has_the_headers_of_the_page(client, catalogue):
    head = client.head(LIST)
    page, queries = queries_of(client, LIST)

    assert (head.status_code, head.content, queries) == (200, b"", 1)
    assert head.headers == page.headers == client.head(LIST).headers
    assert int(page["Content-Length"]) == len(page.content)


def test_scheme_and_host_are_part_of_the_address(client, catalogue, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    canonical = '<link rel="canonical" href="{}/en/about/">'

    for origin, headers, secure in (
        ("http://testserver", {}, False),
        ("http://other.example", {"host": "other.example"}, False),
        ("https://testserver", {}, True),
    ):
        for _ in range(2):
            page = client.get("/en/about/", headers=headers, secure=secure)
            assert canonical.format(origin) in page.content.decode()
    assert len(PAGES) == 3


def test_a_host_that_is_not_ours_gets_no_page(client, catalogue):
    client.get("/en/about/")

    response = client.get("/en/about/", headers={"host": "evil.example"})

    assert (response.status_code, len(PAGES)) == (400, 1)


def test_languages_are_kept_apart(client, catalogue):
    for _ in range(2):
        assert 'lang="en"' in client.get("/en/about/").content.decode()[:40]
        assert 'lang="zh-Hans"' in client.get("/zh-hans/about/").content.decode()[:40]


def test_a_page_has_the_headers_of_every_page_and_no_cookie(client, catalogue):
    for _ in range(2):
        response = client.get(LIST, headers={"accept-encoding": "gzip"})

        assert response["Vary"] == "Accept-Encoding"
        assert response["Cache-Control"] == "public, no-cache"
        assert response["Content-Language"] == "en"
        assert response["X-Frame-Options"] == "DENY"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["Content-Type"] == "text/html; charset=utf-8"
        assert "Set-Cookie" not in response.headers
        assert not response.cookies
        assert gzip.decompress(response.content).startswith(b"<!doctype html>")


def test_staff_and_the_public_see_one_page(client, catalogue):
    public = client.get(LIST)
    client.force_login(UserFactory(is_superuser=True))
    client.cookies["text_size"] = "larger"
    PAGES.empty()

    for _ in range(2):
        assert client.get(LIST).content == public.content


def test_the_next_day_the_dates_on_a_page_are_new(client, catalogue, monkeypatch):
    sheet = reverse("work-method-print", args=[catalogue.number, catalogue.slug])

    for day, cited, printed in (
        (1, "[2031-05-01]", "Printed May 1, 2031"),
        (2, "[2031-05-02]", "Printed May 2, 2031"),
    ):
        noon = datetime.datetime(2031, 5, day, 4, tzinfo=datetime.UTC)
        monkeypatch.setattr(timezone, "now", lambda noon=noon: noon)
        for _ in range(2):
            page = client.get(catalogue.get_absolute_url()).content.decode()
            assert cited in page
            assert printed in client.get(sheet).content.decode()


def test_nothing_is_kept_where_no_memory_is_given(client, catalogue, monkeypatch):
    monkeypatch.setattr(PAGES, "most_bytes", 0)

    page = client.get(LIST)

    assert (page.status_code, len(PAGES)) == (200, 0)
    assert "ETag" not in page.headers


def test_a_long_search_of_many_pages_stays_within_its_memory(
    client, catalogue, monkeypatch
):
    one = len(gzip.compress(client.get(LIST).content)) + 3_000
    PAGES.empty()
    monkeypatch.setattr(PAGES, "most_bytes", 3 * one)

    for number in range(10):
        client.get(f"{LIST}?q=council+{number}")

    assert 0 < PAGES.bytes <= 3 * one
    assert len(PAGES) < 10


def test_a_version_that_cannot_be_asked_is_no_page(client, catalogue, monkeypatch):
    def fail():
        raise OperationalError

    client.get("/en/about/")
    monkeypatch.setattr(KEEPER, "settled", fail)

    response = client.get("/en/about/")

    assert response.status_code == 200
    assert "ETag" not in response.headers
