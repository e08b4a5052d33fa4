"""The chart of how methods were made known, by kind and year."""

from collections import Counter

from django.db.models import Count
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from catalogue.practice.models import Promotion
from catalogue.public.statistics.chart import Chart, Column, Row, name_column
from catalogue.public.statistics.figures import Figures
from catalogue.public.statistics.tinted import tinted

# More columns than these cannot be read on a telephone; older years are one.
_MOST_YEARS = 5
_EARLIER, _UNDATED = "earlier", ""


def promotion(_figures: Figures) -> Chart:
    """What took place, by its kind and the year in which it began."""
    counted = _counted()
    years = _years({year for _kind, year in counted})
    kinds = [kind for kind in Promotion.Kind if any(k == kind for k, _y in counted)]
    table = {kind: _row(counted, kind, years) for kind in kinds}
    finding = _finding({str(kind.label): sum(row) for kind, row in table.items()})
    headings = [_heading(year) for year in years]
    browse = reverse("promotion-list")
    return Chart(
        slug="promotion",
        finding=finding,
        measure=gettext(
            "Acts of promotion that took place, by kind and the year they began"
        ),
        drawing=tinted(
            headings or [gettext("Date not recorded")],
            [(str(kind.label), row) for kind, row in table.items()],
            description=finding,
        ),
        columns=[
            name_column(gettext("Kind")),
            *map(Column, headings),
            Column(gettext("In all")),
        ],
        rows=[
            Row([str(kind.label), *row, sum(row)], f"{browse}?kind={kind}")
            for kind, row in table.items()
        ],
        note=gettext(
            "Of several classes that a source tells of together, one entry is counted. "
            "What is only planned, or was cancelled, is not."
        ),
    )


def _counted() -> Counter[tuple[str, str]]:
    held = Promotion.objects.public().filter(
        standing=Promotion.Standing.HELD, is_demo=False
    )
    rows = (
        held.order_by()
        .values_list("kind", Left("begins_on", 4))
        .annotate(count=Count("pk"))
    )
    return Counter({(kind, year): count for kind, year, count in rows})


def _years(found: set[str]) -> list[str]:
    """The columns: undated, earlier, then the latest years."""
    dated = sorted(found - {_UNDATED})
    shown = dated[-_MOST_YEARS:]
    earlier = [_EARLIER] if len(dated) > len(shown) else []
    return [*([_UNDATED] if _UNDATED in found else []), *earlier, *shown]


def _row(counted: Counter[tuple[str, str]], kind: str, years: list[str]) -> list[int]:
    row = [counted[kind, year] for year in years]
    if _EARLIER in years:
        known = sum(row)
        every = sum(count for (k, _year), count in counted.items() if k == kind)
        row[years.index(_EARLIER)] = every - known
    return row


def _heading(year: str) -> str:
    if year == _EARLIER:
        return gettext("Earlier")
    return year or gettext("Undated")


def _finding(counts: dict[str, int]) -> str:
    total = sum(counts.values())
    if not total:
        return gettext("No promotion that took place is recorded yet")
    most = max(counts, key=lambda kind: counts[kind])
    return ngettext(
        "%(kind)s: %(count)d of %(total)d act of promotion",
        "%(kind)s: %(count)d of %(total)d acts of promotion",
        total,
    ) % {"kind": most, "count": counts[most], "total": total}
