"""What search engines and browsers ask for: site map, robots, search description."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalogue.bilingual import CHINESE, ENGLISH, page_language
from catalogue.methods.models import Theme, WorkMethod
from catalogue.places.models import Community, Province
from catalogue.practice.models import PilotProgramme, PilotSite, Promotion
from catalogue.public.context import absolute
from catalogue.rounds.models import SelectionRound

# sitemaps.org: at most 50,000 addresses in one file; each page has two.
MOST_ADDRESSES = 50_000
_PAGES_OF_THE_SITE = (
    "home",
    "work-method-list",
    "find-method",
    "adoption-list",
    "province-list",
    "round-list",
    "pilot-programme-list",
    "promotion-list",
    "statistics",
    "about",
    "about-data",
    "accessibility",
)
_HREFLANG = {ENGLISH: "en", CHINESE: "zh-Hans"}


@dataclass(frozen=True)
class Entry:
    """One page with its address in each language, and the day of its last change."""

    addresses: dict[str, str]
    changed_on: str


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages; an index of parts where they are too many for one file."""
    parts = -(-_length() // _entries_in_a_part())
    if parts == 1:
        return _part(request, 1)
    addresses = [
        absolute(request, reverse("sitemap-part", args=[number]))
        for number in range(1, parts + 1)
    ]
    return _xml(request, "public/data/sitemap_index.xml", {"addresses": addresses})


@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """One part of the site map, from 1."""
    if not 1 <= number <= -(-_length() // _entries_in_a_part()):
        raise Http404
    return _part(request, number)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: every page once, not every combination of filters."""
    address = absolute(request, reverse("sitemap"))
    return render(request, "public/data/robots.txt", {"sitemap": address}, "text/plain")


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Where the icon is, for those who ask for it without reading a page."""
    return redirect(static("images/favicon.ico"))


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description of the search, for browsers to offer it (opensearch.org)."""
    listing = absolute(request, reverse("work-method-list"))
    feed = absolute(request, reverse("work-method-feed"))
    context = {
        "listing": listing,
        "feed": feed,
        "html_language": _HREFLANG[page_language()],
    }
    response = render(request, "public/data/opensearch.xml", context)
    response["Content-Type"] = "application/opensearchdescription+xml"
    return response


def _part(request: HttpRequest, number: int) -> HttpResponse:
    length = _entries_in_a_part()
    entries = list(_entries(request, (number - 1) * length, number * length))
    return _xml(request, "public/data/sitemap.xml", {"entries": entries})


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, "application/xml")


def _entries_in_a_part() -> int:
    return MOST_ADDRESSES // len(_HREFLANG)


def _length() -> int:
    counts = (rows.count() for rows in _sections())
    return len(_PAGES_OF_THE_SITE) + sum(counts)


def _entries(request: HttpRequest, first: int, end: int) -> Iterator[Entry]:
    """The pages from the first to before the end, counted over all sections."""
    for name in _PAGES_OF_THE_SITE[first:end]:
        yield _entry(request, partial(reverse, name))
    passed = len(_PAGES_OF_THE_SITE)
    for rows in _sections():
        count = rows.count()
        start, stop = max(first - passed, 0), max(end - passed, 0)
        passed += count
        if start < count and stop:
            for row in rows[start:stop]:
                changed = getattr(row, "updated_at", None)
                yield _entry(request, row.get_absolute_url, changed)


def _sections() -> list[QuerySet[Any]]:
    """Pages of one kind each, in an order that never changes."""
    methods = WorkMethod.objects.published()
    return [
        methods.only("number", "slug", "updated_at").order_by("number"),
        Province.objects.reporting_bodies().only("slug"),
        SelectionRound.objects.public().only("slug").order_by("slug"),
        PilotProgramme.objects.public().only("slug").order_by("slug"),
        PilotSite.objects.public()
        .select_related("programme")
        .only("number", "updated_at", "programme__slug")
        .order_by("number"),
        Promotion.objects.public().only("updated_at").order_by("pk"),
        Theme.objects.only("slug").order_by("slug"),
        Community.objects.real()
        .filter(pk__in=methods.order_by().values("community"))
        .only("number")
        .order_by("number"),
    ]


def _entry(
    request: HttpRequest,
    path: Callable[[], str],
    changed_at: datetime.datetime | None = None,
) -> Entry:
    addresses = {}
    for language, name in _HREFLANG.items():
        with override(language):
            addresses[name] = absolute(request, path())
    return Entry(addresses, localdate(changed_at).isoformat() if changed_at else "")
