"""What the charts say equals what plain SQL says of the same tables."""

import pytest
from django.db import connection
from django.urls import reverse

from tests.methods.factories import ThemeFactory
from tests.places.factories import real_province
from tests.public.statistics.conftest import record
from tests.public.statistics.reading import charts

pytestmark = pytest.mark.django_db

REAL = "m.status = 'published' AND NOT m.is_demo"
SELECTED = """EXISTS (SELECT FROM rounds_submission s
    JOIN rounds_selectionround r ON r.id = s.selection_round_id
    WHERE s.method_id = m.number AND s.outcome = 'selected' AND r.state = 'announced')
"""


def sql(text):
    with connection.cursor() as cursor:
        cursor.execute(text)
        return [list(row) for row in cursor.fetchall()]


def counted(value, join="", where="true"):
    return sql(
        f"SELECT {value}, count(*), count(*) FILTER (WHERE {SELECTED})"
        f" FROM methods_workmethod m {join} WHERE {REAL} AND {where}"
        " GROUP BY 1 ORDER BY 1"
    )


def with_some(chart):
    """The rows of a chart with a number in them, without the one of the unknown."""
    rows = [row for row in chart.cells if row[-2]]
    return sorted(row for row in rows if row[0] != "Not recorded")


def test_methods_by_body_and_region_are_those_of_plain_sql(client, loaded):
    drawn = charts(client)

    province = "JOIN places_province p ON p.code = m.reporting_body_id"
    named = [[row[1], *row[3:]] for row in drawn["bodies"].cells if row[3]]
    assert sorted(named) == counted("p.short_name_en", province)
    assert with_some(drawn["regions"]) == [
        [region.capitalize(), *counts]
        for region, *counts in counted("p.region", province)
    ]


def test_methods_by_theme_and_kind_are_those_of_plain_sql(client, loaded):
    drawn = charts(client)

    themes = """JOIN methods_workmethod_themes mt ON mt.workmethod_id = m.number
        JOIN methods_theme t ON t.id = mt.theme_id"""
    assert with_some(drawn["themes"]) == counted("t.name_en", themes)
    assert with_some(drawn["kinds"]) == [
        [kind.capitalize(), *counts]
        for kind, *counts in counted("m.kind", where="m.kind <> ''")
    ]


def test_what_is_not_recorded_is_shown_as_such(client, loaded):
    drawn = charts(client)

    last = {slug: drawn[slug].cells[-1] for slug in ("themes", "kinds")}
    assert last == {"themes": ["Not recorded", 1, 0], "kinds": ["Not recorded", 1, 0]}
    assert drawn["settlements"].cells[-1] == ["Not recorded", 2, 0]
    assert drawn["characteristics"].cells[-1] == ["Not recorded", 2, 0]


def test_themes_by_region_and_outcomes(client, loaded):
    drawn = charts(client)

    assert drawn["themes-by-region"].cells == [
        ["Culture", 1, 0, 0],
        ["Service", 2, 0, 0],
    ]
    assert drawn["outcomes"].cells == [
        ["Model method", 1],
        ["Selected", 1],
        ["Pilot or example", 0],
        ["Submitted, not selected", 0],
        ["Selection not proven", 1],
    ]


def test_official_totals_stand_beside_what_is_recorded(client, loaded):
    drawn = charts(client)

    assert drawn["funnel"].cells == [
        ["Solicited", None, None],
        ["Submitted", 209, 1],
        ["Selected", 100, 1],
    ]
    assert [row[1:] for row in drawn["rounds"].cells] == [
        [None, 1, 25, 1, 1],
        [209, 1, 100, 1, 2],
    ]


def test_shares_and_ratios_only_where_both_numbers_are_known(client, loaded):
    drawn = charts(client)

    assert drawn["rates"].cells == [["Fujian", 8, 5, 62]]
    assert [row[:-1] for row in drawn["returns"].cells] == [
        ["Beijing", 33, None, 5, None, None],
        ["Fujian", 40, 8, 5, "5", "no"],
        ["Hubei", 24, 5, None, "4.8", "yes"],
    ]
    assert drawn["returns"].drawing.body.count("▲ below 1:5") == 1


def test_nothing_unannounced_or_made_up_is_counted(client, loaded):
    page = client.get(reverse("statistics"))

    text = page.content.decode()
    assert "Secret round" not in text
    assert "77" not in [
        str(cell)
        for chart in charts(client).values()
        for row in chart.cells
        for cell in row
    ]
    assert page.context["demonstration"] == 1
    assert "<strong>1 demonstration record</strong> is loaded" in text


@pytest.mark.parametrize("count", [1, 40])
def test_the_page_costs_the_same_at_any_size(
    client, loaded, count, know_the_version, django_assert_num_queries
):
    for _ in range(count):
        record("fujian", ThemeFactory())
    know_the_version()

    with django_assert_num_queries(8):
        client.get(reverse("statistics"))


def test_an_empty_catalogue_says_so(client):
    real_province("fujian")

    drawn = charts(client)

    assert drawn["funnel"].finding == "No national round is announced yet"
    assert drawn["themes"].finding == "No method is recorded yet"
    assert drawn["rounds"].finding == "No round has published how many it selected"
    assert drawn["returns"].cells == []
