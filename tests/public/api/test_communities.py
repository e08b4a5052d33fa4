import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.places.factories import CommunityFactory, real_province

pytestmark = pytest.mark.django_db

COMMUNITIES = "/api/v1/communities/"


def numbers(client, query=""):
    return [
        each["number"] for each in client.get(COMMUNITIES + query).json()["results"]
    ]


@pytest.fixture
def communities():
    fujian, hubei = real_province("fujian"), real_province("hubei")
    return [
        CommunityFactory(street__county__province=province, name=name)
        for province, name in [
            (fujian, "军门社区"),
            (hubei, "百步亭社区"),
            (fujian, "草厂社区"),
        ]
    ]


def test_communities_stand_by_number_and_can_be_narrowed(client, communities):
    first, second, third = (each.number for each in communities)

    assert numbers(client) == [first, second, third]
    assert numbers(client, "?province=fujian") == [first, third]
    assert numbers(client, "?province=fujian&province=hubei") == [first, second, third]
    assert numbers(client, "?page=2&page_size=2") == [third]


def test_a_search_finds_by_name_and_stays_in_the_province(client, communities):
    first, second, _third = (each.number for each in communities)

    assert numbers(client, "?q=军门") == [first]
    assert numbers(client, "?q=百步亭&province=hubei") == [second]
    assert numbers(client, "?q=百步亭&province=fujian") == []


def test_what_is_added_renamed_or_taken_away_shows_at_once(client, communities):
    numbers(client)
    added = CommunityFactory(name="新社区")
    communities[1].is_virtual = True
    communities[1].save()

    assert numbers(client) == [
        communities[0].number,
        communities[2].number,
        added.number,
    ]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("province=taiwan", "province"),
        ("q=a&q=b", "q"),
        ("q=a%00", "q"),
        ("q=" + "x" * 8_000, "q"),
        ("theme=culture", "theme"),
        ("page_size=1000", "page_size"),
    ],
)
def test_a_bad_parameter_is_refused_by_name(client, query, parameter):
    response = client.get(f"{COMMUNITIES}?{query}")

    assert response.status_code == 400
    assert [*response.json()] == [parameter]


def test_a_page_costs_the_same_at_any_depth(client, communities):
    def counted(query):
        with CaptureQueriesContext(connection) as queries:
            numbers(client, query)
        return len(queries)

    counted("")

    assert counted("?page_size=1") == counted("?page=3&page_size=1") == counted("")
