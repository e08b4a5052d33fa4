"""Charts of the recorded methods: where they come from and what they deal with."""

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from catalogue.bilingual import as_written
from catalogue.places.models import Province
from catalogue.public.outcomes import NONE
from catalogue.public.statistics.bars import Bar, bars
from catalogue.public.statistics.characters import Placed, characters
from catalogue.public.statistics.chart import Chart, Column, Row, name_column
from catalogue.public.statistics.figures import Counted, Figures
from catalogue.public.statistics.tinted import tinted
from catalogue.public.statistics.wording import (
    not_recorded,
    nothing_recorded,
    recorded_most,
    some_of,
)
from catalogue.rounds.models import Submission


def bodies(figures: Figures) -> Chart:
    """Recorded methods of each of the reporting bodies."""
    counted = [
        (body, figures.holding("province", body.slug)) for body in figures.bodies
    ]
    with_methods = sum(count.recorded > 0 for _body, count in counted)
    finding = ngettext(
        "Methods of %(number)d of %(bodies)d reporting body are recorded",
        "Methods of %(number)d of %(bodies)d reporting bodies are recorded",
        len(counted),
    ) % {"number": with_methods, "bodies": len(counted)}
    largest = max((count.recorded for _body, count in counted), default=0)
    return Chart(
        slug="bodies",
        finding=finding,
        measure=gettext(
            "Recorded methods of each reporting body; each character is one body, "
            "underlined where a selected method is among them"
        ),
        drawing=characters(
            [
                Placed(body, count.recorded, count.selected > 0)
                for body, count in counted
            ],
            largest=max(largest, 1),
            description=finding,
        ),
        columns=[
            name_column(gettext("Character")),
            name_column(gettext("Reporting body")),
            name_column(gettext("Region")),
            *_count_columns(),
        ],
        rows=[
            Row(
                [
                    as_written(body.abbr_zh),
                    body.short_name,
                    str(Province.Region(body.region).label),
                    count.recorded,
                    count.selected,
                ],
                figures.list_of("province", body.slug),
            )
            for body, count in counted
        ],
        note=gettext("The table of this chart is the key to the characters."),
        is_wide=True,
    )


def regions(figures: Figures) -> Chart:
    """Recorded methods of each region."""
    return _by_value(
        figures,
        "region",
        heading=gettext("Region"),
        measure=gettext("Recorded methods by region, dark those selected"),
        note=gettext("The regions are those of the round of 2018."),
    )


def themes(figures: Figures) -> Chart:
    """Recorded methods of each theme."""
    return _by_value(
        figures,
        "theme",
        heading=gettext("Theme"),
        measure=gettext("Recorded methods by theme, dark those selected"),
        note=gettext("A method may have several themes."),
    )


def kinds(figures: Figures) -> Chart:
    """Recorded methods that sum up all of the work, or one aspect."""
    return _by_value(
        figures,
        "kind",
        heading=gettext("Kind"),
        measure=gettext("Recorded methods by kind, dark those selected"),
    )


def settlements(figures: Figures) -> Chart:
    """Recorded methods by the settlement of their community."""
    return _by_value(
        figures,
        "settlement",
        heading=gettext("Settlement"),
        measure=gettext("Recorded methods by settlement, dark those selected"),
    )


def characteristics(figures: Figures) -> Chart:
    """Recorded methods that show each of the six characteristics."""
    return _by_value(
        figures,
        "characteristic",
        heading=gettext("Characteristic"),
        measure=gettext("Recorded methods by characteristic, dark those selected"),
        note=gettext("A method may show several characteristics."),
    )


