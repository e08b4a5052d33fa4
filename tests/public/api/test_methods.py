import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.rounds.factories import SubmissionFactory

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
