import pytest

from catalogue.places.matching import find_community
from tests.places.factories import CommunityFactory, DivisionFactory, StreetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return DivisionFactory()


@pytest.fixture
def street(county):
    return StreetFactory(county=county)


def test_code_decides(street):
    community = CommunityFactory(street=street, name="军门社区")
    CommunityFactory(street=street, name="和平社区")

    match = find_community(code=community.code, name="和平社区", street=street)

    assert match.community == community


def test_unknown_code_asks_a_person(street):
    CommunityFactory(street=street, name="军门社区")

    match = find_community(code="999999999999", name="军门社区", street=street)

    assert (match.community, match.candidates) == (None, [])


@pytest.mark.parametrize("name", ["军门社区", "军门社区居委会", "军门社区居民委员会"])
def test_any_spelling_is_found_in_its_street(street, name):
    community = CommunityFactory(street=street, name="军门社区居委会")
    CommunityFactory(street=street, name="军门村委会")
    CommunityFactory(name="军门社区")

    assert find_community(name=name, street=street).community == community


def test_name_of_the_county_is_found_when_there_is_just_one(street, county):
    community = CommunityFactory(street=street, name="军门社区")

    assert find_community(name="军门居委会", county=county).community == community
    other = StreetFactory(county=county)
    assert find_community(name="军门社区", street=other).community == community


def test_two_of_a_county_are_candidates(street, county):
    first = CommunityFactory(street=street, name="和平村")
    second = CommunityFactory(street=StreetFactory(county=county), name="和平村委会")

    match = find_community(name="和平村", county=county)

    assert match.community is None
    assert set(match.candidates) == {first, second}


def test_two_of_a_street_are_candidates(street):
    twins = CommunityFactory.create_batch(2, street=street, name="水泉社区")

    match = find_community(name="水泉社区", street=street)

    assert match.community is None
    assert match.candidates == twins


def test_a_name_alone_is_never_looked_for_nationwide():
    CommunityFactory(name="军门社区")

    match = find_community(name="军门社区")

    assert (match.community, match.candidates) == (None, [])


def test_fictions_and_ended_ones_are_not_found(street):
    CommunityFactory(street=street, name="军门社区", is_virtual=True)
    CommunityFactory(street=street, name="军门社区", is_active=False)

    assert find_community(name="军门社区", street=street).candidates == []


def test_the_code_of_a_merged_community_proposes_what_it_merged_into(street):
    target = CommunityFactory(street=street)
    merged = CommunityFactory(street=street, merged_into=target, is_active=False)

    match = find_community(code=merged.code)

    assert (match.community, match.candidates) == (None, [target])


@pytest.mark.parametrize("name", ["", " ", "\0"])
def test_no_name_matches_nothing(street, name):
    CommunityFactory(street=street)

    assert find_community(name=name, street=street).candidates == []
