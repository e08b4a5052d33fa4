"""The parts of the page of one site, from what is recorded and nothing else."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from catalogue.bilingual import LocalText
from catalogue.methods.models import WorkMethod
from catalogue.partial_dates import partial_date_text
from catalogue.practice.models import (
    PilotAssessment,
    PilotMoney,
    PilotPhotos,
    PilotSatisfaction,
    PilotSite,
)
from catalogue.practice.models.pilot_site import PilotSiteQuerySet
from catalogue.public.method_page import present

Change = PilotAssessment.Change
Judges = PilotAssessment.Judges
Moment = PilotAssessment.Moment


@dataclass(frozen=True)
class MoneyRow:
    """What one kind of giver gave, in yuan, with the notes to it."""

    giver: str
    amount: str
    notes: list[LocalText]


@dataclass(frozen=True)
class Marks:
    """The mark at the start and at the end; None where nobody gave one."""

    start: int | None
    end: int | None

    @property
    def is_empty(self) -> bool:
        return self.start is None and self.end is None


@dataclass(frozen=True)
class ChangeRow:
    """One of the five changes, assessed by each of those who were asked."""

    name: str
    marks: list[Marks]


@dataclass(frozen=True)
class ShownPhotos:
    """A pair of photos; what each shows is said in words."""

    photos: PilotPhotos
    before_text: LocalText
    after_text: LocalText
    before_on: str
    after_on: str


@dataclass(frozen=True)
class Inquiry:
    """How many were asked, answered and are satisfied."""

    row: PilotSatisfaction
    date: str


def with_parts(sites: PilotSiteQuerySet) -> PilotSiteQuerySet:
    """Load all that the page of one site shows."""
    return (
        sites.with_place()
        .select_related("programme__selection_round", "stage", "method")
        .prefetch_related(
            *("acts", "money", "photos", "assessments", "inquiries", "sources")
        )
    )


def site_of(method: WorkMethod) -> PilotSite | None:
    """The public site whose way of working this is; of several, the first."""
    sites = PilotSite.objects.public().filter(method=method)
    return sites.select_related("programme").order_by("number").first()


def in_yuan(amount: Decimal) -> str:
    """An amount as both languages write it: whole yuan without a point."""
    whole = amount == amount.to_integral_value()
    return f"{amount:,.0f}" if whole else f"{amount:,.2f}"


def money_rows(site: PilotSite) -> list[MoneyRow]:
    """What each kind of giver gave, in the order of the choices."""
    given = list(site.money.all())
    return [
        MoneyRow(
            str(giver.label),
            in_yuan(sum((each.amount for each in own), Decimal())),
            [each.note for each in own if each.note],
        )
        for giver in PilotMoney.Giver
        if (own := [each for each in given if each.giver == giver])
    ]


def money_total(site: PilotSite) -> str:
    """All money of the site together."""
    return in_yuan(sum((each.amount for each in site.money.all()), Decimal()))


def change_rows(site: PilotSite) -> list[ChangeRow]:
    """The five changes by who assessed them; none where nobody did."""
    marks = {
        (each.change, each.judges, each.moment): each.mark
        for each in site.assessments.all()
    }
    if not marks:
        return []
    return [
        ChangeRow(
            str(change.label),
            [
                Marks(
                    marks.get((change, judges, Moment.START)),
                    marks.get((change, judges, Moment.END)),
                )
                for judges in Judges
            ],
        )
        for change in Change
    ]


def judges() -> list[str]:
    """Who assesses, as the columns of the table name them."""
    return [str(each.label) for each in Judges]


def assessment_notes(site: PilotSite) -> list[PilotAssessment]:
    """The assessments that say more than a mark."""
    return [each for each in site.assessments.all() if each.note]


def photo_pairs(site: PilotSite) -> list[ShownPhotos]:
    """The pairs whose photo before is in the store; a lost one would be a dead link."""
    return [
        ShownPhotos(
            pair,
            pair.before_shows or pair.caption,
            pair.after_shows or pair.caption,
            partial_date_text(pair.before_on),
            partial_date_text(pair.after_on),
        )
        for pair in present(site.photos.all(), "before")
    ]


def inquiries(site: PilotSite) -> list[Inquiry]:
    """Every inquiry into satisfaction, the oldest first."""
    return [
        Inquiry(each, partial_date_text(each.asked_on)) for each in site.inquiries.all()
    ]


def public_method(site: PilotSite) -> WorkMethod | None:
    """The site's way of working, where the public may read it."""
    method = site.method
    return method if method is not None and method.is_published else None


def missing(site: PilotSite) -> list[str]:
    """The names of the parts that no source tells."""
    there = {
        gettext("County leader"): site.leader,
        gettext("Department"): site.department,
        gettext("Task team"): site.team,
        gettext("Plan"): site.has_plan,
        gettext("Money by source"): site.money.all(),
        gettext("Photos before and after"): site.photos.all(),
        gettext("The five changes"): site.assessments.all(),
        gettext("Satisfaction of residents"): site.inquiries.all(),
    }
    # Of an example from elsewhere the programme asks for none of its own.
    asked = list(there)[4:] if site.is_example else list(there)
    return [name for name in asked if not there[name]]
