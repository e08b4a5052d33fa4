"""A page costs the same number of queries with one row and with a hundred."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.public import kept_pages
from catalogue.public.exports.freshness import last_changed_at
from catalogue.public.kept import load_catalogue
from catalogue.public.kept_cards import CARDS
from catalogue.rounds.models import Submission
from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import CommunityFactory, real_province
from tests.rounds.factories import (
    NoticeFactory,
    ProvincialReturnFactory,
    SelectionRoundFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def fill():
    """Make a round, a theme and a community, and that many methods in all three."""

    def make(count):
        body = real_province("fujian")
        community = CommunityFactory(street__county__province=body)
        theme = ThemeFactory(slug="culture")
        selection_round = SelectionRoundFactory(
            slug="national-2018", announced=True, official_selected=100
        )
        NoticeFactory(selection_round=selection_round)
        ProvincialReturnFactory(selection_round=selection_round, reporting_body=body)
        for _ in range(count):
            method = WorkMethodFactory(
                published=True, community=community, themes=[theme, ThemeFactory()]
            )
            SubmissionFactory(
                selection_round=selection_round,
                method=method,
                outcome=Submission.Outcome.SELECTED,
            )
            StepFactory(method=method)
            SourceFactory(method=method)
            MethodCharacteristicFactory(method=method)
        return method

    return make


PAGES = {
    "home": lambda method: reverse("home"),
    "list": lambda method: reverse("work-method-list"),
    "narrowed list": lambda method: (
        reverse("work-method-list")
        + f"?q={method.title_zh[0]}&theme=culture&round=national-2018&outcome=selected"
        f"&order=title&community={method.community.number}"
    ),
    "provinces": lambda method: reverse("province-list"),
    "province": lambda method: method.reporting_body.get_absolute_url(),
    "community": lambda method: method.community.get_absolute_url(),
    "rounds": lambda method: reverse("round-list"),
    "round": lambda method: reverse("round-detail", args=["national-2018"]),
    "theme": lambda method: reverse("theme-detail", args=["culture"]),
    "about data": lambda method: reverse("about-data"),
}
# With the catalogue kept, and neither page nor card.
QUERIES = {
    "home": 6,
    "list": 3,
    "narrowed list": 5,
    "provinces": 1,
    "province": 9,
    "community": 7,
    "rounds": 4,
    "round": 12,
    "theme": 4,
    "about data": 11,
}


@pytest.mark.parametrize("count", [1, 100])
def test_query_counts_stay_flat(client, fill, count, know_the_version):
    method = fill(count)
    know_the_version()
    # A process asks once which tables there are.
    last_changed_at()

    counted = {name: queries(client, url(method)) for name, url in PAGES.items()}

    assert counted == QUERIES


@pytest.mark.parametrize("count", [2, 100])
def test_a_method_page_costs_the_same_with_any_number_of_related_ones(
    client, fill, count, know_the_version
):
    method = fill(count)
    know_the_version()

    assert queries(client, method.get_absolute_url()) == 20


@pytest.mark.parametrize("count", [1, 100])
def test_the_kept_catalogue_costs_the_same_with_any_number_of_methods(fill, count):
    fill(count)

    with CaptureQueriesContext(connection) as captured:
        load_catalogue()

    assert len(captured) == 13


# The same with the cards of the page kept.
QUERIES_WITH_CARDS = {
    "list": 0,
    "narrowed list": 2,
    "province": 6,
    "community": 4,
    "round": 9,
    "theme": 1,
}


@pytest.mark.parametrize("count", [1, 100])
def test_kept_cards_cost_no_query(client, fill, count, know_the_version):
    method = fill(count)
    know_the_version()
    addresses = {name: PAGES[name](method) for name in QUERIES_WITH_CARDS}
    for address in addresses.values():
        client.get(address)

    counted = {}
    for name, address in addresses.items():
        kept_pages.PAGES.empty()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counted[name] = len(captured)

    assert counted == QUERIES_WITH_CARDS


def queries(client, address):
    CARDS.empty()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert (address, response.status_code) == (address, 200)
    return len(captured)
