"""Charts of adoptions: where, since when and of which themes; demonstrations apart."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from catalogue.places.models import Province
from catalogue.practice.models import Adoption
from catalogue.practice.models.adoption import AdoptionQuerySet
from catalogue.public.statistics.bars import Bar, bars
from catalogue.public.statistics.chart import Chart, Column, Row, name_column
from catalogue.public.statistics.figures import Figures

# How it is called, how many, how many of them at work, and where they are listed.
_Counted = tuple[str, int, int, str]


def regions(_figures: Figures) -> Chart:
    """Adoptions by the region of the community that adopted."""
    counted = _by(_adoptions(), "community__reporting_body__region")
    rows = [
        (str(region.label), *counted.get(region.value, (0, 0)), f"region={region}")
        for region in Province.Region
    ]
    return _chart(
        "adoptions-by-region",
        rows,
        first=gettext("Region"),
        none=gettext("No region has a confirmed adoption yet"),
        measure=gettext(
            "Adoptions by the region of the community; dark: at work, light: ended"
        ),
    )


def years(_figures: Figures) -> Chart:
    """Adoptions by the year since which the community works by the method."""
    counted = _by(_adoptions().annotate(year=Left("since", 4)), "year")
    rows = [
        (year or gettext("Year not recorded"), *counted[year], "")
        for year in sorted(counted, key=lambda year: (year == "", year))
    ]
    return _chart(
        "adoptions-by-year",
        rows,
        first=gettext("Since"),
        none=gettext("No year has a confirmed adoption yet"),
        measure=gettext("Adoptions by the year in which they began"),
    )


def themes(figures: Figures) -> Chart:
    """Adoptions by the themes of the method; a method may have several."""
    counted = _by(_adoptions(), "method__themes__slug")
    rows = [
        (theme.name, *counted.get(theme.slug, (0, 0)), f"theme={theme.slug}")
        for theme in figures.vocabulary.themes
    ]
    return _chart(
        "adoptions-by-theme",
        rows,
        first=gettext("Theme"),
        none=gettext("No theme has a confirmed adoption yet"),
        measure=gettext("Adoptions by the themes of the method"),
        note=gettext("A method with several themes is counted with each of them."),
    )


def _adoptions() -> AdoptionQuerySet:
    return Adoption.objects.public().filter(is_demo=False, method__is_demo=False)


def _by(adoptions: AdoptionQuerySet, path: str) -> dict[str, tuple[int, int]]:
    """By the value of the path, how many there are and how many are at work."""
    rows: Iterable[tuple[Any, int, int]] = (
        adoptions.order_by()
        .values_list(path)
        .annotate(every=Count("pk"), at_work=Count("pk", filter=Q(state="confirmed")))
    )
    return {value: (every, at_work) for value, every, at_work in rows}


def _chart(
    slug: str,
    rows: list[_Counted],
    *,
    first: str,
    none: str,
    measure: str,
    note: str = "",
) -> Chart:
    finding = _finding(rows, none)
    browse = reverse("adoption-list")
    return Chart(
        slug=slug,
        finding=finding,
        measure=measure,
        drawing=bars(
            slug,
            [Bar(name, every, str(every), part=work) for name, every, work, _q in rows],
            description=finding,
        ),
        columns=[
            name_column(first),
            Column(gettext("Adoptions")),
            Column(gettext("In use")),
        ],
        rows=[
            Row([name, every, work], f"{browse}?{query}" if query else "")
            for name, every, work, query in rows
        ],
        note=note,
    )


def _finding(rows: list[_Counted], none: str) -> str:
    most = max(rows, key=lambda row: row[1], default=None)
    if most is None or not most[1]:
        return none
    return ngettext(
        "%(name)s: %(count)d adoption", "%(name)s: %(count)d adoptions", most[1]
    ) % {"name": most[0], "count": most[1]}
