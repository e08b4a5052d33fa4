"""A round in figures: the organiser's totals beside what is recorded here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from catalogue.bilingual import LocalText
from catalogue.partial_dates import partial_date_text
from catalogue.places.models import Province
from catalogue.public.other_language import in_other_language
from catalogue.public.outcomes import round_label
from catalogue.public.recorded import Records
from catalogue.public.round_account import Account
from catalogue.rounds.models import Notice, ProvincialReturn, SelectionRound


@dataclass(frozen=True)
class Totals:
    """The organiser's counts, None where none was published, and those recorded."""

    solicited: int | None
    submitted: int | None
    selected: int | None
    recorded: int
    recorded_submitted: int
    recorded_selected: int
    demonstration: int

    @property
    def selected_percent(self) -> int | None:
        """How many of those submitted were selected, in whole percent."""
        if not (self.submitted and self.selected):
            return None
        return round(100 * self.selected / self.submitted)


@dataclass(frozen=True)
class RoundSummary:
    """One round in the list of rounds."""

    round: SelectionRound
    label: str
    dates: str
    year: str
    totals: Totals


@dataclass(frozen=True)
class Moment:
    """One dated event of a round; the number is that of a notice."""

    date: str
    text: str
    number: str = ""
    url: str | None = None
    note: str = ""
    approximate: bool = False


@dataclass(frozen=True)
class ReturnRow:
    """What one body reported, and what is recorded here of its methods."""

    province: Province
    url: str
    solicited: int | None
    submitted: int | None
    selected: int | None
    source: str
    recorded: int
    recorded_selected: int
    demonstration: int


@dataclass(frozen=True)
class RegionReturns:
    """The reporting bodies of one region."""

    label: str
    other_label: LocalText
    rows: list[ReturnRow]

    @property
    def recorded(self) -> int:
        return sum(row.recorded for row in self.rows)


def round_summary(selection_round: SelectionRound, records: Records) -> RoundSummary:
    """A round with its dates in words and its totals."""
    return RoundSummary(
        round=selection_round,
        label=round_label(selection_round),
        dates=_dates(selection_round),
        year=(selection_round.announced_on or selection_round.opened_on)[:4],
        totals=totals(selection_round, records),
    )


def _dates(selection_round: SelectionRound) -> str:
    opened = partial_date_text(selection_round.opened_on)
    announced = (
        partial_date_text(selection_round.announced_on)
        if selection_round.is_announced
        else ""
    )
    if opened and announced:
        return gettext("Opened %(opened)s, announced %(announced)s") % {
            "opened": opened,
            "announced": announced,
        }
    if opened:
        return gettext("Opened %(opened)s") % {"opened": opened}
    if announced:
        return gettext("Announced %(announced)s") % {"announced": announced}
    return ""


def totals(selection_round: SelectionRound, records: Records) -> Totals:
    """The organiser's totals, and the real records once the round is announced.

    The totals of a round that is held here are part of its result.
    """
    recorded = records.total
    told = selection_round.is_announced or not selection_round.is_held_here
    return Totals(
        solicited=selection_round.official_solicited if told else None,
        submitted=selection_round.official_submitted if told else None,
        selected=selection_round.official_selected if told else None,
        recorded=recorded.all,
        recorded_submitted=recorded.submitted,
        recorded_selected=recorded.selected,
        demonstration=records.demonstration_total.all,
    )


def timeline(
    selection_round: SelectionRound,
    notices: Iterable[Notice],
    account: Account | None = None,
) -> list[Moment]:
    """What happened when, from the first notice to the result; undated notices last.

    The stages of judging are told once the round is announced.
    """
    dated = [(each.dated, _notice_moment(each)) for each in notices]
    closed, announced = (
        selection_round.submission_closed_on,
        selection_round.announced_on,
    )
    if closed:
        dated.append(
            (closed, Moment(partial_date_text(closed), gettext("Submission closed")))
        )
    for stage in account.stages if account else []:
        began, ended = stage.began_on.isoformat(), stage.ended_on.isoformat()
        dated.append((began, Moment(_days(began, ended), stage.label)))
    if announced and selection_round.is_announced:
        text = gettext("The result was announced")
        dated.append((announced, Moment(partial_date_text(announced), text)))
    return [moment for _date, moment in sorted(dated, key=_by_date)]


def _days(began: str, ended: str) -> str:
    if began == ended:
        return partial_date_text(began)
    return gettext("%(began)s to %(ended)s") % {
        "began": partial_date_text(began),
        "ended": partial_date_text(ended),
    }


def _by_date(dated: tuple[str, Moment]) -> tuple[bool, str]:
    return not dated[0], dated[0]


def _notice_moment(notice: Notice) -> Moment:
    link = notice.address if notice.may_link and notice.address else None
    return Moment(
        date=partial_date_text(notice.dated),
        text=notice.title or notice.get_role_display(),
        number=notice.number,
        url=notice.file.url if notice.file else link,
        note=notice.issuer,
    )


def returns_by_region(
    selection_round: SelectionRound, records: Records
) -> list[RegionReturns]:
    """The bodies of the round by region, in the official order; none before the result.

    A national round asks all bodies; a provincial one has no returns, and one that was
    held here has an account instead.
    """
    if not selection_round.is_announced or selection_round.province_id:
        return []
    if selection_round.is_held_here:
        return []
    reported = {each.reporting_body_id: each for each in selection_round.returns.all()}
    bodies = list(Province.objects.reporting_bodies())
    return [
        RegionReturns(
            label=str(region.label),
            other_label=in_other_language(region.label),
            rows=[
                _row(selection_round, body, reported.get(body.code), records)
                for body in bodies
                if body.region == region
            ],
        )
        for region in Province.Region
    ]


def _row(
    selection_round: SelectionRound,
    body: Province,
    reported: ProvincialReturn | None,
    records: Records,
) -> ReturnRow:
    browse = reverse("work-method-list")
    return ReturnRow(
        province=body,
        url=f"{browse}?province={body.slug}&round={selection_round.slug}",
        solicited=reported.solicited if reported else None,
        submitted=reported.submitted if reported else None,
        selected=reported.selected if reported else None,
        source=reported.source if reported else "",
        recorded=records.of(body.code).all,
        recorded_selected=records.of(body.code).selected,
        demonstration=records.demonstration_of(body.code).all,
    )
