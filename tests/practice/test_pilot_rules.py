import pytest
from django.core.exceptions import ValidationError

from catalogue.practice.models import Consequence, PilotSite, Rule
from catalogue.practice.pilot_rules import (
    check_counties,
    faults_of_closing,
    faults_of_confirming,
    require_in_scope,
    require_none_blocks,
)
from tests.places.factories import (
    CommunityFactory,
    DivisionFactory,
    ProvinceFactory,
    StreetFactory,
)
from tests.practice.pilot_factories import PilotProgrammeFactory, PilotSiteFactory

pytestmark = pytest.mark.django_db


def sites_of(programme, count, *, model_points=1, street=None, **values):
    """So many sites in one county, the first of them model points, led as they are."""
    street = street or StreetFactory()
    return [
        PilotSiteFactory(
            programme=programme,
            community=CommunityFactory(street=street),
            is_model_point=place < model_points,
            is_led_by_secretary=place < model_points,
            **values,
        )
        for place in range(count)
    ]


def rules_broken(programme):
    checks = check_counties(programme, programme.sites.all())
    return [[fault.rule for fault in check.faults] for check in checks]


@pytest.mark.parametrize(
    ("count", "broken"),
    [
        (1, [Rule.TOO_FEW_SITES]),
        (4, [Rule.TOO_FEW_SITES]),
        (5, []),
        (10, []),
        (11, [Rule.TOO_MANY_SITES]),
    ],
)
def test_a_county_has_five_to_ten_sites(count, broken):
    programme = PilotProgrammeFactory()

    sites_of(programme, count)

    assert rules_broken(programme) == [broken]


@pytest.mark.parametrize(
    ("model_points", "broken"),
    [(0, [Rule.NO_MODEL_POINT]), (1, []), (2, [Rule.SEVERAL_MODEL_POINTS])],
)
def test_a_county_has_just_one_model_point(model_points, broken):
    programme = PilotProgrammeFactory()

    sites_of(programme, 5, model_points=model_points)

    assert rules_broken(programme) == [broken]


@pytest.mark.parametrize(
    ("values", "broken"),
    [
        ({"is_model_point": True}, Rule.NOT_LED_BY_SECRETARY),
        ({"leader_zh": ""}, Rule.NO_LEADER),
        ({"department_zh": ""}, Rule.NO_DEPARTMENT),
        ({"team_zh": ""}, Rule.NO_TEAM),
        ({"plan_zh": ""}, Rule.NO_PLAN),
    ],
)
def test_what_a_site_lacks_is_named(values, broken):
    programme = PilotProgrammeFactory(
        no_model_point=Consequence.NONE, several_model_points=Consequence.NONE
    )
    site, *_others = sites_of(programme, 5, model_points=0)
    PilotSite.objects.filter(pk=site.pk).update(**values)

    [check] = check_counties(programme, programme.sites.all())

    assert [(fault.rule, fault.site) for fault in check.faults] == [(broken, site)]


@pytest.mark.parametrize(
    "values", [{"leader_en": "Deputy head"}, {"leader_zh": "副县长"}]
)
def test_one_language_says_who_leads(values):
    programme = PilotProgrammeFactory(sites_at_least=1)
    [site] = sites_of(programme, 1)
    PilotSite.objects.filter(pk=site.pk).update(leader_zh="", leader_en="")
    PilotSite.objects.filter(pk=site.pk).update(**values)

    assert rules_broken(programme) == [[]]


def test_a_plan_may_be_a_file():
    programme = PilotProgrammeFactory(sites_at_least=1)
    sites_of(programme, 1, plan_zh="", plan_file="pilots/plan.pdf")

    assert rules_broken(programme) == [[]]


def test_each_county_is_judged_by_itself():
    programme = PilotProgrammeFactory()
    first = StreetFactory()
    second = StreetFactory(county__province=first.county.province)
    sites_of(programme, 4, street=first)
    sites_of(programme, 6, street=second, model_points=0)

    checks = {
        check.county: [fault.rule for fault in check.faults]
        for check in check_counties(programme, programme.sites.all())
    }

    assert checks == {
        first.county: [Rule.TOO_FEW_SITES],
        second.county: [Rule.NO_MODEL_POINT],
    }


def test_a_county_of_the_scope_without_any_site_is_shown():
    programme = PilotProgrammeFactory()
    county = DivisionFactory()
    programme.scope.create(division=county)

    [check] = check_counties(programme, [])

    assert check.county == county
    assert [each.rule for each in check.faults] == [
        Rule.TOO_FEW_SITES,
        Rule.NO_MODEL_POINT,
    ]


def test_a_prefecture_stands_for_its_counties():
    prefecture = DivisionFactory(level="prefecture", kind="prefecture")
    county = DivisionFactory(parent=prefecture, province=prefecture.province)
    programme = PilotProgrammeFactory(province=prefecture.province)
    programme.scope.create(division=prefecture)

    assert programme.named_counties == [county]


def test_examples_from_elsewhere_are_not_counted():
    programme = PilotProgrammeFactory()
    sites_of(programme, 11, model_points=0, is_example=True)

    assert check_counties(programme, programme.sites.all()) == []


