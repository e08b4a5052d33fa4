import pytest
from django.urls import reverse

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


def make_catalogue():
    """One of everything, so that no page has an empty part."""
    fujian = real_province("fujian")
    theme = ThemeFactory(slug="consultation", name_en="Consultation")
    community = CommunityFactory(street__county__province=fujian)
    method = WorkMethodFactory(
        published=True, community=community, themes=[theme], title_en="Courtyard"
    )
    WorkMethodFactory(published=True, community=community, themes=[theme])
    StepFactory(method=method)
    SourceFactory(method=method)
    MethodCharacteristicFactory(method=method)
    national = SelectionRoundFactory(
        announced=True,
        slug="national-2018",
        announced_on="2018-12-13",
        official_submitted=209,
        official_selected=100,
    )
    SubmissionFactory(
        selection_round=national, method=method, outcome=Submission.Outcome.SELECTED
    )
    NoticeFactory(selection_round=national)
    ProvincialReturnFactory(selection_round=national, reporting_body=fujian, selected=5)
    return method


def addresses(method):
    return [
        reverse("home"),
        reverse("work-method-list"),
        method.get_absolute_url(),
        reverse("province-list"),
        method.reporting_body.get_absolute_url(),
        method.community.get_absolute_url(),
        reverse("round-list"),
        reverse("round-detail", args=["national-2018"]),
        reverse("theme-detail", args=["consultation"]),
        reverse("about"),
        reverse("about-data"),
        reverse("accessibility"),
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_answers_in_both_languages_without_a_cookie(client, language):
    method = make_catalogue()

    for address in addresses(method):
        response = client.get(address.replace("/en/", f"/{language}/", 1))

        assert (address, response.status_code) == (address, 200)
        assert response.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
        assert not response.cookies
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"


def test_every_page_answers_before_anything_is_loaded(client):
    for name in (
        "home",
        "work-method-list",
        "province-list",
        "round-list",
        "about",
        "about-data",
        "accessibility",
    ):
        assert (name, client.get(reverse(name)).status_code) == (name, 200)


def test_a_community_without_a_method_has_a_page_and_a_fiction_has_none(client):
    community = CommunityFactory()
    fiction = CommunityFactory(name="虚拟社区", is_virtual=True)

    page = client.get(community.get_absolute_url())

    assert page.status_code == 200
    assert page.context["cards"] == []
    assert client.get(fiction.get_absolute_url()).status_code == 404


def test_a_province_shows_only_its_own_methods_and_rounds(client):
    method = make_catalogue()
    WorkMethodFactory(published=True)
    hunan = real_province("hunan")
    SelectionRoundFactory(announced=True, slug="hunan", province=hunan)

    page = client.get(method.reporting_body.get_absolute_url())

    assert page.context["counts"].recorded == 2
    assert page.context["counts"].selected == 1
    assert {card.seal for card in page.context["cards"]} == {"闽"}
    assert [
        (row.round.slug, row.selected, row.recorded)
        for row in page.context["round_rows"]
    ] == [("national-2018", 5, 1)]
