import pytest
from django.urls import reverse

from catalogue.public.home_page import RoundFigures, strips
from catalogue.public.recorded import records_by_round
from catalogue.rounds.models import SelectionRound, Submission
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import real_province
from tests.rounds.factories import (
    NoticeFactory,
    ProvincialReturnFactory,
    SelectionRoundFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def national():
    return SelectionRoundFactory(
        slug="national-2018",
        announced=True,
        opened_on="2018-03",
        submission_closed_on="2018-08-31",
        announced_on="2018-12-13",
        official_submitted=209,
        official_selected=100,
    )


def submit(selection_round, outcome, body="fujian", **values):
    method = WorkMethodFactory(
        published=True,
        community__street__county__province=real_province(body),
        **values,
    )
    return SubmissionFactory(
        selection_round=selection_round, method=method, outcome=outcome
    )


def test_official_totals_stand_beside_the_records(client, national):
    submit(national, Submission.Outcome.SELECTED)
    submit(national, Submission.Outcome.SUBMITTED)
    submit(national, Submission.Outcome.MODEL)
    submit(national, Submission.Outcome.SELECTED, is_demo=True)

    totals = client.get(national.get_absolute_url()).context["totals"]

    assert (totals.solicited, totals.submitted, totals.selected) == (None, 209, 100)
    assert totals.selected_percent == 48
    assert (totals.recorded_submitted, totals.recorded_selected) == (2, 1)
    assert (totals.recorded, totals.demonstration) == (3, 1)


def test_bodies_stand_by_region_with_what_they_reported(client, national):
    for slug in ("fujian", "hubei", "xpcc", "taiwan"):
        real_province(slug)
    ProvincialReturnFactory(
        selection_round=national,
        reporting_body=real_province("fujian"),
        submitted=8,
        selected=5,
    )
    submit(national, Submission.Outcome.SELECTED)

    returns = client.get(national.get_absolute_url()).context["returns"]

    assert [
        (row.province.slug, row.submitted, row.selected, row.recorded)
        for region in returns
        for row in region.rows
    ] == [("fujian", 8, 5, 1), ("hubei", None, None, 0), ("xpcc", None, None, 0)]
    assert [region.label for region in returns] == ["East", "Central", "West"]
    assert [region.recorded for region in returns] == [1, 0, 0]


def test_the_timeline_follows_the_dates_however_precise(client, national):
    NoticeFactory(selection_round=national, role="result", dated="2018-12")
    NoticeFactory(
        selection_round=national, number="民办函〔2018〕42号", dated="2018-03"
    )
    NoticeFactory(selection_round=national, role="other", dated="")

    timeline = client.get(national.get_absolute_url()).context["timeline"]

    assert [(each.date, each.text, each.number) for each in timeline] == [
        ("March 2018", "Opening notice", "民办函〔2018〕42号"),
        ("31 August 2018", "Submission closed", ""),
        ("December 2018", "Result notice", ""),
        ("13 December 2018", "The result was announced", ""),
        ("", "Other notice", ""),
    ]


def test_a_pilot_programme_shows_its_cases_and_no_funnel(client):
    pilots = SelectionRoundFactory(
        announced=True,
        kind=SelectionRound.Kind.PILOT,
        province=real_province("hubei"),
        opened_on="2022-08",
    )
    submit(pilots, Submission.Outcome.CASE, body="hubei")

    page = client.get(pilots.get_absolute_url())
    (row,) = client.get(reverse("round-list")).context["rounds"]

    assert page.context["is_pilot"]
    assert [card.outcome.round_label for card in page.context["cards"]] == [
        "2022 Hubei pilots"
    ]
    assert (row.totals.recorded, row.dates) == (1, "Opened August 2022")
    assert "From solicited to selected" not in page.content.decode()


def test_the_home_page_draws_official_totals_and_invents_no_region(client, national):
    submit(national, Submission.Outcome.SELECTED)
    submit(national, Submission.Outcome.SELECTED, is_demo=True)

    context = client.get(reverse("home")).context

    figures, (strip,) = context["round_figures"], context["strips"]
    assert (figures.submitted, figures.selected) == (209, 100)
    assert (figures.recorded_selected, figures.demonstration) == (1, 1)
    assert sum(ten.count for ten in strip.tens) == 209
    assert sum(ten.count for ten in strip.tens if ten.selected) == 100
    assert sum(ten.recorded for ten in strip.tens) == 1


def test_the_home_page_shows_the_model_of_the_national_round(client, national):
    submit(national, Submission.Outcome.SELECTED, is_model=True)
    model = submit(national, Submission.Outcome.MODEL, is_model=True).method

    assert client.get(reverse("home")).context["model_method"].number == model.number


def test_a_provincial_round_is_not_the_national_one(client):
    SelectionRoundFactory(
        announced=True, province=real_province("hunan"), announced_on="2030"
    )

    context = client.get(reverse("home")).context

    assert (context["national_round"], context["strips"]) == (None, [])


def test_a_strip_never_has_more_records_than_marks():
    figures = RoundFigures(
        reporting_bodies=32,
        submitted=15,
        selected=12,
        urban_communities=0,
        recorded_submitted=40,
        recorded_selected=30,
        demonstration=0,
    )

    (strip,) = strips(figures)

    assert [(ten.selected, ten.count, ten.recorded) for ten in strip.tens] == [
        (True, 10, 10),
        (True, 2, 2),
        (False, 3, 3),
    ]


@pytest.mark.parametrize(
    ("of_a_demonstration", "recorded"), [(True, (1, 0)), (False, (0, 1))]
)
def test_demonstration_methods_stand_beside_real_rounds_alone(
    of_a_demonstration, recorded
):
    selection_round = SelectionRoundFactory(announced=True, is_demo=of_a_demonstration)
    SubmissionFactory(
        selection_round=selection_round,
        method=WorkMethodFactory(published=True, is_demo=True),
        outcome=Submission.Outcome.SELECTED,
    )

    found = records_by_round([selection_round])[selection_round.pk]

    assert (found.total.selected, found.demonstration_total.selected) == recorded
