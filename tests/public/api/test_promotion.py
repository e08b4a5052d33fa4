"""The API tells of published promotion, filtered as the page is."""

import pytest

from tests.methods.factories import WorkMethodFactory
from tests.practice.factories import PromotionFactory
from tests.rounds.factories import SelectionRoundFactory

pytestmark = pytest.mark.django_db

LIST = "/api/v1/promotions/"


def results(client, query=""):
    return client.get(LIST + query).json()["results"]


def test_only_what_is_public_is_told(client):
    method = WorkMethodFactory(published=True)
    held = SelectionRoundFactory(slug="round", announced=True)
    promotion = PromotionFactory(
        published=True,
        address="https://example.org/event",
        serving=[method, WorkMethodFactory(), held],
    )
    PromotionFactory()

    [told] = results(client)

    assert told["number"] == promotion.pk
    assert told["methods"] == [method.pk]
    assert told["rounds"] == ["round"]
    assert told["address"] == ""
    assert told["people_reached"] is None


def test_newest_first_and_filtered(client):
    old = PromotionFactory(published=True, begins_on="2018", kind="press")
    undated = PromotionFactory(published=True, kind="seminar")
    new = PromotionFactory(published=True, begins_on="2019-02", kind="press")

    numbers = [each["number"] for each in results(client)]
    of_2018 = [each["number"] for each in results(client, "?year=2018&kind=press")]

    assert numbers == [new.pk, old.pk, undated.pk]
    assert of_2018 == [old.pk]


@pytest.mark.parametrize(
    "query", ["kind=x", "year=18", "province=x", "round=x", "method=0", "page=0", "q=x"]
)
def test_unknown_parameters_and_values_are_named(client, query):
    response = client.get(f"{LIST}?{query}")

    assert response.status_code == 400
    assert [*response.json()] == [query.partition("=")[0]]


@pytest.mark.parametrize("count", [1, 20])
def test_queries_stay_flat(client, count, django_assert_max_num_queries):
    for _each in range(count):
        PromotionFactory(
            published=True,
            serving=[
                WorkMethodFactory(published=True),
                SelectionRoundFactory(announced=True),
            ],
        )

    with django_assert_max_num_queries(23):
        results(client)
