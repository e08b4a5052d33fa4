"""Communities by code, by street and name, by path: certain, asked or not there."""

import pytest

from catalogue.desk.exchange.communities import Communities, place_texts
from catalogue.desk.exchange.values import Fault
from tests.places.factories import CommunityFactory, DivisionFactory, StreetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def find(fujian):
    def find_place(body=fujian, **texts):
        communities = Communities([fujian])
        communities.prepare([(texts, body)])
        return communities.find(texts, body)

    return find_place


def fault_of(find, **texts):
    with pytest.raises(Fault) as fault:
        find(**texts)
    return fault.value.problem.code, fault.value.problem.column


@pytest.mark.parametrize(
    "texts",
    [
        {"community_code": "350102004001"},
        {"community_code": " ３５０１０２００４００１ "},
        {"community": "350102004001"},
        {"community_code": "350102004001", "community": "军门社区居委会"},
        {"street": "东街街道", "county": "鼓楼区", "community": "军门社区"},
        {"street": "东街", "county": "鼓楼", "community": "军门社区居民委员会"},
        {"street": "东街街道办事处", "community": "军门社区"},
        {"city": "福州", "county": "鼓楼区", "community": "军门社区"},
        {"county": "福州市鼓楼区", "community": "军门社区"},
        {"community": "福建省福州市鼓楼区东街街道军门社区"},
        {"community": "福建省 › 福州市 › 鼓楼区 › 东街街道 › 军门社区"},
        {"community": "鼓楼区东街街道军门社区"},
        {"community": "鼓楼区军门社区"},
    ],
)
def test_community_is_certain(find, junmen, texts):
    assert find(**texts).community == junmen


@pytest.mark.parametrize(
    "texts",
    [
        {"community": "军门社区"},
        {"city": "福州市", "community": "军门社区"},
        {"street": "东街街道", "community": "军门"},
        {"community": "福州 鼓楼 军门"},
    ],
)
def test_what_is_not_certain_is_asked_even_with_one_answer(find, junmen, texts):
    found = find(**texts)

    assert (found.community, found.candidates) == (None, [junmen])


def test_name_in_another_street_of_the_county_is_asked(find, junmen, gulou):
    StreetFactory(county=gulou, name_zh="南街街道")

    found = find(street="南街街道", community="军门社区")

    assert (found.community, found.candidates) == (None, [junmen])


def test_merged_community_is_asked(find, junmen, dongjie):
    CommunityFactory(
        street=dongjie, code="350102004009", name="旧社区", merged_into=junmen
    )

    found = find(community_code="350102004009")

    assert (found.community, found.candidates) == (None, [junmen])


def test_same_county_name_in_two_cities_is_asked(find, fujian, junmen):
    other_city = DivisionFactory(
        province=fujian, code="350200", name_zh="厦门市", level="prefecture"
    )
    other_county = DivisionFactory(
        province=fujian, code="350299", name_zh="鼓楼区", parent=other_city
    )
    other = CommunityFactory(street__county=other_county, name="军门社区")

    both = find(county="鼓楼区", community="军门社区")
    one = find(city="厦门市", county="鼓楼区", community="军门社区")

    assert {each.pk for each in both.candidates} == {junmen.pk, other.pk}
    assert one.community == other


def test_city_without_counties_has_streets_of_its_own(find, fujian):
    city = DivisionFactory(
        province=fujian, code="350900", name_zh="东莞市", level="prefecture"
    )
    community = CommunityFactory(street__county=city, name="莞城社区")

    assert find(city="东莞市", community="莞城社区").community == community


def test_who_works_for_all_writes_the_whole_path(find, junmen):
    found = find(body=None, community="福建省福州市鼓楼区东街街道军门社区")

    assert found.community == junmen


@pytest.mark.usefixtures("junmen")
@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ({"community_code": "12345"}, ("bad-code", "community_code")),
        ({"community_code": "999999999999"}, ("no-code", "community_code")),
        (
            {"community_code": "350102004001", "community": "别的社区"},
            ("other-name", "community_code"),
        ),
        ({"city": "泉州市", "community": "军门社区"}, ("no-city", "city")),
        ({"county": "台江区", "community": "军门社区"}, ("no-county", "county")),
        ({"street": "东街镇", "community": "军门社区"}, ("no-street", "street")),
        ({"community": "没有社区"}, ("no-community", "community")),
        ({"county": "鼓楼区", "community": "没有"}, ("no-community", "community")),
        ({"county": "鼓楼区"}, ("community-missing", "community")),
    ],
)
def test_what_is_not_there_is_told_by_its_column(find, texts, fault):
    assert fault_of(find, **texts) == fault


def test_nothing_written_is_no_community(find):
    assert find().community is None


@pytest.mark.parametrize("count", [1, 5])
def test_names_cost_the_same_number_of_queries_at_any_length(
    fujian, dongjie, count, django_assert_num_queries
):
    made = CommunityFactory.create_batch(count, street=dongjie)
    rows = [{**place_texts(each), "community_code": ""} for each in made]
    communities = Communities([fujian])

    with django_assert_num_queries(7):
        communities.prepare([(row, fujian) for row in rows])
        found = [communities.find(row, fujian).community for row in rows]

    assert found == made
