"""Adoptions as pages show them: loaded in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from catalogue.bilingual import LocalText
from catalogue.methods.models import WorkMethod
from catalogue.places.models import Community, Province
from catalogue.places.paths import in_one_line, path
from catalogue.practice.models import Adoption
from catalogue.practice.models.adoption import AdoptionQuerySet
from catalogue.public.kept import current_catalogue
from catalogue.public.method_page import present
from catalogue.public.place_paths import community_name
from catalogue.public.tiles import Tile, tiles

# On the page of a method; the list of all adoptions has the others.
MOST_ON_A_PAGE = 5


@dataclass(frozen=True)
class ShownAdoption:
    """One community that works, or worked, by a method."""

    community: Community
    community_name: LocalText
    above: str
    seal: str
    method: WorkMethod
    since: str
    adapted: LocalText
    result: LocalText
    has_ended: bool
    ended: str
    end_reason: LocalText
    source: str
    is_demo: bool
    photos: list[Any]
    files: list[Any]
    links: list[Any]


@dataclass(frozen=True)
class AdoptionsOfMethod:
    """What the page of a method tells of its adopters."""

    in_use: int
    ended: int
    rows: list[ShownAdoption]
    tiles: list[Tile]
    url: str

    @property
    def total(self) -> int:
        return self.in_use + self.ended

    @property
    def has_more(self) -> bool:
        return self.total > len(self.rows)


def for_rows(adoptions: AdoptionQuerySet) -> AdoptionQuerySet:
    """Load all that rows show, in two queries for any number of them."""
    rows = adoptions.with_path().select_related("method__reporting_body")
    return rows.prefetch_related("evidence")


def shown(adoptions: Iterable[Adoption]) -> list[ShownAdoption]:
    """Rows of adoptions that were loaded `for_rows`."""
    return [_shown(adoption) for adoption in adoptions]


def adoptions_of_method(method: WorkMethod) -> AdoptionsOfMethod | None:
    """The adopters of one method; None where nobody is recorded.

    One query for none, else three.
    """
    adoptions = Adoption.objects.public().filter(method=method)
    counted = list(
        adoptions.order_by()
        .values_list("community__reporting_body__slug", "state")
        .annotate(number=Count("pk"))
    )
    if not counted:
        return None
    states = Adoption.State
    at_work = {
        slug: number for slug, state, number in counted if state == states.CONFIRMED
    }
    in_use = sum(at_work.values())
    latest = for_rows(adoptions).order_by("state", "-since", "-decided_at", "-pk")
    address = f"{reverse('adoption-list')}?method={method.pk}"
    return AdoptionsOfMethod(
        in_use=in_use,
        ended=sum(number for _slug, _state, number in counted) - in_use,
        rows=shown(latest[:MOST_ON_A_PAGE]),
        tiles=_tiles(at_work, address),
        url=address,
    )


def adopted_by(community: Community) -> list[ShownAdoption]:
    """What a community took over, what it works by first; one query for none."""
    rows = Adoption.objects.public().filter(community=community)
    return shown(for_rows(rows).order_by("state", "-since", "-pk"))


def number_adopting(body: Province) -> int:
    """How many adoptions are at work in the communities of a body."""
    rows = Adoption.objects.public().in_use()
    return rows.filter(community__reporting_body=body).count()


def _tiles(counts: dict[str, int], address: str) -> list[Tile]:
    def url(body: Province) -> str | None:
        return f"{address}&province={body.slug}" if counts.get(body.slug) else None

    return tiles(
        current_catalogue().vocabulary.provinces,
        count=lambda body: counts.get(body.slug, 0),
        url=url,
        words=_words,
    )


def _words(count: int) -> str:
    return ngettext(
        "%(province)s, %(count)d community",
        "%(province)s, %(count)d communities",
        count,
    )


def _shown(adoption: Adoption) -> ShownAdoption:
    community, evidence = adoption.community, adoption.evidence.all()
    return ShownAdoption(
        community=community,
        community_name=community_name(community),
        above=in_one_line(path(community)[:-1]),
        seal=community.reporting_body.abbr_zh,
        method=adoption.method,
        since=adoption.since_text,
        adapted=adoption.adapted,
        result=adoption.result,
        has_ended=adoption.has_ended,
        ended=adoption.ended_text,
        end_reason=adoption.end_reason_text,
        source=adoption.source,
        is_demo=adoption.is_demo,
        photos=present((each for each in evidence if each.image), "image"),
        files=present((each for each in evidence if each.file), "file"),
        links=[each for each in evidence if each.address],
    )
