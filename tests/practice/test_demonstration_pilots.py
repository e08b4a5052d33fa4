"""The demonstration programme: what it shows, and that nothing of it stays."""

import pytest
from django.core.files.storage import default_storage

from catalogue.places.models import Community
from catalogue.practice.demonstration import (
    add_demonstration_pilots,
    remove_demonstration_practice,
)
from catalogue.practice.models import (
    PilotAct,
    PilotPhotos,
    PilotProgramme,
    PilotSite,
    Rule,
)
from catalogue.practice.pilot_rules import check_counties
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory, StreetFactory
from tests.practice.pilot_factories import PilotSiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def country():
    """Four counties of one province with enough residents' committees, and one more."""
    method = WorkMethodFactory(is_demo=True, published=True)
    province = method.community.province
    for size in (11, 11, 12, 11, 4):
        street = StreetFactory(county__province=province)
        for _place in range(size):
            CommunityFactory(
                street=street, committee_kind=Community.CommitteeKind.RESIDENTS
            )
    return province


def test_each_county_shows_one_fault_and_one_shows_none(country):
    assert add_demonstration_pilots() == 1

    programme = PilotProgramme.objects.public().get()
    sites = PilotSite.objects.public().with_place()
    checks = check_counties(programme, sites)
    assert [[fault.rule for fault in check.faults] for check in checks] == [
        [],
        [Rule.TOO_FEW_SITES],
        [Rule.TOO_MANY_SITES],
        [Rule.NO_MODEL_POINT],
    ]
    assert programme.is_demo


def test_it_is_added_once(country):
    add_demonstration_pilots()

    assert add_demonstration_pilots() == 0
    assert PilotProgramme.objects.count() == 1


def test_without_demonstration_records_there_is_none():
    assert add_demonstration_pilots() == 0


def test_removal_leaves_nothing_and_touches_nothing_else(
    country, django_capture_on_commit_callbacks
):
    real = PilotSiteFactory(confirmed=True)
    add_demonstration_pilots()
    names = [pair.before.name for pair in PilotPhotos.objects.all()]
    assert len(names) == 3

    with django_capture_on_commit_callbacks(execute=True):
        remove_demonstration_practice()

    assert list(PilotSite.objects.all()) == [real]
    assert list(PilotProgramme.objects.all()) == [real.programme]
    assert not PilotAct.objects.exists()
    assert not any(map(default_storage.exists, names))
