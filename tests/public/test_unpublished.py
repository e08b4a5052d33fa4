"""What the public may not read appears on no page, in no count and in no tile."""

import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from catalogue.methods.models import WorkMethod
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.narrowing import Narrowing
from catalogue.rounds.models import SelectionRound, Submission
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province
from tests.rounds.factories import (
    ProvincialReturnFactory,
    SelectionRoundFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db

# The filters of a list name every outcome; a mark says that a method has it.
MARK_OF_SELECTED = re.compile(r'class="[^"]*\boutcome-selected\b')

HIDDEN = [
    status
    for status in WorkMethod.Status.values
    # What was merged leads on to another address: test_merged.py.
    if status not in (WorkMethod.Status.PUBLISHED, WorkMethod.Status.MERGED)
]


def pages(method, *rounds):
    return [
        reverse("home"),
        reverse("work-method-list"),
        reverse("work-method-list") + "?q=军门",
        method.get_absolute_url(),
        reverse("province-list"),
        method.reporting_body.get_absolute_url(),
        method.community.get_absolute_url(),
        reverse("round-list"),
        *(each.get_absolute_url() for each in rounds),
        *(theme.get_absolute_url() for theme in method.themes.all()),
        reverse("about-data"),
    ]


def make_method(**values):
    community = CommunityFactory(
        street__county__province=real_province("fujian"), name="军门社区"
    )
    theme = ThemeFactory(slug="culture")
    return WorkMethodFactory(
        published=True, community=community, themes=[theme], **values
    )


@pytest.mark.parametrize("status", HIDDEN)
def test_a_method_that_is_not_published_appears_nowhere(client, status):
    shown = make_method(title_zh="公开的工作法", is_model=True)
    secret = WorkMethodFactory(
        status=status,
        title_zh="秘而不宣工作法",
        title_en="Secret method",
        community=shown.community,
        themes=[*shown.themes.all()],
        is_model=True,
        published_at=shown.published_at,
    )
    announced = SelectionRoundFactory(announced=True, announced_on="2018")
    for method in (shown, secret):
        SubmissionFactory(
            selection_round=announced, method=method, outcome=Submission.Outcome.MODEL
        )

    for address in pages(shown, announced):
        text = client.get(address).content.decode()
        assert "秘而不宣" not in text, address
        assert "Secret method" not in text, address
    assert client.get(secret.get_absolute_url()).status_code == 404
    by_number = reverse("work-method-by-number", args=[secret.number])
    assert client.get(by_number).status_code == 404


@pytest.mark.parametrize("status", HIDDEN)
def test_a_method_that_is_not_published_is_counted_nowhere(client, status):
    shown = make_method()
    secret = WorkMethodFactory(
        status=status, community=shown.community, themes=[*shown.themes.all()]
    )
    announced = SelectionRoundFactory(
        slug="national-2018", announced=True, official_selected=100
    )
    for method in (shown, secret):
        SubmissionFactory(
            selection_round=announced,
            method=method,
            outcome=Submission.Outcome.SELECTED,
        )

    narrowing = Narrowing.of(WorkMethodFilter(QueryDict()))
    home = client.get(reverse("home")).context
    province = client.get(shown.reporting_body.get_absolute_url()).context
    round_page = client.get(announced.get_absolute_url()).context

    assert narrowing.count_of("theme", "culture") == 1
    assert narrowing.count_of("outcome", "selected") == 1
    assert [tile.count for tile in home["tiles"]] == [1]
    assert [row.count for row in home["themes"]] == [1]
    assert home["round_figures"].recorded_selected == 1
    assert province["counts"].recorded == 1
    assert round_page["totals"].recorded_selected == 1


@pytest.mark.parametrize(
    "state",
    [
        SelectionRound.State.PREPARING,
        SelectionRound.State.OPEN,
        SelectionRound.State.JUDGING,
    ],
)
def test_a_result_that_is_not_announced_appears_nowhere(client, state):
    method = make_method()
    judged = SelectionRoundFactory(
        state=state, slug="judged", title_zh="评审中的活动", title_en="Judged round"
    )
    SubmissionFactory(
        selection_round=judged, method=method, outcome=Submission.Outcome.SELECTED
    )
    ProvincialReturnFactory(
        selection_round=judged,
        reporting_body=method.reporting_body,
        submitted=4321,
        selected=1234,
    )

    # That page explains what each outcome means.
    about_data = reverse("about-data")
    for address in pages(method):
        text = client.get(address).content.decode()
        assert address == about_data or not MARK_OF_SELECTED.search(text), address
        assert "1234" not in text, address
        assert "4321" not in text, address
    narrowing = Narrowing.of(WorkMethodFilter(QueryDict("round=judged")))
    assert narrowing.count_of("outcome", "selected") == 0
    everything = Narrowing.of(WorkMethodFilter(QueryDict()))
    assert everything.count_of("outcome", "none") == 1


def test_a_round_in_preparation_has_no_page_and_no_value(client):
    make_method()
    prepared = SelectionRoundFactory(slug="prepared", title_en="Prepared round")

    listing = client.get(reverse("work-method-list") + "?round=prepared")

    assert client.get(prepared.get_absolute_url()).status_code == 404
    assert "Prepared round" not in client.get(reverse("round-list")).content.decode()
    assert [each.parameter for each in listing.context["problems"]] == ["round"]


def test_an_open_round_has_a_page_without_results(client):
    method = make_method()
    opened = SelectionRoundFactory(state=SelectionRound.State.OPEN)
    SubmissionFactory(selection_round=opened, method=method)

    page = client.get(opened.get_absolute_url())

    assert page.status_code == 200
    assert page.context["cards"] == []
    assert page.context["totals"].recorded == 0
    assert page.context["returns"] == []


def test_the_contact_of_a_method_appears_on_no_page(client):
    method = make_method(contact_name="联系人张三", contact_phone="0591-12345678")

    for address in pages(method):
        text = client.get(address).content.decode()
        assert "张三" not in text, address
        assert "12345678" not in text, address


def test_demonstration_records_are_marked_and_counted_apart(client):
    real = make_method()
    demonstration = WorkMethodFactory(
        published=True, community=real.community, is_demo=True
    )
    announced = SelectionRoundFactory(
        announced=True, official_submitted=209, official_selected=100
    )
    for method in (real, demonstration):
        SubmissionFactory(
            selection_round=announced,
            method=method,
            outcome=Submission.Outcome.SELECTED,
        )

    page = client.get(announced.get_absolute_url())
    cards = {card.number: card.is_demo for card in page.context["cards"]}
    method_page = client.get(demonstration.get_absolute_url()).content.decode()

    assert page.context["totals"].recorded_selected == 1
    assert page.context["totals"].demonstration == 1
    assert cards == {real.number: False, demonstration.number: True}
    assert "Demonstration record" in page.content.decode()
    assert "Demonstration record" in method_page