def themes_by_region(figures: Figures) -> Chart:
    """Recorded methods of each theme in each region."""
    regions = list(Province.Region)
    counted = [
        (
            theme,
            [
                figures.holding_both(("theme", theme.slug), ("region", each)).recorded
                for each in regions
            ],
        )
        for theme in figures.vocabulary.themes
    ]
    pairs = {
        gettext("%(theme)s (%(region)s)")
        % {"theme": theme.name, "region": region.label}: count
        for theme, counts in counted
        for region, count in zip(regions, counts, strict=True)
    }
    labels = [str(each.label) for each in regions]
    finding = recorded_most(
        pairs, figures.total.recorded, subject=gettext("Theme and region")
    )
    return Chart(
        slug="themes-by-region",
        finding=finding,
        measure=gettext("Recorded methods by theme and region"),
        drawing=tinted(
            labels,
            [(theme.name, counts) for theme, counts in counted],
            description=finding,
        ),
        columns=[name_column(gettext("Theme")), *map(Column, labels)],
        rows=[
            Row([theme.name, *counts], figures.list_of("theme", theme.slug))
            for theme, counts in counted
        ],
        note=gettext("A method may have several themes."),
    )


def outcomes(figures: Figures) -> Chart:
    """What came of the recorded methods in the announced rounds."""
    total = figures.total.recorded
    counts = {code: figures.with_outcome(code) for code in figures.names["outcome"]}
    selected = Submission.Outcome.SELECTED
    finding = (
        ngettext(
            "Proven to be selected: %(selected)d of %(total)d recorded method",
            "Proven to be selected: %(selected)d of %(total)d recorded methods",
            total,
        )
        % {"selected": counts[selected], "total": total}
        if total
        else nothing_recorded()
    )
    rows = [
        (code, name, counts[code]) for code, name in figures.names["outcome"].items()
    ]
    return Chart(
        slug="outcomes",
        finding=finding,
        measure=gettext("Recorded methods by their outcome in announced rounds"),
        drawing=bars(
            "outcomes",
            [
                Bar(
                    name,
                    count,
                    str(count),
                    part=count if code == selected else 0,
                    is_hatched=code == NONE,
                )
                for code, name, count in rows
            ],
            description=finding,
        ),
        columns=[name_column(gettext("Outcome")), Column(gettext("Recorded"))],
        rows=[
            Row([name, count], figures.list_of("outcome", code))
            for code, name, count in rows
        ],
        note=gettext("A method in several rounds may have several outcomes."),
    )


def _by_value(
    figures: Figures, parameter: str, *, heading: str, measure: str, note: str = ""
) -> Chart:
    """A bar for each value of a parameter of the lists, and one for none recorded."""
    counted = {
        value: figures.holding(parameter, value) for value in figures.names[parameter]
    }
    names = {value: capfirst(name) for value, name in figures.names[parameter].items()}
    without = figures.holding_none(parameter)
    finding = recorded_most(
        {names[value]: count.recorded for value, count in counted.items()},
        figures.total.recorded,
        subject=heading,
        missing=without.recorded,
    )
    rows = [
        Row(
            [names[value], count.recorded, count.selected],
            figures.list_of(parameter, value),
        )
        for value, count in counted.items()
    ]
    # Every body has a region: nothing can be missing there.
    if parameter != "region":
        rows.append(Row([not_recorded(), without.recorded, without.selected]))
    return Chart(
        slug=_SLUGS[parameter],
        finding=finding,
        measure=measure,
        drawing=bars(
            _SLUGS[parameter],
            [
                *[_count_bar(names[value], count) for value, count in counted.items()],
                *([_missing_bar(without)] if parameter != "region" else []),
            ],
            description=finding,
        ),
        columns=[name_column(heading), *_count_columns()],
        rows=rows,
        note=note,
    )


_SLUGS: Mapping[str, str] = {
    "region": "regions",
    "theme": "themes",
    "kind": "kinds",
    "settlement": "settlements",
    "characteristic": "characteristics",
}


def _count_bar(name: str, count: Counted) -> Bar:
    return Bar(
        name,
        count.recorded,
        some_of(count.selected, count.recorded)
        if count.selected
        else str(count.recorded),
        part=count.selected,
    )


def _missing_bar(count: Counted) -> Bar:
    return Bar(not_recorded(), count.recorded, str(count.recorded), is_hatched=True)


def _count_columns() -> list[Column]:
    return [
        Column(gettext("Recorded")),
        Column(gettext("Selected among them")),
    ]
