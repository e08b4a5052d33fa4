"""Charts can tell of some methods only; each is cited with what narrows it."""

import pytest
from django.urls import reverse

from catalogue.public.kept_pages import PAGES

pytestmark = pytest.mark.django_db


def page_of(client, query="", language="en"):
    PAGES.empty()
    return client.get(f"/{language}/statistics/{query}")


def charts_of(response):
    groups = response.context["groups"]
    return {chart.slug: chart for group in groups for chart in group.charts}


def test_narrowed_figures_are_those_of_the_lists(client, loaded):
    response = page_of(client, "?theme=service")

    drawn = charts_of(response)
    assert "funnel" not in drawn
    assert drawn["themes"].cells == [
        ["Culture", 1, 1],
        ["Service", 2, 1],
        ["Not recorded", 0, 0],
    ]
    for row in (*drawn["bodies"].rows, *drawn["regions"].rows):
        demonstration = 1 if row.cells[1] == "Beijing" or row.cells[0] == "East" else 0
        listed = client.get(row.url).context["result_count"]
        assert listed == row.cells[-2] + demonstration, row.url


def test_selected_are_those_of_the_round_asked_for(client, loaded):
    drawn = charts_of(page_of(client, "?round=national-2018"))

    assert [row[:2] for row in drawn["outcomes"].cells if row[1]] == [
        ["Model method", 1],
        ["Selected", 1],
    ]
    [model] = [row for row in drawn["outcomes"].rows if row.cells[0] == "Model method"]
    assert model.url == (
        f"{reverse('work-method-list')}?outcome=model&round=national-2018"
    )


def test_form_keeps_what_it_has_no_field_for(client, loaded):
    page = page_of(client, "?theme=culture&kind=comprehensive").content.decode()

    assert '<option value="culture" selected lang="en">Culture</option>' in page
    assert '<input type="hidden" name="kind" value="comprehensive">' in page
    assert 'aria-label="Remove filter Theme: Culture"' in page


def test_unknown_value_is_named_and_left_out(client, loaded):
    response = page_of(client, "?theme=nonsense")

    assert response.status_code == 200
    assert "“nonsense”" in response.content.decode()
    assert "funnel" in charts_of(response)


@pytest.mark.parametrize(
    ("language", "start", "address"),
    [
        ("en", "Community Work Methods Catalogue. (", "/en/statistics/?q=%E5%A4%A7"),
        ("zh-hans", "社区工作法名录. ", "/zh-hans/statistics/?q=%E5%A4%A7"),
    ],
)
def test_each_chart_can_be_cited(client, loaded, language, start, address):
    for slug, chart in charts_of(page_of(client, "?q=大", language)).items():
        assert chart.citation.startswith(start)
        assert chart.finding in chart.citation
        assert f"http://testserver{address}#{slug}" in chart.citation
