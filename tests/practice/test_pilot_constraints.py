import pytest
from django.db import IntegrityError, transaction

from catalogue.merging.relations import Follows
from catalogue.methods.merging import METHOD_RELATIONS
from catalogue.methods.models import WorkMethod
from catalogue.places.merging import COMMUNITY_RELATIONS
from catalogue.places.models import Community
from catalogue.practice.models import PilotProgramme, PilotSite
from catalogue.rounds.models import SelectionRound
from tests.accounts.factories import OfficerFactory, UserFactory
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory
from tests.practice.pilot_factories import (
    PilotActFactory,
    PilotAssessmentFactory,
    PilotMoneyFactory,
    PilotProgrammeFactory,
    PilotSatisfactionFactory,
    PilotSiteFactory,
    PilotSourceFactory,
)
from tests.rounds.factories import SelectionRoundFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "values", "name"),
    [
        (
            PilotProgrammeFactory,
            {"sites_at_least": 6, "sites_at_most": 5},
            "pilotprogramme_at_most_is_not_below_at_least",
        ),
        (
            PilotProgrammeFactory,
            {"starts_on": "2022-08", "ends_on": "2022-07"},
            "pilotprogramme_ends_after_it_starts",
        ),
        (
            PilotProgrammeFactory,
            {"starts_on": "Aug. 2022"},
            "pilotprogramme_starts_on_is_a_date",
        ),
        (
            PilotSiteFactory,
            {"is_example": True, "is_model_point": True},
            "pilotsite_example_is_no_model_point",
        ),
        (
            PilotSiteFactory,
            {"state": "confirmed"},
            "pilotsite_confirmed_has_its_moment_and_is_no_change",
        ),
        (PilotActFactory, {"what_zh": ""}, "pilotact_says_what_was_done"),
        (PilotActFactory, {"co": "step-1"}, "pilotact_is_of_the_five_cos"),
        (PilotMoneyFactory, {"amount": "0.00"}, "pilotmoney_is_more_than_nothing"),
        (PilotAssessmentFactory, {"mark": 0}, "pilotassessment_mark_is_one_to_five"),
        (PilotAssessmentFactory, {"mark": 6}, "pilotassessment_mark_is_one_to_five"),
        (
            PilotSatisfactionFactory,
            {"asked": 9, "answered": 10},
            "pilotsatisfaction_answered_never_above_asked",
        ),
        (
            PilotSatisfactionFactory,
            {"answered": 5, "satisfied": 6},
            "pilotsatisfaction_satisfied_never_above_answered",
        ),
        (PilotSourceFactory, {"title": ""}, "pilotsource_has_title_or_address"),
    ],
)
def test_the_database_keeps_rules_of_one_row(make, values, name):
    with pytest.raises(IntegrityError, match=name):
        make(**values)


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [("2022-08", "2022"), ("2022-08", "2022-08"), ("2022", "2022-12"), ("", "2022")],
)
def test_a_period_is_as_precise_as_known(starts_on, ends_on):
    assert PilotProgrammeFactory(starts_on=starts_on, ends_on=ends_on).pk


def test_a_community_is_one_site_of_a_programme():
    site = PilotSiteFactory()

    with (
        pytest.raises(IntegrityError, match="pilotsite_community_once_per_programme"),
        transaction.atomic(),
    ):
        PilotSiteFactory(programme=site.programme, community=site.community)
    assert PilotSiteFactory(community=site.community).pk


@pytest.mark.parametrize(
    ("answered", "satisfied", "percent"),
    [(8, 6, 75), (8, 0, 0), (0, 0, None)],
)
def test_a_rate_is_told_where_somebody_answered(answered, satisfied, percent):
    inquiry = PilotSatisfactionFactory(asked=10, answered=answered, satisfied=satisfied)

    assert inquiry.percent == percent


class TestWhoSeesWhat:
    def test_an_officer_sees_sites_of_the_own_body(self):
        own, _foreign = PilotSiteFactory(), PilotSiteFactory()
        officer = OfficerFactory(reporting_body=own.community.reporting_body)

        assert list(PilotSite.objects.visible_to(officer)) == [own]

    def test_an_officer_sees_programmes_of_the_own_province_and_of_all(self):
        officer = OfficerFactory()
        own = PilotProgrammeFactory(province=officer.reporting_body)
        national = PilotProgrammeFactory(province=None)
        PilotProgrammeFactory(province=CommunityFactory().province)

        assert set(PilotProgramme.objects.visible_to(officer)) == {own, national}

    def test_who_belongs_to_no_body_sees_none(self):
        person = UserFactory()
        PilotSiteFactory()

        assert not PilotSite.objects.visible_to(person)
        assert not PilotProgramme.objects.visible_to(person)

    def test_a_hidden_round_hides_its_programme_and_sites(self):
        hidden = SelectionRoundFactory(kind="pilot")
        programme = PilotProgrammeFactory(selection_round=hidden)
        PilotSiteFactory(programme=programme, confirmed=True)

        assert not PilotProgramme.objects.public()
        assert not PilotSite.objects.public()

        SelectionRound.objects.filter(pk=hidden.pk).update(state="announced")
        assert PilotProgramme.objects.public().get() == programme
        assert PilotSite.objects.public().exists()


class TestMerging:
    def test_sites_follow_a_community_that_goes_into_another(self):
        relations = {
            each.name: each.follows for each in COMMUNITY_RELATIONS.all(Community)
        }

        assert relations["practice.PilotSite.community"] == Follows.MOVES

    def test_sites_follow_a_method_that_goes_into_another(self):
        relations = {
            each.name: each.follows for each in METHOD_RELATIONS.all(WorkMethod)
        }

        assert relations["practice.PilotSite.method"] == Follows.MOVES

    def test_a_site_moves_and_comes_back(self):
        from catalogue.merging.moving import clashes, move, move_back

        goes, stays = WorkMethodFactory(), WorkMethodFactory()
        site = PilotSiteFactory(method=goes)

        assert list(clashes(METHOD_RELATIONS, stays, goes)) == []
        moved = move(METHOD_RELATIONS, goes, stays)
        site.refresh_from_db()
        assert site.method == stays

        move_back(METHOD_RELATIONS, moved, stays, goes)
        site.refresh_from_db()
        assert site.method == goes

    def test_two_sites_of_one_programme_stand_against_a_merger(self):
        from catalogue.merging.moving import clashes

        one = PilotSiteFactory()
        other = PilotSiteFactory(programme=one.programme)

        assert list(clashes(COMMUNITY_RELATIONS, one.community, other.community)) == [
            (one, other)
        ]
