"""Promotion by kind and year: what took place, and nothing else."""

import pytest
from django.utils.translation import override

from catalogue.practice.models import Promotion
from catalogue.public.statistics.promotion import promotion
from tests.practice.factories import PromotionFactory

pytestmark = pytest.mark.django_db

Kind = Promotion.Kind


def made(**values):
    return PromotionFactory(published=True, **values)


def chart():
    with override("en"):
        return promotion(None)


def test_kinds_and_years_are_counted():
    made(kind=Kind.SEMINAR, begins_on="2018-03")
    made(kind=Kind.SEMINAR, begins_on="2018")
    made(kind=Kind.PRESS, begins_on="2019", sessions=15)
    made(kind=Kind.SEMINAR)

    found = chart()

    assert found.headings == ["Kind", "Undated", "2018", "2019", "In all"]
    assert found.cells == [
        ["Press and columns", 0, 0, 1, 1],
        ["Seminar", 1, 2, 0, 3],
    ]
    assert found.finding == "Seminar: 3 of 4 acts of promotion"


def test_plans_cancelled_events_demonstrations_and_drafts_are_not_counted():
    made(standing=Promotion.Standing.PLANNED)
    made(standing=Promotion.Standing.CANCELLED)
    made(is_demo=True)
    PromotionFactory()

    found = chart()

    assert found.cells == []
    assert found.finding == "No promotion that took place is recorded yet"


def test_years_long_ago_are_one_column():
    for year in range(2010, 2018):
        made(kind=Kind.PRESS, begins_on=str(year))

    found = chart()

    assert found.headings == [
        *("Kind", "Earlier", "2013", "2014", "2015", "2016", "2017", "In all"),
    ]
    assert found.cells == [["Press and columns", 3, 1, 1, 1, 1, 1, 8]]


@pytest.mark.parametrize("ending", ["csv", "svg"])
def test_chart_has_its_files(client, ending):
    made(begins_on="2018")

    response = client.get(f"/en/statistics/promotion.{ending}")

    assert response.status_code == 200
    assert "Training class" in response.content.decode()
