import random

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from catalogue.methods.models import MethodCharacteristic, WorkMethod
from catalogue.places.models import Community, Province
from catalogue.rounds.models import SelectionRound, Submission
from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import CommunityFactory, real_province
from tests.public.exports.reading import csv_rows
from tests.rounds.factories import SelectionRoundFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

METHODS = "/api/v1/methods/"


def test_the_list_is_that_of_the_page_in_its_order(client):
    theme = ThemeFactory(slug="culture")
    for title in ("B", "A", "C"):
        WorkMethodFactory(published=True, title_en=title, themes=[theme])
    WorkMethodFactory(published=True)

    for query in ("", "?theme=culture&order=title", "?q=C", "?order=province"):
        page = client.get("/en/methods/" + query).context
        answer = client.get(METHODS + query).json()
        assert answer["count"] == page["result_count"]
        assert [each["number"] for each in answer["results"]] == [
            card.number for card in page["cards"]
        ]


def test_pages_lead_to_one_another_and_keep_the_filter(client):
    theme = ThemeFactory(slug="culture")
    for _ in range(5):
        WorkMethodFactory(published=True, themes=[theme])

    address = METHODS + "?theme=culture&page_size=2"
    seen, steps = [], 0
    while address:
        page = client.get(address).json()
        seen += [each["number"] for each in page["results"]]
        address, steps = page["next"], steps + 1

    assert steps == 3
    assert len(set(seen)) == page["count"] == 5
    assert page["previous"] == (
        "http://testserver/api/v1/methods/?page=2&page_size=2&theme=culture"
    )


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("theme=nonsense", "theme"),
        ("province=taiwan", "province"),
        ("kind=%3Cscript%3E", "kind"),
        ("round=2018", "round"),
        ("outcome=best", "outcome"),
        ("community=99999999999999999999", "community"),
        ("community=%D9%A1", "community"),
        ("order=random", "order"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=last", "page"),
        ("page_size=0", "page_size"),
        ("page_size=101", "page_size"),
        ("page_size=%D9%A1", "page_size"),
        ("q=a%00b", "q"),
        ("q=%FF", "q"),
        ("q=" + "x" * 8_000, "q"),
        ("themes=culture", "themes"),
        ("format=xml", "format"),
    ],
)
def test_a_bad_parameter_is_refused_by_name(client, query, parameter):
    response = client.get(f"{METHODS}?{query}")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/json"
    assert [*response.json()] == [parameter]
    assert [type(text) for text in response.json()[parameter]] == [str]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_every_bad_parameter_is_named_at_once(client):
    asked = client.get(METHODS + "?theme=x&theme=y&region=z")

    assert asked.json() == {
        "theme": ["No such value: “x”, “y”"],
        "region": ["No such value: “z”"],
    }


@pytest.mark.parametrize("page", ["2", "999999999"])
def test_past_the_end_is_404_as_json(client, page):
    WorkMethodFactory(published=True)

    response = client.get(f"{METHODS}?page={page}")

    assert response.status_code == 404
    assert response.json() == {"detail": "There is no such page; the last one is 1."}


@pytest.mark.parametrize(
    "path",
    ["0/", "99999999999999999999/", f"{'9' * 5_000}/", "abc/", "../nonsense/"],
)
def test_an_address_of_nothing_is_404_as_json(client, path):
    response = client.get(METHODS + path)

    assert response.status_code == 404
    assert response["Content-Type"] == "application/json"


def test_thousands_of_parameters_are_refused_as_json(client):
    query = "&".join(f"a{n}=1" for n in range(3_000))

    response = client.get(f"{METHODS}?{query}")

    assert response.status_code == 400
    assert [*response.json()] == ["detail"]


@pytest.mark.parametrize("query", ["?page_size=100", "?q=工作法&order=title"])
def test_query_counts_stay_flat(client, query):
    theme = ThemeFactory()

    def counted(more):
        for _ in range(more):
            method = WorkMethodFactory(published=True, themes=[theme])
            StepFactory(method=method)
            SourceFactory(method=method)
            MethodCharacteristicFactory(method=method)
            SubmissionFactory(method=method, selection_round__announced=True)
        client.get(METHODS + query)  # what is kept is made once
        with CaptureQueriesContext(connection) as queries:
            assert client.get(METHODS + query).status_code == 200
        return len(queries)

    assert counted(1) == counted(50)


@pytest.fixture
def mixed_methods():
    """Methods whose values overlap in every parameter."""
    chance = random.Random(7)
    communities = [
        CommunityFactory(
            street__county__province=real_province(slug),
            settlement=chance.choice(["", *Community.Settlement.values]),
        )
        for slug in ("fujian", "hubei", "xinjiang")
        for _ in range(2)
    ]
    themes = [ThemeFactory(slug=f"theme-{n}") for n in "abc"]
    rounds = [
        SelectionRoundFactory(slug="national", announced=True),
        SelectionRoundFactory(slug="provincial", announced=True),
        SelectionRoundFactory(slug="judged", state=SelectionRound.State.JUDGING),
    ]
    for _ in range(40):
        method = WorkMethodFactory(
            published=chance.random() < 0.8,
            title_en=chance.choice(["Courtyard council", ""]),
            community=chance.choice(communities),
            kind=chance.choice(["", *WorkMethod.Kind.values]),
            themes=chance.sample(themes, chance.randrange(3)),
        )
        for name in chance.sample(MethodCharacteristic.Characteristic.values, 2):
            MethodCharacteristicFactory(method=method, characteristic=name)
        for each in chance.sample(rounds, chance.randrange(3)):
            SubmissionFactory(
                selection_round=each,
                method=method,
                outcome=chance.choice(Submission.Outcome.values),
            )


VALUES = {
    "outcome": ["model", "selected", "submitted", "case", "none"],
    "theme": ["theme-a", "theme-b", "theme-c"],
    "region": Province.Region.values,
    "province": ["fujian", "hubei", "xinjiang"],
    "kind": WorkMethod.Kind.values,
    "round": ["national", "provincial", "judged"],
    "settlement": Community.Settlement.values,
    "characteristic": MethodCharacteristic.Characteristic.values,
}


def _combinations(number):
    chance = random.Random(2018)
    for _ in range(number):
        asked = QueryDict(mutable=True)
        for name in chance.sample([*VALUES], chance.choice([0, 1, 1, 2, 2, 3])):
            asked.setlist(name, chance.sample(VALUES[name], chance.choice([1, 2])))
        if chance.random() < 0.3:
            asked["q"] = chance.choice(["工作法", "council", "第1", "nowhere"])
        yield asked


def _api_count(client, asked):
    return client.get(f"{METHODS}?{asked.urlencode()}&page_size=1").json()["count"]


def test_page_api_and_export_count_alike_and_so_does_every_facet(client, mixed_methods):
    for asked in _combinations(12):
        query = "?" + asked.urlencode()
        page = client.get("/en/methods/" + query).context

        assert _api_count(client, asked) == page["result_count"], query
        assert len(csv_rows(client, query)) - 1 == page["result_count"], query
        for facet in page["facets"]:
            for choice in [*facet.choices, *facet.more_choices]:
                just_it = asked.copy()
                just_it[facet.parameter] = choice.value
                counted = _api_count(client, just_it)
                assert (query, choice.value, counted) == (
                    query,
                    choice.value,
                    choice.count,
                )


def test_page_and_api_count_alike_in_many_combinations(client, mixed_methods):
    for asked in _combinations(60):
        page = client.get(f"/en/methods/?{asked.urlencode()}").context
        assert _api_count(client, asked) == page["result_count"], asked
