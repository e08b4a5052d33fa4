"""A thousand posts a minute neither slow the site nor fill the desk."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalogue.methods.models import CatalogueVersion
from catalogue.practice import adoption_reports
from catalogue.practice.models import Adoption
from catalogue.public.adoption import limits
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory
from tests.practice.factories import AdoptionFactory
from tests.public.adoption.test_form import mark_of

pytestmark = pytest.mark.django_db
POSTS = 1_000


@pytest.fixture
def method():
    return WorkMethodFactory(published=True)


@pytest.fixture
def community():
    return CommunityFactory()


def flood(client, method, community, *, address_of, **given):
    """The statuses of a thousand posts that each tell something else."""
    url = reverse("work-method-adopted", args=[method.pk])
    common = {"community": community.pk, "mark": mark_of(method), **given}
    return [
        client.post(
            url, {**common, "adapted": f"变化 {n}"}, REMOTE_ADDR=address_of(n)
        ).status_code
        for n in range(POSTS)
    ]


def queries_of(client, method, address):
    url = reverse("work-method-adopted", args=[method.pk])
    with CaptureQueriesContext(connection) as asked:
        response = client.post(url, {"community": "1"}, REMOTE_ADDR=address)
    return response, len(asked)


def test_one_address_leaves_a_handful(client, method, community, clock, settings):
    settings.ADOPTION_REPORTS_A_MINUTE = 6

    statuses = flood(client, method, community, address_of=lambda n: "192.0.2.1")
    refused, queries = queries_of(client, method, "192.0.2.1")
    other, _queries = queries_of(client, method, "192.0.2.2")

    assert statuses == [302] * 6 + [429] * (POSTS - 6)
    assert Adoption.objects.count() == 6
    assert queries == 0
    assert refused["Retry-After"] == str(limits.POSTS_OF_CALLERS.seconds_left())
    assert other.status_code == 200


def test_a_thousand_addresses_leave_no_more_than_the_site_looks_at(
    client, method, community, clock
):
    statuses = flood(
        client,
        method,
        community,
        address_of=lambda n: f"198.51.{n // 250}.{n % 250}",
    )
    refused, queries = queries_of(client, method, "203.0.113.7")

    kept = min(limits.MOST_POSTS_A_MINUTE, adoption_reports.MOST_WAITING_OF_A_METHOD)
    assert statuses.count(429) == POSTS - limits.MOST_POSTS_A_MINUTE
    assert Adoption.objects.count() == kept
    assert queries == 0
    assert refused.status_code == 429


def test_hour_after_hour_the_site_keeps_no_more_than_is_set(
    client, community, clock, settings, monkeypatch
):
    settings.ADOPTION_REPORTS_AN_HOUR = 12
    monkeypatch.setattr(limits, "MOST_POSTS_A_MINUTE", POSTS)
    methods = WorkMethodFactory.create_batch(3, published=True)

    for place, method in enumerate(methods):
        url = reverse("work-method-adopted", args=[method.pk])
        for n in range(6):
            client.post(
                url,
                {"community": community.pk, "mark": mark_of(method), "result": f"{n}"},
                REMOTE_ADDR=f"198.51.{place}.{n}",
            )

    assert Adoption.objects.count() == 12


def test_caller_is_counted_by_the_hour_too(client, method, community, clock, settings):
    settings.ADOPTION_REPORTS_A_MINUTE = 6
    statuses = []
    url = reverse("work-method-adopted", args=[method.pk])
    clock.now -= clock.now % 3_600
    for minute in range(10):
        clock.now += 60 if minute else 0
        statuses += [client.post(url, {"community": "1"}).status_code for _ in range(6)]

    assert statuses.count(200) == limits.MOST_POSTS_AN_HOUR_FROM_ONE
    assert statuses[30:] == [429] * 30


def test_next_minute_begins_anew(client, method, clock, settings):
    settings.ADOPTION_REPORTS_A_MINUTE = 1
    url = reverse("work-method-adopted", args=[method.pk])

    first = [client.post(url, {}).status_code for _ in range(2)]
    clock.now += limits.POSTS_OF_CALLERS.seconds_left()
    then = client.post(url, {}).status_code

    assert (first, then) == ([200, 429], 200)


def test_reports_of_a_body_stop_at_their_bound(client, community, clock, monkeypatch):
    monkeypatch.setattr(adoption_reports, "MOST_WAITING_OF_A_BODY", 2)
    for n in range(4):
        method = WorkMethodFactory(published=True)
        client.post(
            reverse("work-method-adopted", args=[method.pk]),
            {"community": community.pk, "mark": mark_of(method)},
            REMOTE_ADDR=f"192.0.2.{n}",
        )

    assert Adoption.objects.count() == 2


def test_what_staff_enter_and_what_is_decided_leaves_room(
    client, method, community, monkeypatch
):
    monkeypatch.setattr(adoption_reports, "MOST_WAITING_OF_A_METHOD", 1)
    AdoptionFactory(method=method)
    AdoptionFactory(method=method, confirmed=True, came_by_form=True)

    adoption_reports.require_room(method, community.reporting_body)


def test_flood_leaves_the_kept_pages_as_they_are(client, method, community, clock):
    before = CatalogueVersion.objects.now()
    flood(client, method, community, address_of=lambda n: f"198.51.100.{n % 250}")

    assert Adoption.objects.count() > 0
    assert CatalogueVersion.objects.now() == before


def test_answer_to_one_too_many_says_what_to_do(client, method, clock, settings):
    settings.ADOPTION_REPORTS_A_MINUTE = 1
    url = reverse("work-method-adopted", args=[method.pk])
    client.post(url, {})

    page = client.post(url, {}, headers={"Accept": "text/html"})
    program = client.post(url, {})

    assert page.status_code == program.status_code == 429
    assert "go back in your browser" in page.content.decode()
    assert "go back in your browser" in program.json()["detail"]


def test_searches_of_one_address_are_bounded(client, method, clock, monkeypatch):
    monkeypatch.setattr(limits, "MOST_SEARCHES_A_MINUTE_FROM_ONE", 1)
    url = reverse("work-method-adopted", args=[method.pk])

    found = [client.get(f"{url}?place=军门").status_code for _ in range(2)]

    assert found == [200, 429]


def test_many_addresses_take_a_bounded_memory(clock, monkeypatch):
    monkeypatch.setattr(limits, "_MOST_CALLERS", 3)
    window = limits.Window(60)

    counts = [window.count(caller) for caller in range(6)]

    assert counts == [1, 1, 1, 1, 2, 3]
    assert len(window._counts) == 4


def test_hourly_bound_counts_the_last_hour_alone(method, community, settings):
    settings.ADOPTION_REPORTS_AN_HOUR = 1
    now = timezone.now()
    AdoptionFactory(came_by_form=True, reported_at=now - adoption_reports._HOUR)

    kept = adoption_reports.receive_report(
        method, community, adoption_reports.Told(), now=now
    )
    with pytest.raises(adoption_reports.SiteIsBusy):
        adoption_reports.receive_report(
            method, community, adoption_reports.Told(result="二"), now=now
        )

    assert kept.pk
