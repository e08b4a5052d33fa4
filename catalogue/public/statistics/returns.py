"""Charts of what the reporting bodies said of the national round."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from catalogue.bilingual import as_written
from catalogue.places.models import Province
from catalogue.public.statistics.bars import Bar, bars
from catalogue.public.statistics.characters import Placed, characters
from catalogue.public.statistics.chart import Chart, Column, Row, name_column
from catalogue.public.statistics.figures import Figures
from catalogue.rounds.models import ProvincialReturn

# The ministry spoke of 1:5 as the lowest share of methods sent up, in 2018.
USUAL_RATIO = 5


def rates(figures: Figures) -> Chart:
    """The share of submitted methods that were selected, where both are known."""
    known = {
        body: each
        for body, each in _by_body(figures)
        if each.submitted and each.selected is not None
    }
    number, bodies = len(known), len(figures.bodies)
    finding = ngettext(
        "The share selected is known for %(number)d of %(bodies)d reporting body",
        "The share selected is known for %(number)d of %(bodies)d reporting bodies",
        bodies,
    ) % {"number": number, "bodies": bodies}
    national = _national_percent(figures)
    level = gettext("%(percent)d%% nationally") % {"percent": national or 0}
    return Chart(
        slug="rates",
        finding=finding,
        measure=gettext(
            "Selected in percent of submitted; each character is one reporting body"
        ),
        drawing=characters(
            [Placed(body, _percent(each), False) for body, each in known.items()],
            largest=100,
            unit="%",
            description=finding,
            level=(national, level) if national is not None else None,
        ),
        columns=[
            name_column(gettext("Reporting body")),
            Column(pgettext("of methods", "Submitted")),
            Column(pgettext("of methods", "Selected")),
            Column(gettext("Selected, %")),
        ],
        rows=[
            Row(
                [body.short_name, each.submitted, each.selected, _percent(each)],
                _list_of(body),
            )
            for body, each in known.items()
        ],
        note=gettext(
            "For the other bodies no source gives both numbers, so no share is drawn."
        )
        if number < bodies
        else "",
    )


def returns(figures: Figures) -> Chart:
    """How many methods were solicited for each one submitted."""
    rows = _by_body(figures)
    ratios = {body: _ratio(each) for body, each in rows}
    known = [ratio for ratio in ratios.values() if ratio is not None]
    below = sum(ratio < USUAL_RATIO for ratio in known)
    return Chart(
        slug="returns",
        finding=_returns_finding(len(rows), len(known), below),
        measure=gettext(
            "Methods solicited for each one submitted; a question mark: no source "
            "gives the number"
        ),
        drawing=bars(
            "returns",
            [_ratio_bar(body, each, ratios[body]) for body, each in rows],
            description=_returns_finding(len(rows), len(known), below),
            level=(USUAL_RATIO, "1:5") if known else None,
        ),
        columns=[
            name_column(gettext("Reporting body")),
            Column(pgettext("of methods", "Solicited")),
            Column(pgettext("of methods", "Submitted")),
            Column(pgettext("of methods", "Selected")),
            Column(gettext("Solicited for each one submitted")),
            Column(gettext("Below 1:5"), is_number=False),
            Column(gettext("Source"), is_number=False),
        ],
        rows=[_return_row(body, each, ratios[body]) for body, each in rows],
        note=gettext(
            "In 2018 the ministry named 1:5 for the most selective provinces; fewer "
            "than five solicited for each one submitted is marked."
        ),
    )


def _returns_finding(bodies: int, known: int, below: int) -> str:
    if not bodies:
        return gettext("No reporting body has published its figures yet")
    if not known:
        return ngettext(
            "%(bodies)d body has published figures, and not both numbers of the ratio",
            "%(bodies)d bodies have published figures, none both numbers of the ratio",
            bodies,
        ) % {"bodies": bodies}
    return ngettext(
        "%(below)d of %(known)d known ratio is below 1:5",
        "%(below)d of %(known)d known ratios are below 1:5",
        known,
    ) % {"below": below, "known": known}


def _by_body(figures: Figures) -> list[tuple[Province, ProvincialReturn]]:
    return [
        (body, figures.returns[body.code])
        for body in figures.bodies
        if body.code in figures.returns
    ]


def _national_percent(figures: Figures) -> int | None:
    national = figures.national_round
    if not national or not national.official_submitted:
        return None
    if national.official_selected is None:
        return None
    return round(100 * national.official_selected / national.official_submitted)


def _percent(each: ProvincialReturn) -> int:
    return round(100 * (each.selected or 0) / (each.submitted or 1))


def _ratio(each: ProvincialReturn) -> Decimal | None:
    if each.solicited is None or not each.submitted:
        return None
    return Decimal(each.solicited) / each.submitted


def _ratio_words(ratio: Decimal) -> str:
    # Rounded down: 4.96 is below five and must not read as five.
    return f"{ratio.quantize(Decimal('0.1'), 'ROUND_DOWN').normalize():f}"


def _ratio_bar(body: Province, each: ProvincialReturn, ratio: Decimal | None) -> Bar:
    both = f"{_or_unknown(each.solicited)} : {_or_unknown(each.submitted)}"
    if ratio is None:
        return Bar(body.short_name, None, both)
    below = gettext("below 1:5")
    note = f"{both}  ▲ {below}" if ratio < USUAL_RATIO else both
    return Bar(
        body.short_name,
        float(ratio),
        f"1 : {_ratio_words(ratio)}",
        part=float(ratio),
        note=note,
    )


def _or_unknown(number: int | None) -> str:
    return "?" if number is None else str(number)


def _return_row(body: Province, each: ProvincialReturn, ratio: Decimal | None) -> Row:
    below = None
    if ratio is not None:
        below = gettext("yes") if ratio < USUAL_RATIO else gettext("no")
    return Row(
        [
            body.short_name,
            each.solicited,
            each.submitted,
            each.selected,
            None if ratio is None else _ratio_words(ratio),
            below,
            as_written(each.source),
        ],
        _list_of(body),
    )


def _list_of(body: Province) -> str:
    return f"{reverse('work-method-list')}?province={body.slug}"