def test_what_is_no_rule_of_the_programme_is_no_fault():
    programme = PilotProgrammeFactory(**dict.fromkeys(Rule.values, Consequence.NONE))
    sites_of(programme, 1, model_points=0, leader_zh="", plan_zh="")

    assert rules_broken(programme) == [[]]


def test_of_a_programme_that_is_only_recorded_what_lacks_is_not_known():
    programme = PilotProgrammeFactory(is_run_here=False, blocking=True)
    sites_of(programme, 3, model_points=0, leader_zh="", team_zh="")

    assert rules_broken(programme) == [[]]
    assert faults_of_closing(programme) == []


def test_of_a_programme_that_is_only_recorded_too_many_are_known():
    programme = PilotProgrammeFactory(is_run_here=False)
    sites_of(programme, 11, model_points=2)

    assert rules_broken(programme) == [[Rule.TOO_MANY_SITES, Rule.SEVERAL_MODEL_POINTS]]


def test_a_fault_blocks_or_warns_as_the_programme_says():
    programme = PilotProgrammeFactory(
        too_few_sites=Consequence.BLOCK, no_model_point=Consequence.WARN
    )
    sites_of(programme, 4, model_points=0)
    [check] = check_counties(programme, programme.sites.all())

    assert [each.blocks for each in check.faults] == [True, False]


def test_every_fault_that_blocks_is_named_and_no_warning():
    programme = PilotProgrammeFactory(blocking=True, no_plan=Consequence.WARN)
    county = DivisionFactory(name_en="Hong'an")
    sites_of(
        programme, 1, street=StreetFactory(county=county), leader_zh="", plan_zh=""
    )
    site = programme.sites.get()
    [check] = check_counties(programme, [site])

    with pytest.raises(ValidationError) as refusal:
        require_none_blocks(check.faults)

    assert refusal.value.messages == [
        "Hong'an: 1 of at least 5 sites.",
        f"{site}: the county leader is missing.",
    ]


def test_confirming_the_first_site_is_not_hindered_by_those_that_are_to_come():
    programme = PilotProgrammeFactory(blocking=True)
    [site] = sites_of(programme, 1, model_points=0)

    assert faults_of_confirming(site) == []


def test_confirming_counts_confirmed_sites_of_the_county_alone():
    programme = PilotProgrammeFactory()
    street = StreetFactory()
    sites_of(programme, 9, street=street, model_points=0, confirmed=True)
    sites_of(programme, 3, street=street, model_points=0)
    sites_of(programme, 3, model_points=0, confirmed=True)
    [tenth] = sites_of(programme, 1, street=street, model_points=0)

    assert faults_of_confirming(tenth) == []

    PilotSite.objects.filter(pk=tenth.pk).update(
        state="confirmed", confirmed_at="2026-01-01T00:00Z"
    )
    [eleventh] = sites_of(programme, 1, street=street, model_points=0)

    assert [each.rule for each in faults_of_confirming(eleventh)] == [
        Rule.TOO_MANY_SITES
    ]


def test_confirming_names_no_fault_of_other_sites():
    programme = PilotProgrammeFactory(blocking=True)
    street = StreetFactory()
    sites_of(programme, 1, street=street, leader_zh="", confirmed=True)
    [site] = sites_of(programme, 1, street=street, model_points=0)

    assert faults_of_confirming(site) == []


def test_a_second_model_point_is_found_when_it_is_confirmed():
    programme = PilotProgrammeFactory()
    street = StreetFactory()
    sites_of(programme, 1, street=street, confirmed=True)
    [second] = sites_of(programme, 1, street=street)

    assert [each.rule for each in faults_of_confirming(second)] == [
        Rule.SEVERAL_MODEL_POINTS
    ]


def test_closing_judges_confirmed_sites():
    programme = PilotProgrammeFactory()
    street = StreetFactory()
    sites_of(programme, 4, street=street, confirmed=True)
    sites_of(programme, 1, street=street, model_points=0)

    assert [each.rule for each in faults_of_closing(programme)] == [Rule.TOO_FEW_SITES]


def test_a_pilot_lies_in_the_province_of_its_programme():
    here, elsewhere = ProvinceFactory(), ProvinceFactory()
    programme = PilotProgrammeFactory(province=here)
    inside = CommunityFactory(street__county__province=here)
    outside = CommunityFactory(street__county__province=elsewhere)

    require_in_scope(PilotSiteFactory(programme=programme, community=inside))
    require_in_scope(
        PilotSiteFactory(programme=programme, community=outside, is_example=True)
    )
    other = CommunityFactory(street__county__province=elsewhere)
    with pytest.raises(ValidationError, match="outside the scope"):
        require_in_scope(PilotSiteFactory(programme=programme, community=other))


def test_a_pilot_lies_in_the_counties_that_are_named():
    county = DivisionFactory()
    programme = PilotProgrammeFactory(province=county.province)
    programme.scope.create(division=county)
    inside = CommunityFactory(street__county=county)
    outside = CommunityFactory(street__county__province=county.province)

    require_in_scope(PilotSiteFactory(programme=programme, community=inside))
    with pytest.raises(ValidationError, match="outside the scope"):
        require_in_scope(PilotSiteFactory(programme=programme, community=outside))
