"""An act of promotion as readers see it, and many of them by year."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext

from catalogue.bilingual import LocalText, as_written
from catalogue.practice.models import PromotedMethod, PromotedRound, Promotion
from catalogue.practice.models.promotion import PromotionQuerySet
from catalogue.practice.promotion_dates import dates_of
from catalogue.public.method_page import FactValue, ShownSource

COMING, UNCERTAIN, CANCELLED = "coming", "uncertain", "cancelled"
# So many on the page of a method, round or body; the list has the others.
MOST_ON_A_PAGE = 12


@dataclass(frozen=True)
class Entry:
    """One act of promotion with what it served, as far as that is public."""

    promotion: Promotion
    url: str
    kind: str
    when: str
    # "coming", "uncertain" (planned, over, and nobody knows), "cancelled" or "".
    state: str
    places: list[str | LocalText]
    methods: list[FactValue]
    rounds: list[FactValue]
    address: str
    source: ShownSource | None


@dataclass(frozen=True)
class Year:
    """The entries that begin in one year; "" for those without a date."""

    label: str
    entries: list[Entry]


@dataclass(frozen=True)
class Timeline:
    """What made one method, round or body known, newest first."""

    years: list[Year]
    count: int
    all_url: str
    is_cut: bool


def with_served(promotions: PromotionQuerySet) -> PromotionQuerySet:
    """Load all that an entry shows, in a fixed number of queries."""
    return promotions.select_related(
        "reporting_body", "province", "division", "community"
    ).prefetch_related(
        Prefetch(
            "served_methods",
            PromotedMethod.objects.public().select_related("method"),
            to_attr="public_methods",
        ),
        Prefetch(
            "served_rounds",
            PromotedRound.objects.public().select_related("selection_round"),
            to_attr="public_rounds",
        ),
    )


def entries_of(
    promotions: Iterable[Promotion], today: datetime.date | None = None
) -> list[Entry]:
    """Entries of promotions that were loaded by `with_served`, in their order."""
    return [_entry(each, today) for each in promotions]


def by_year(entries: Iterable[Entry]) -> list[Year]:
    """Entries in their order under the years in which they begin."""
    groups = groupby(entries, key=lambda each: each.promotion.begins_on[:4])
    return [Year(year, list(group)) for year, group in groups]


def timeline(
    promotions: PromotionQuerySet, query: str, today: datetime.date | None = None
) -> Timeline | None:
    """The newest of these public promotions; None where there are none."""
    rows = list(with_served(promotions).newest()[: MOST_ON_A_PAGE + 1])
    if not rows:
        return None
    is_cut = len(rows) > MOST_ON_A_PAGE
    return Timeline(
        years=by_year(entries_of(rows[:MOST_ON_A_PAGE], today)),
        count=len(rows),
        all_url=reverse("promotion-list") + query,
        is_cut=is_cut,
    )


def of_method(number: int) -> Timeline | None:
    """What made a published method known."""
    served = PromotedMethod.objects.public().filter(method=number)
    rows = Promotion.objects.public().filter(pk__in=served.values("promotion"))
    return timeline(rows, f"?method={number}")


def of_round(key: int, slug: str) -> Timeline | None:
    """What made a public round and its methods known."""
    served = PromotedRound.objects.public().filter(selection_round=key)
    rows = Promotion.objects.public().filter(pk__in=served.values("promotion"))
    return timeline(rows, f"?round={slug}")


def of_body(code: str, slug: str) -> Timeline | None:
    """What a reporting body did, and what took place in its province."""
    rows = Promotion.objects.public().filter(Q(reporting_body=code) | Q(province=code))
    return timeline(rows, f"?province={slug}")


def _entry(promotion: Any, today: datetime.date | None) -> Entry:
    return Entry(
        promotion=promotion,
        url=reverse("promotion-detail", args=[promotion.pk]),
        kind=str(promotion.get_kind_display()),
        when=dates_of(promotion),
        state=state_of(promotion, today),
        places=_places(promotion),
        methods=[
            FactValue(each.method.title, each.method.get_absolute_url())
            for each in promotion.public_methods
        ],
        rounds=[
            FactValue(
                each.selection_round.title, each.selection_round.get_absolute_url()
            )
            for each in promotion.public_rounds
        ],
        address=promotion.address if promotion.may_link else "",
        source=_source(promotion),
    )


def state_of(promotion: Promotion, today: datetime.date | None = None) -> str:
    """What is to be said of an act that did not certainly take place."""
    if promotion.standing == Promotion.Standing.CANCELLED:
        return CANCELLED
    if promotion.standing == Promotion.Standing.HELD:
        return ""
    if promotion.is_over(today) or not promotion.last_on:
        return UNCERTAIN
    return COMING


def _places(promotion: Promotion) -> list[str | LocalText]:
    levels = [
        promotion.province.short_name if promotion.province else "",
        promotion.division.name if promotion.division else "",
        promotion.community.local_name if promotion.community else "",
        promotion.place,
    ]
    return [level for level in levels if level]


def _source(promotion: Promotion) -> ShownSource | None:
    text = promotion.source or promotion.source_address
    if not text:
        return None
    link = promotion.source_address if promotion.may_link_source else None
    note = "" if link or text == promotion.source_address else promotion.source_address
    return ShownSource(as_written(text), link, "", as_written(note))


def body_of(promotion: Promotion) -> FactValue:
    """Who reported it: a body with its page, or the ministry."""
    body = promotion.reporting_body
    if body is None:
        return FactValue(gettext("Ministry of Civil Affairs"))
    return FactValue(body.short_name, body.get_absolute_url())
