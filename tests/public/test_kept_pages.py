"""The memory of pages: bounded, of one edition, the last asked for stay."""

import datetime
import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from catalogue.public.kept import Settled
from catalogue.public.kept_pages import Edition, KeptPage
from catalogue.public.memory import Memory

TODAY = datetime.date(2024, 5, 1)
MIDNIGHT = 1_714_492_800  # of that day in Shanghai
EDITION = Edition(Settled(1, since=MIDNIGHT + 60.5), TODAY)


def page(text="page"):
    return KeptPage.of(HttpResponse(text))


def answer(kept, edition=EDITION, **headers):
    return kept.answer(RequestFactory().get("/", headers=headers), edition)


def room_for(number):
    return number * page().size


@pytest.fixture
def pages():
    """Room for three."""
    pages = Memory(room_for(3))
    pages.get(EDITION, "")
    return pages


def test_what_was_asked_for_last_stays(pages):
    for address in "abc":
        pages.put(EDITION, address, page())
    pages.get(EDITION, "a")
    pages.put(EDITION, "d", page())

    assert [bool(pages.get(EDITION, address)) for address in "abcd"] == [
        True,
        False,
        True,
        True,
    ]
    assert (len(pages), pages.bytes) == (3, room_for(3))


def test_a_page_kept_twice_counts_once(pages):
    pages.put(EDITION, "a", page())
    pages.put(EDITION, "a", page("other"))

    assert (len(pages), pages.bytes) == (1, page("other").size)


def test_a_page_larger_than_the_memory_is_not_kept():
    pages = Memory(10)
    pages.get(EDITION, "")
    pages.put(EDITION, "a", page())

    assert (len(pages), pages.bytes) == (0, 0)


@pytest.mark.parametrize(
    "later",
    [
        Edition(Settled(2, since=EDITION.catalogue.since), TODAY),
        Edition(EDITION.catalogue, TODAY + datetime.timedelta(days=1)),
    ],
)
def test_another_edition_has_none_of_the_pages(pages, later):
    pages.put(EDITION, "a", page())

    assert pages.get(later, "a") is None
    assert (len(pages), pages.bytes) == (0, 0)


def test_a_page_that_took_longer_than_its_edition_is_not_kept(pages):
    pages.get(Edition(Settled(2, since=0), TODAY), "a")
    pages.put(EDITION, "a", page())

    assert len(pages) == 0


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "gzip"),
        ("br;q=1.0, GZIP;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("gzip; q=0.00, identity", None),
        ("identity", None),
        ("xgzip", None),
        ("", None),
        (";;,=;q=,\x01", None),
    ],
)
def test_a_page_is_compressed_for_those_who_take_it(accepted, coding):
    response = answer(page("页" * 900), **{"accept-encoding": accepted})

    content = response.content
    assert response.headers.get("Content-Encoding") == coding
    assert response["Content-Length"] == str(len(content))
    assert (gzip.decompress(content) if coding else content).decode() == "页" * 900


def test_an_etag_is_of_the_content_alone():
    assert page("a").headers == page("a").headers
    assert dict(page("a").headers)["ETag"] != dict(page("b").headers)["ETag"]


def test_a_reader_who_has_the_page_is_told_so():
    kept = page("page")
    first = answer(kept, **{"accept-encoding": "gzip"})

    again = answer(kept, **{"if-none-match": first["ETag"]})
    other = answer(kept, **{"if-none-match": answer(page("old"))["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert {name: again[name] for name in again.headers} == {
        name: first[name] for name in ("ETag", "Last-Modified", "Vary", "Cache-Control")
    }
    assert (other.status_code, other.content) == (200, b"page")


@pytest.mark.parametrize(
    ("since", "status"),
    [("Wed, 01 May 2024 00:00:59 GMT", 200), ("Fri, 01 May 2099 00:00:00 GMT", 304)],
)
def test_a_reader_who_asks_by_date_alone_is_told_so_too(since, status):
    edition = Edition(Settled(1, since=1_714_521_660), TODAY)  # 00:01:00 GMT

    assert answer(page(), edition, **{"if-modified-since": since}).status_code == status


def test_pages_change_with_the_catalogue_or_the_day_whichever_is_later():
    long_known = Edition(Settled(1, since=MIDNIGHT - 10_000.5), TODAY)

    assert EDITION.last_changed == MIDNIGHT + 60
    assert long_known.last_changed == MIDNIGHT


def test_what_is_new_this_second_has_no_date_that_the_next_could_share():
    edition = Edition(Settled(1, since=Settled(1, since=0).seconds_ago()), TODAY)

    response = answer(page(), edition)

    assert edition.last_changed is None
    assert "Last-Modified" not in response.headers
    assert "ETag" in response.headers
