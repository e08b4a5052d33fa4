"""The parts of the page of one programme: rules in words, counties, figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import LocalText, as_written
from catalogue.partial_dates import partial_date_text
from catalogue.practice.models import (
    Co,
    Consequence,
    PilotAssessment,
    PilotDocument,
    PilotProgramme,
    PilotSite,
    PilotStage,
    Rule,
)
from catalogue.practice.pilot_rules import CountyCheck, check_counties
from catalogue.rounds.models import SelectionRound

_IN_A_COUNTY: dict[Rule, str | Promise] = {
    Rule.TOO_FEW_SITES: _("too few"),
    Rule.TOO_MANY_SITES: _("too many"),
    Rule.NO_MODEL_POINT: _("no model point"),
    Rule.SEVERAL_MODEL_POINTS: _("several model points"),
}
_OF_A_SITE: dict[Rule, str | Promise] = {
    Rule.NO_LEADER: _("one county leader"),
    Rule.NO_DEPARTMENT: _("one department"),
    Rule.NO_TEAM: _("one task team"),
    Rule.NO_PLAN: _("one plan"),
}


@dataclass(frozen=True)
class CountyRow:
    """One county in the table; `words` names what its sites lack or have too much."""

    name: LocalText
    above: LocalText | None
    sites: list[PilotSite]
    model_points: list[PilotSite]
    words: list[str]


@dataclass(frozen=True)
class FunnelRow:
    """One bar: None where the organiser published no figure."""

    label: str
    total: int | None
    kind: str
    note: str = ""


@dataclass(frozen=True)
class OfficialFigure:
    """What the organiser says of one stage, with its source."""

    stage: PilotStage
    began: str
    source: LocalText


def programme_of(selection_round: SelectionRound) -> PilotProgramme | None:
    """The public programme whose methods are recorded in this round."""
    if not selection_round.is_pilot:
        return None
    return (
        PilotProgramme.objects.public().filter(selection_round=selection_round).first()
    )


def sites_of(programme: PilotProgramme) -> list[PilotSite]:
    """The public sites with their places, by county."""
    sites = PilotSite.objects.public().filter(programme=programme).with_place()
    found = list(sites.order_by("is_example", "community__county", "number"))
    for site in found:
        site.programme = programme
    return found


def county_rows(
    programme: PilotProgramme, sites: Iterable[PilotSite]
) -> list[CountyRow]:
    """Every county of the scope or with a site."""
    return [_row(check) for check in check_counties(programme, sites)]


def _row(check: CountyCheck) -> CountyRow:
    above = check.county.parent
    told = dict.fromkeys(fault.rule for fault in check.faults)
    return CountyRow(
        name=check.county.name,
        above=above.name if above else None,
        sites=check.sites,
        model_points=check.model_points,
        words=[str(_IN_A_COUNTY[rule]) for rule in told if rule in _IN_A_COUNTY],
    )


def rules_in_words(programme: PilotProgramme) -> list[str]:
    """What the programme asks for, whatever follows where it is not kept."""
    asked = {rule for rule in Rule if getattr(programme, rule) != Consequence.NONE}
    said = []
    if asked & {Rule.TOO_FEW_SITES, Rule.TOO_MANY_SITES}:
        said.append(
            gettext(
                "Every county names %(least)d to %(most)d urban or rural communities "
                "as pilots."
            )
            % {"least": programme.sites_at_least, "most": programme.sites_at_most}
        )
    if asked & {Rule.NO_MODEL_POINT, Rule.SEVERAL_MODEL_POINTS}:
        said.append(
            gettext(
                "One of them is the model point; the county Party secretary leads it."
            )
            if Rule.NOT_LED_BY_SECRETARY in asked
            else gettext("One of them is the model point.")
        )
    if parts := [str(words) for rule, words in _OF_A_SITE.items() if rule in asked]:
        joined = pgettext("between parts of a list", ", ").join(parts)
        said.append(gettext("Each site has %(parts)s.") % {"parts": joined})
    return said


def documents_of(programme: PilotProgramme) -> list[PilotDocument]:
    """The documents, the oldest first; undated ones last."""
    return sorted(
        programme.documents.all(), key=lambda each: (not each.dated, each.dated)
    )


def official_figures(programme: PilotProgramme) -> list[OfficialFigure]:
    """The organiser's figures stage by stage."""
    return [
        OfficialFigure(
            stage, partial_date_text(stage.starts_on), as_written(stage.source)
        )
        for stage in programme.stages.all()
    ]


def funnel(programme: PilotProgramme) -> list[FunnelRow]:
    """From the sites that were named to those that asked what residents think."""
    official = [each.official_sites for each in programme.stages.all()]
    known = [each for each in official if each is not None]
    counts = _counts(programme)
    recorded = gettext("sites recorded here")
    rows = [FunnelRow(recorded, counts["recorded"], "selected")]
    if not programme.is_run_here:
        label = gettext("sites named by the organiser")
        rows.insert(0, FunnelRow(label, sum(known) if known else None, "submitted"))
    return [
        *rows,
        FunnelRow(
            gettext("with acts under all five co’s"), counts["whole"], "selected"
        ),
        FunnelRow(
            gettext("with changes assessed at the start and the end"),
            counts["assessed"],
            "selected",
        ),
        FunnelRow(
            gettext("where residents were asked whether they are satisfied"),
            counts["asked"],
            "selected",
        ),
    ]


def _counts(programme: PilotProgramme) -> dict[str, int]:
    """How many pilots there are, and how far their records go; one query."""
    pilots = PilotSite.objects.public().pilots().filter(programme=programme)
    moments = PilotAssessment.Moment
    told = pilots.order_by().annotate(
        cos=Count("acts__co", distinct=True),
        has_start=_assessed(moments.START),
        has_end=_assessed(moments.END),
        has_inquiry=Exists(
            PilotSite.objects.filter(pk=OuterRef("pk"), inquiries__asked__gt=0)
        ),
    )
    rows = list(told.values_list("cos", "has_start", "has_end", "has_inquiry"))
    return {
        "recorded": len(rows),
        "whole": sum(cos == len(Co) for cos, *_rest in rows),
        "assessed": sum(start and end for _cos, start, end, _asked in rows),
        "asked": sum(asked for *_rest, asked in rows),
    }


def _assessed(moment: str) -> Exists:
    return Exists(PilotAssessment.objects.filter(site=OuterRef("pk"), moment=moment))
