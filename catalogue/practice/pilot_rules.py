"""What is wrong in a county by the rules of a pilot programme, and what follows."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.places.models import Division
from catalogue.practice.models import Consequence, PilotProgramme, PilotSite, Rule

# What a single confirmation can break; the others are judged when the list closes.
OF_CONFIRMING = frozenset(Rule) - {Rule.TOO_FEW_SITES, Rule.NO_MODEL_POINT}

_SENTENCES: dict[Rule, Promise] = {
    Rule.TOO_FEW_SITES: gettext_lazy(
        "%(county)s: %(count)d of at least %(least)d sites."
    ),
    Rule.TOO_MANY_SITES: gettext_lazy(
        "%(county)s: %(count)d sites; at most %(most)d are allowed."
    ),
    Rule.NO_MODEL_POINT: gettext_lazy("%(county)s has no model point."),
    Rule.SEVERAL_MODEL_POINTS: gettext_lazy(
        "%(county)s: %(count)d model points instead of one."
    ),
    Rule.NOT_LED_BY_SECRETARY: gettext_lazy(
        "%(site)s: the county Party secretary leads the model point."
    ),
    Rule.NO_LEADER: gettext_lazy("%(site)s: the county leader is missing."),
    Rule.NO_DEPARTMENT: gettext_lazy("%(site)s: the department is missing."),
    Rule.NO_TEAM: gettext_lazy("%(site)s: the task team is missing."),
    Rule.NO_PLAN: gettext_lazy("%(site)s: the plan is missing."),
}


@dataclass(frozen=True)
class Fault:
    """One rule that is not kept, in one county or by one site of it."""

    rule: Rule
    consequence: Consequence
    programme: PilotProgramme
    county: Division
    count: int = 0
    site: PilotSite | None = None

    @property
    def blocks(self) -> bool:
        return self.consequence == Consequence.BLOCK

    def __str__(self) -> str:
        return str(_SENTENCES[self.rule]) % {
            "county": self.county.name,
            "count": self.count,
            "least": self.programme.sites_at_least,
            "most": self.programme.sites_at_most,
            "site": self.site,
        }


@dataclass(frozen=True)
class CountyCheck:
    """The sites of one county, and what is wrong with them."""

    county: Division
    sites: list[PilotSite]
    faults: list[Fault]

    @property
    def model_points(self) -> list[PilotSite]:
        return [each for each in self.sites if each.is_model_point]


def check_counties(
    programme: PilotProgramme, sites: Iterable[PilotSite]
) -> list[CountyCheck]:
    """Every county of the scope and of these sites, in the order of the codes.

    The sites come with their community and its county; examples are passed over.
    """
    by_county: dict[Division, list[PilotSite]] = {
        county: [] for county in programme.named_counties
    }
    for site in sites:
        if not site.is_example:
            by_county.setdefault(site.community.county, []).append(site)
    return [
        check_county(programme, county, by_county[county])
        for county in sorted(by_county, key=lambda each: each.pk)
    ]


def check_county(
    programme: PilotProgramme, county: Division, sites: list[PilotSite]
) -> CountyCheck:
    """One county with what is wrong by the rules that the programme sets."""
    found = [
        Fault(rule, programme.consequence(rule), programme, county, count, site)
        for rule, count, site in _broken(programme, sites)
    ]
    faults = [each for each in found if each.consequence != Consequence.NONE]
    return CountyCheck(county, sites, faults)


def _broken(
    programme: PilotProgramme, sites: list[PilotSite]
) -> Iterator[tuple[Rule, int, PilotSite | None]]:
    count = len(sites)
    model_points = sum(each.is_model_point for each in sites)
    if count < programme.sites_at_least:
        yield Rule.TOO_FEW_SITES, count, None
    if count > programme.sites_at_most:
        yield Rule.TOO_MANY_SITES, count, None
    if model_points == 0:
        yield Rule.NO_MODEL_POINT, 0, None
    if model_points > 1:
        yield Rule.SEVERAL_MODEL_POINTS, model_points, None
    for site in sites:
        for rule in _broken_by(site):
            yield rule, 0, site


def _broken_by(site: PilotSite) -> Iterator[Rule]:
    if site.is_model_point and not site.is_led_by_secretary:
        yield Rule.NOT_LED_BY_SECRETARY
    if not (site.leader_zh or site.leader_en):
        yield Rule.NO_LEADER
    if not (site.department_zh or site.department_en):
        yield Rule.NO_DEPARTMENT
    if not (site.team_zh or site.team_en):
        yield Rule.NO_TEAM
    if not site.has_plan:
        yield Rule.NO_PLAN


def faults_of_confirming(site: PilotSite) -> list[Fault]:
    """What would be wrong if this site, or this change of one, were confirmed now."""
    if site.is_example:
        return []
    programme, county = site.programme, site.community.county
    others = (
        PilotSite.objects.themselves()
        .pilots()
        .filter(
            programme=programme,
            community__county=county,
            state=PilotSite.State.CONFIRMED,
        )
    )
    confirmed = others.exclude(pk__in=[site.pk, site.revises_id or site.pk])
    check = check_county(programme, county, [*confirmed.with_place(), site])
    return [
        each
        for each in check.faults
        if each.rule in OF_CONFIRMING and each.site in (None, site)
    ]


def faults_of_closing(programme: PilotProgramme) -> list[Fault]:
    """What is wrong in any county, by the sites that are confirmed now."""
    confirmed = PilotSite.objects.themselves().filter(
        programme=programme, state=PilotSite.State.CONFIRMED
    )
    checks = check_counties(programme, confirmed.with_place())
    return [fault for check in checks for fault in check.faults]


def require_none_blocks(faults: Collection[Fault]) -> None:
    """Raise ValidationError with every fault that the programme lets block."""
    blocking = [str(each) for each in faults if each.blocks]
    if blocking:
        raise ValidationError(blocking)


def require_in_scope(site: PilotSite) -> None:
    """Raise ValidationError for a pilot outside the programme's province or scope."""
    if not site.is_example and not site.programme.takes(site.community):
        raise ValidationError(
            _(
                "%(site)s lies outside the scope of the programme: choose another "
                "community, or mark it as an example from elsewhere."
            )
            % {"site": site}
        )
