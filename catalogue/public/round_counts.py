"""The funnel of an announced round that was held here, by body, region and theme.

Counted from the submissions themselves, those that stay unpublished included.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from catalogue.bilingual import LocalText
from catalogue.methods.models import Theme
from catalogue.places.models import Division, Province
from catalogue.rounds.models import SelectionRound, Submission, SubmittedText

_JUDGED = (Submission.State.SELECTED, Submission.State.NOT_SELECTED)


@dataclass(frozen=True)
class Counts:
    """The three counts of the funnel; None where it is not known what was solicited."""

    solicited: int | None
    submitted: int
    selected: int

    @property
    def submitted_percent(self) -> int | None:
        """How many of those solicited were submitted, in whole percent."""
        return percent(self.submitted, self.solicited)

    @property
    def selected_percent(self) -> int | None:
        """How many of those submitted were selected, in whole percent."""
        return percent(self.selected, self.submitted)


@dataclass(frozen=True)
class Row:
    """The counts of one region, one body or one theme; `slug` names it to programs."""

    slug: str
    label: str | LocalText
    counts: Counts
    character: str = ""
    region: str = ""


@dataclass(frozen=True)
class Judged:
    """One submission that was judged, as the counts want it."""

    body: str
    division: str | None
    is_selected: bool
    themes: tuple[str, ...]


def percent(part: int, whole: int | None) -> int | None:
    """The part in whole percent; None of nothing."""
    return round(100 * part / whole) if whole else None


def judged_in(selection_round: SelectionRound) -> list[Judged]:
    """All that was judged, with the themes that it was submitted with."""
    # A later edit of the method changes no count.
    last = SubmittedText.objects.filter(submission=OuterRef("pk")).order_by("-pk")
    rows = (
        selection_round.submissions.filter(state__in=_JUDGED)
        .annotate(themes=Subquery(last.values("content__themes")[:1]))
        .order_by("pk")
        .values_list("reporting_body_id", "division_id", "state", "themes")
    )
    return [
        Judged(body, division, state == _JUDGED[0], tuple(themes or ()))
        for body, division, state, themes in rows
    ]


def in_all(judged: list[Judged], bodies: list[Row]) -> Counts:
    """The whole round; solicited is unknown while one that submitted declared nothing.

    In a round of one province nobody declares for a city.
    """
    return Counts(
        _solicited(bodies), len(judged), sum(each.is_selected for each in judged)
    )


def by_body(selection_round: SelectionRound, judged: list[Judged]) -> list[Row]:
    """All that had a quota or submitted, in the official order.

    In a round of one province these are the cities below it, where it gave them quotas.
    """
    quotas = set(selection_round.quotas.values_list("reporting_body", "division"))
    asked = quotas | {(each.body, each.division) for each in judged}
    solicited = dict(
        selection_round.returns.values_list("reporting_body_id", "solicited")
    )
    bodies = Province.objects.filter(pk__in=[body for body, city in asked if not city])
    cities = Division.objects.filter(pk__in=[city for _body, city in asked if city])
    return [
        Row(
            slug=body.slug,
            label=body.short_name,
            counts=_counted(
                (e for e in judged if (e.body, e.division) == (body.pk, None)),
                solicited.get(body.pk),
            ),
            character=body.abbr_zh,
            region=body.region,
        )
        for body in bodies.order_by("sort_order", "pk")
    ] + [
        Row(city.code, city.name, _counted(e for e in judged if e.division == city.pk))
        for city in cities.order_by("code")
    ]


def by_region(bodies: list[Row]) -> list[Row]:
    """The bodies of each region together."""
    return [
        Row(
            slug=region.value,
            label=str(region.label),
            counts=Counts(
                _solicited(own),
                sum(each.counts.submitted for each in own),
                sum(each.counts.selected for each in own),
            ),
        )
        for region in Province.Region
        if (own := [each for each in bodies if each.region == region])
    ]


def by_theme(judged: list[Judged]) -> list[Row]:
    """A method with several themes counts in each of them."""
    submitted = Counter(slug for each in judged for slug in each.themes)
    selected = Counter(
        slug for each in judged if each.is_selected for slug in each.themes
    )
    return [
        Row(
            slug=theme.slug,
            label=theme.name,
            counts=Counts(None, submitted[theme.slug], selected[theme.slug]),
        )
        for theme in Theme.objects.filter(slug__in=submitted)
    ]


@dataclass(frozen=True)
class BodiesOfRegion:
    """The bodies of one region with their sum; of a provincial round the one table."""

    region: Row | None
    rows: list[Row]


def in_tables(regions: list[Row], bodies: list[Row]) -> list[BodiesOfRegion]:
    """The bodies in one table for each region, or in a single one without regions."""
    if not regions:
        return [BodiesOfRegion(None, bodies)]
    return [
        BodiesOfRegion(each, [body for body in bodies if body.region == each.slug])
        for each in regions
    ]


def _counted(judged: Iterable[Judged], solicited: int | None = None) -> Counts:
    rows = list(judged)
    return Counts(solicited, len(rows), sum(each.is_selected for each in rows))


def _solicited(bodies: Iterable[Row]) -> int | None:
    counts = [each.counts for each in bodies]
    declared = [each.solicited for each in counts if each.submitted]
    if not declared or None in declared:
        return None
    return sum(each.solicited or 0 for each in counts)
