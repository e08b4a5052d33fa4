"""Charts of the organisers' totals, and of what is recorded here of them."""

from django.utils.translation import gettext, ngettext, pgettext

from catalogue.public.outcomes import round_label
from catalogue.public.round_page import Totals, totals
from catalogue.public.statistics.bars import Bar, bars
from catalogue.public.statistics.chart import Chart, Column, Row, name_column
from catalogue.public.statistics.figures import Figures
from catalogue.public.statistics.wording import not_published, some_of


def funnel(figures: Figures) -> Chart:
    """From solicited to selected in the national round announced last."""
    national = figures.national_round
    known = totals(national, figures.records_of(national)) if national else None
    solicited = known.solicited if known else None
    submitted = known.submitted if known else None
    selected = known.selected if known else None
    recorded = known.recorded_selected if known else 0
    finding = _funnel_finding(known)
    here = gettext("%(number)d recorded here") % {"number": recorded}
    drawn = [
        _total_bar(pgettext("of methods", "Solicited"), solicited),
        _total_bar(
            pgettext("of methods", "Submitted"),
            submitted,
            part=known.recorded_submitted if known else 0,
        ),
        _total_bar(
            pgettext("of methods", "Selected"), selected, part=recorded, note=here
        ),
    ]
    label = round_label(national) if national else gettext("No national round yet")
    return Chart(
        slug="funnel",
        finding=finding,
        measure=gettext("%(round)s: the organiser’s totals, dark what is recorded here")
        % {"round": label},
        drawing=bars("funnel", drawn, description=finding),
        columns=[
            name_column(gettext("Stage")),
            Column(gettext("Official total")),
            Column(gettext("Recorded here")),
        ],
        rows=[
            # What was solicited and went no further is not recorded by anybody.
            Row([pgettext("of methods", "Solicited"), solicited, None]),
            Row(
                [
                    pgettext("of methods", "Submitted"),
                    submitted,
                    known.recorded_submitted if known else 0,
                ]
            ),
            Row([pgettext("of methods", "Selected"), selected, recorded]),
        ],
        note=gettext("The model method of a round is not one of those selected."),
    )


def _funnel_finding(known: Totals | None) -> str:
    if known is None:
        return gettext("No national round is announced yet")
    if known.submitted is None or known.selected is None:
        return ngettext(
            "%(recorded)d selected method of the national round is recorded here",
            "%(recorded)d selected methods of the national round are recorded here",
            known.recorded_selected,
        ) % {"recorded": known.recorded_selected}
    return ngettext(
        "%(selected)d of %(submitted)d submitted was selected; "
        "%(recorded)d recorded here",
        "%(selected)d of %(submitted)d submitted were selected; "
        "%(recorded)d recorded here",
        known.selected,
    ) % {
        "selected": known.selected,
        "submitted": known.submitted,
        "recorded": known.recorded_selected,
    }


def _total_bar(name: str, total: int | None, *, part: int = 0, note: str = "") -> Bar:
    if total is None:
        return Bar(name, None, not_published(), note=note)
    return Bar(name, total, str(total), part=part, note=note)


def rounds(figures: Figures) -> Chart:
    """What is recorded here beside the official total, for each announced round."""
    known = {each: totals(each, figures.records_of(each)) for each in figures.rounds}
    published = [each for each in known.values() if each.selected is not None]
    official = sum(each.selected or 0 for each in published)
    recorded = sum(each.recorded_selected for each in published)
    if published:
        finding = ngettext(
            "%(recorded)d of the %(official)d selection published is recorded here",
            "%(recorded)d of the %(official)d selections published are recorded here",
            official,
        ) % {"recorded": recorded, "official": official}
    else:
        finding = gettext("No round has published how many it selected")
    return Chart(
        slug="rounds",
        finding=finding,
        measure=gettext(
            "Methods selected in each announced round: official, dark those recorded"
        ),
        drawing=bars(
            "rounds",
            [_round_bar(round_label(each), total) for each, total in known.items()],
            description=finding,
        ),
        columns=[
            name_column(gettext("Round")),
            Column(gettext("Submitted, official")),
            Column(gettext("Submitted, recorded")),
            Column(gettext("Selected, official")),
            Column(gettext("Selected, recorded")),
            Column(gettext("All recorded")),
        ],
        rows=[
            Row(
                [
                    str(each.title),
                    total.submitted,
                    total.recorded_submitted,
                    total.selected,
                    total.recorded_selected,
                    total.recorded,
                ],
                each.get_absolute_url(),
            )
            for each, total in known.items()
        ],
        note=gettext(
            "All recorded: with the model method, and with the pilots and examples of "
            "a programme, which selects none."
        ),
    )


def _round_bar(name: str, total: Totals) -> Bar:
    recorded = total.recorded_selected
    if total.selected is None:
        note = gettext("%(number)d recorded here") % {"number": total.recorded}
        return Bar(name, None, not_published(), note=note)
    return Bar(name, total.selected, some_of(recorded, total.selected), part=recorded)
