import pytest

from catalogue.places.models import Community
from tests.places.factories import CommunityFactory, ProvinceFactory, real_province

pytestmark = pytest.mark.django_db


def test_communities_are_valid_in_any_number():
    communities = CommunityFactory.create_batch(30)

    for community in communities:
        community.full_clean()
    assert Community.objects.count() == 30


def test_county_and_province_follow_from_the_street():
    fujian = real_province("fujian")

    community = CommunityFactory(street__county__province=fujian)

    assert community.province == community.reporting_body == fujian
    assert community.code.startswith("35")


def test_the_same_code_gives_the_same_province():
    assert ProvinceFactory(code="900123") == ProvinceFactory(code="900123")
