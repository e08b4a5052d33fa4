"""A pilot from the draft to the reader: entered, blocked, confirmed and read."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from catalogue.practice.models import Consequence, PilotSite
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.browser.desk import sign_in
from tests.places.factories import CommunityFactory, StreetFactory
from tests.practice.pilot_factories import PilotProgrammeFactory, PilotSiteFactory

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = ("en", "zh-hans")
SEND, CONFIRM = "Send for confirmation", "Confirm and publish"


@pytest.fixture
def county():
    """A programme of one site a county, whose county has that one already."""
    street = StreetFactory()
    programme = PilotProgrammeFactory(
        province=street.county.province,
        sites_at_least=1,
        sites_at_most=1,
        too_many_sites=Consequence.BLOCK,
    )
    PilotSiteFactory(
        programme=programme, community=CommunityFactory(street=street), confirmed=True
    )
    return programme, CommunityFactory(street=street, name="新来社区")


def desk_of(new_page, live_server, person, language):
    page = new_page(language=language)
    page.context.add_cookies(
        [{"name": "django_language", "value": language, "url": live_server.url}]
    )
    return sign_in(page, person)


def move(page, site, words):
    """Follow the link at the head of the page, and press the button there."""
    page.goto(reverse("admin:practice_pilotsite_change", args=[site.pk]))
    page.locator(".object-tools").get_by_role("link", name=words).click()
    page.get_by_role("button", name=words).click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_is_entered_blocked_confirmed_and_read(
    new_page, live_server, county, language
):
    programme, community = county
    site = PilotSiteFactory(programme=programme, community=community)
    with override(language):
        send, confirm, blocks = (gettext(w) for w in (SEND, CONFIRM, "Blocks:"))
        listed = reverse("pilot-programme-list")
    officer = OfficerFactory(reporting_body=community.reporting_body)

    desk = desk_of(new_page, live_server, officer, language)
    desk.goto(reverse("admin:practice_pilotsite_change", args=[site.pk]))
    desk.locator("#co-consult-group .add-row a").click()
    desk.locator("#id_co-consult-0-what_zh").fill("召开湾子会")
    desk.locator("#share-group .add-row a").click()
    desk.locator("#id_share-0-what_zh").fill("共用广场")
    desk.locator("input[name=_save]").click()
    desk.locator(".messagelist .success").wait_for()
    move(desk, site, send)
    desk.locator(".messagelist .success").wait_for()

    desk = desk_of(new_page, live_server, EditorFactory(), language)
    move(desk, site, confirm)
    desk.locator(".messagelist .error").wait_for()
    assert blocks in desk.locator(".pilot-faults").inner_text()
    assert not PilotSite.objects.public().filter(pk=site.pk)
    type(programme).objects.update(too_many_sites=Consequence.WARN)
    move(desk, site, confirm)
    desk.locator(".messagelist .success").wait_for()

    reader = new_page(language=language, java_script_enabled=False)
    reader.goto(listed)
    with override(language):
        reader.get_by_role("link", name=str(programme), exact=True).click()
        reader.get_by_role("link", name=str(site), exact=True).click()
    told = reader.locator(".five-cos > li").all_inner_texts()
    assert len(told) == 5
    assert "召开湾子会" in told[0]
    assert "共用广场" in told[4]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_method_is_made_of_a_site(new_page, live_server, county, language):
    programme, community = county
    site = PilotSiteFactory(programme=programme, community=community)
    officer = OfficerFactory(reporting_body=community.reporting_body)
    with override(language):
        words = gettext("Make a work method of it")

    desk = desk_of(new_page, live_server, officer, language)
    desk.goto(reverse("admin:practice_pilotsite_change", args=[site.pk]))
    desk.get_by_role("button", name=words).click()
    desk.wait_for_url("**/methods/workmethod/*/change/")

    site.refresh_from_db()
    assert str(site.method.pk) in desk.url
    assert desk.locator("#id_title_zh").input_value() == "新来社区共同缔造工作法"
