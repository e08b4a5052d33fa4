"""The life of a site: who moves it, what blocks, and that two make no eleventh."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from catalogue.accounts.roles import Role
from catalogue.practice.models import Consequence, PilotProgramme, PilotSite
from catalogue.practice.pilot_publication import (
    move_programme,
    move_site,
    open_moves,
)
from catalogue.practice.pilot_revisions import begin_change
from tests.accounts.factories import EditorFactory, OfficerFactory, UserFactory
from tests.places.factories import CommunityFactory, StreetFactory
from tests.practice.factories import officer_of
from tests.practice.pilot_factories import (
    PilotActFactory,
    PilotProgrammeFactory,
    PilotSiteFactory,
)

pytestmark = pytest.mark.django_db

State = PilotSite.State
Course = PilotProgramme.State


def manager():
    return UserFactory(roles=[Role.ROUND_MANAGER])


def sent_site(**values):
    site = PilotSiteFactory(**values)
    return move_site(site, State.SENT, by=officer_of(site))


@pytest.mark.parametrize("confirmer", [EditorFactory, manager])
def test_the_body_sends_and_the_ministry_confirms(confirmer):
    site = sent_site()
    assert list(PilotSite.objects.public()) == []

    confirmed = move_site(site, State.CONFIRMED, by=confirmer())

    assert list(PilotSite.objects.public()) == [confirmed]
    assert confirmed.confirmed_at is not None
    assert [each.to_state for each in site.state_changes.all()] == [
        State.SENT,
        State.CONFIRMED,
    ]


def test_an_officer_confirms_nothing():
    site = sent_site()

    with pytest.raises(PermissionDenied):
        move_site(site, State.CONFIRMED, by=officer_of(site))


def test_a_foreign_officer_moves_nothing():
    with pytest.raises(PermissionDenied):
        move_site(PilotSiteFactory(), State.SENT, by=OfficerFactory())


def test_a_round_manager_enters_nothing():
    with pytest.raises(PermissionDenied):
        move_site(PilotSiteFactory(), State.SENT, by=manager())


@pytest.mark.parametrize("author", ["entered", "sent"])
def test_who_entered_or_sent_a_site_does_not_confirm_it(author):
    editor = EditorFactory()
    site = PilotSiteFactory(entered_by=editor if author == "entered" else None)
    sender = editor if author == "sent" else officer_of(site)
    site = move_site(site, State.SENT, by=sender)

    with pytest.raises(ValidationError, match="another person must confirm"):
        move_site(site, State.CONFIRMED, by=editor)


@pytest.mark.parametrize("to", [State.RETURNED, State.WITHDRAWN])
def test_returning_and_withdrawing_need_a_reason(to):
    site = sent_site() if to == State.RETURNED else PilotSiteFactory(confirmed=True)

    with pytest.raises(ValidationError, match="Give the reason"):
        move_site(site, to, by=EditorFactory(), reason="  ")

    move_site(site, to, by=EditorFactory(), reason="与记录不符")
    assert site.state_changes.last().reason == "与记录不符"


def test_a_withdrawn_site_is_not_public():
    site = PilotSiteFactory(confirmed=True)

    move_site(site, State.WITHDRAWN, by=EditorFactory(), reason="有误")

    assert list(PilotSite.objects.public()) == []


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (State.DRAFT, State.CONFIRMED),
        (State.DRAFT, State.WITHDRAWN),
        (State.CONFIRMED, State.DRAFT),
        (State.CONFIRMED, State.RETURNED),
        (State.RETURNED, State.CONFIRMED),
    ],
)
def test_no_state_is_passed_over(state, to):
    confirmed = {"confirmed": True} if state == State.CONFIRMED else {"state": state}
    site = PilotSiteFactory(**confirmed)

    with pytest.raises(ValidationError, match="cannot change"):
        move_site(site, to, by=EditorFactory(), reason="x")


def test_open_moves_are_those_that_the_person_may_make():
    site = sent_site()

    assert open_moves(site, officer_of(site)) == [State.DRAFT]
    assert open_moves(site, manager()) == [State.RETURNED, State.CONFIRMED]


@pytest.mark.parametrize(
    ("consequence", "confirms"), [(Consequence.BLOCK, False), (Consequence.WARN, True)]
)
@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("no_leader", {"leader_zh": ""}),
        ("no_department", {"department_zh": ""}),
        ("no_team", {"team_zh": ""}),
        ("no_plan", {"plan_zh": ""}),
        ("not_led_by_secretary", {"is_model_point": True}),
    ],
)
def test_a_rule_of_one_site_blocks_or_warns(rule, values, consequence, confirms):
    programme = PilotProgrammeFactory(**{rule: consequence})
    site = sent_site(programme=programme, **values)

    if confirms:
        move_site(site, State.CONFIRMED, by=EditorFactory())
    else:
        with pytest.raises(ValidationError):
            move_site(site, State.CONFIRMED, by=EditorFactory())

    assert PilotSite.objects.public().exists() is confirms


def county_of_ten(programme):
    street = StreetFactory()
    for _place in range(10):
        PilotSiteFactory(
            programme=programme,
            community=CommunityFactory(street=street),
            confirmed=True,
        )
    return street


@pytest.mark.parametrize(
    ("consequence", "sites"), [(Consequence.BLOCK, 10), (Consequence.WARN, 11)]
)
def test_the_eleventh_site_of_a_county_blocks_or_warns(consequence, sites):
    programme = PilotProgrammeFactory(too_many_sites=consequence)
    street = county_of_ten(programme)
    eleventh = sent_site(programme=programme, community=CommunityFactory(street=street))

    if consequence == Consequence.BLOCK:
        with pytest.raises(ValidationError, match="at most 10"):
            move_site(eleventh, State.CONFIRMED, by=EditorFactory())
    else:
        move_site(eleventh, State.CONFIRMED, by=EditorFactory())

    assert PilotSite.objects.public().count() == sites


def test_an_example_is_confirmed_beside_ten_sites():
    programme = PilotProgrammeFactory(blocking=True)
    street = county_of_ten(programme)
    example = sent_site(
        programme=programme,
        community=CommunityFactory(street=street),
        is_example=True,
        leader_zh="",
    )

    move_site(example, State.CONFIRMED, by=EditorFactory())

    assert PilotSite.objects.public().count() == 11


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_time_only_one_becomes_the_tenth():
    programme = PilotProgrammeFactory(too_many_sites=Consequence.BLOCK)
    street = county_of_ten(programme)
    programme.sites.first().delete()
    both = [
        sent_site(programme=programme, community=CommunityFactory(street=street))
        for _place in range(2)
    ]
    editors, ready = [EditorFactory(), EditorFactory()], Barrier(2)

    def confirm(site, editor):
        try:
            ready.wait(timeout=30)
            move_site(site, State.CONFIRMED, by=editor)
        except ValidationError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(confirm, both, editors))

    assert sorted(outcomes) == [False, True]
    assert PilotSite.objects.public().count() == 10


def test_a_site_outside_the_scope_is_never_confirmed():
    site = PilotSiteFactory()
    programme = PilotProgrammeFactory(province=CommunityFactory().province)
    PilotSite.objects.filter(pk=site.pk).update(programme=programme)
    site.refresh_from_db()
    site = move_site(site, State.SENT, by=officer_of(site))

    with pytest.raises(ValidationError, match="outside the scope"):
        move_site(site, State.CONFIRMED, by=EditorFactory())


class TestChangeOfAConfirmedSite:
    def test_the_public_reads_the_old_text_until_it_is_confirmed(self):
        site = PilotSiteFactory(confirmed=True, leader_zh="副县长")
        act = PilotActFactory(site=site)
        officer = officer_of(site)

        change = begin_change(site, by=officer)
        change.leader_zh = "县长"
        change.save()
        PilotActFactory(site=change, what_zh="新做的事")
        move_site(change, State.SENT, by=officer)

        [public] = PilotSite.objects.public()
        assert (public, public.leader_zh) == (site, "副县长")
        assert list(public.acts.all()) == [act]

    def test_confirming_brings_it_into_the_site(self):
        site = PilotSiteFactory(confirmed=True, leader_zh="副县长")
        PilotActFactory(site=site, what_zh="早先做的事")
        officer = officer_of(site)
        change = begin_change(site, by=officer)
        change.leader_zh = "县长"
        change.save()
        PilotActFactory(site=change, what_zh="新做的事")
        change = move_site(change, State.SENT, by=officer)

        confirmed = move_site(change, State.CONFIRMED, by=EditorFactory())

        assert confirmed.number == site.number
        [public] = PilotSite.objects.all()
        assert public.leader_zh == "县长"
        assert [each.what_zh for each in public.acts.all()] == [
            "早先做的事",
            "新做的事",
        ]
        assert [each.to_state for each in public.state_changes.all()] == [
            State.SENT,
            State.CONFIRMED,
        ]

    def test_there_is_one_change_at_a_time(self):
        site = PilotSiteFactory(confirmed=True)
        officer = officer_of(site)

        assert begin_change(site, by=officer) == begin_change(site, by=officer)

    def test_a_draft_is_changed_itself(self):
        site = PilotSiteFactory()

        with pytest.raises(ValidationError, match="Only a confirmed site"):
            begin_change(site, by=officer_of(site))

    def test_a_foreign_officer_begins_none(self):
        with pytest.raises(PermissionDenied):
            begin_change(PilotSiteFactory(confirmed=True), by=OfficerFactory())

    def test_it_counts_once_beside_the_site_that_it_changes(self):
        programme = PilotProgrammeFactory(too_many_sites=Consequence.BLOCK)
        county_of_ten(programme)
        site = programme.sites.first()
        officer = officer_of(site)
        change = move_site(begin_change(site, by=officer), State.SENT, by=officer)

        move_site(change, State.CONFIRMED, by=EditorFactory())

        assert PilotSite.objects.count() == 10

    def test_it_may_not_make_a_second_model_point(self):
        programme = PilotProgrammeFactory(several_model_points=Consequence.BLOCK)
        street = county_of_ten(programme)
        site, other = programme.sites.all()[:2]
        PilotSite.objects.filter(pk=other.pk).update(is_model_point=True)
        officer = OfficerFactory(reporting_body=street.county.province)
        change = begin_change(site, by=officer)
        change.is_model_point = True
        change.save()
        change = move_site(change, State.SENT, by=officer)

        with pytest.raises(ValidationError, match="2 model points"):
            move_site(change, State.CONFIRMED, by=EditorFactory())

    def test_it_waits_while_the_site_is_withdrawn(self):
        site = PilotSiteFactory(confirmed=True)
        officer = officer_of(site)
        change = move_site(begin_change(site, by=officer), State.SENT, by=officer)
        move_site(site, State.WITHDRAWN, by=EditorFactory(), reason="有误")

        with pytest.raises(ValidationError, match="itself is withdrawn"):
            move_site(change, State.CONFIRMED, by=EditorFactory())


class TestProgramme:
    def test_nothing_is_public_before_it_is_opened(self):
        programme = PilotProgrammeFactory(state=Course.PREPARING)
        PilotSiteFactory(programme=programme, confirmed=True)

        assert list(PilotProgramme.objects.public()) == []
        assert list(PilotSite.objects.public()) == []

        move_programme(programme, Course.OPEN, by=EditorFactory())

        assert list(PilotProgramme.objects.public()) == [programme]
        assert PilotSite.objects.public().count() == 1

    def test_no_site_is_confirmed_before_it_is_opened(self):
        site = sent_site(programme=PilotProgrammeFactory(state=Course.PREPARING))

        with pytest.raises(ValidationError, match="Open the programme"):
            move_site(site, State.CONFIRMED, by=EditorFactory())

    def test_an_officer_opens_none(self):
        programme = PilotProgrammeFactory(state=Course.PREPARING)

        with pytest.raises(PermissionDenied):
            move_programme(programme, Course.OPEN, by=OfficerFactory())

    @pytest.mark.parametrize(
        ("consequence", "closes"),
        [(Consequence.BLOCK, False), (Consequence.WARN, True)],
    )
    def test_a_county_with_too_few_sites_blocks_closing_or_warns(
        self, consequence, closes
    ):
        programme = PilotProgrammeFactory(too_few_sites=consequence)
        PilotSiteFactory(programme=programme, confirmed=True)

        if closes:
            move_programme(programme, Course.CLOSED, by=EditorFactory())
        else:
            with pytest.raises(ValidationError, match="at least 5"):
                move_programme(programme, Course.CLOSED, by=EditorFactory())

        programme.refresh_from_db()
        assert (programme.state == Course.CLOSED) is closes

    def test_a_closed_list_takes_and_loses_no_site(self):
        programme = PilotProgrammeFactory(state=Course.CLOSED)
        waiting = sent_site(programme=programme)
        there = PilotSiteFactory(programme=programme, confirmed=True)

        for site, to in ((waiting, State.CONFIRMED), (there, State.WITHDRAWN)):
            with pytest.raises(ValidationError, match="is closed"):
                move_site(site, to, by=EditorFactory(), reason="x")

    def test_the_work_goes_on_in_a_closed_list(self):
        programme = PilotProgrammeFactory(state=Course.CLOSED)
        site = PilotSiteFactory(programme=programme, confirmed=True)
        officer = officer_of(site)
        change = move_site(begin_change(site, by=officer), State.SENT, by=officer)

        assert move_site(change, State.CONFIRMED, by=EditorFactory()) == site

    def test_it_is_not_hidden_while_sites_of_it_are_public(self):
        programme = PilotProgrammeFactory()
        PilotSiteFactory(programme=programme, confirmed=True)

        with pytest.raises(ValidationError, match="withdraw them first"):
            move_programme(programme, Course.PREPARING, by=EditorFactory())
