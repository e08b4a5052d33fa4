"""An adoption from the public form by the officer's desk to the page of the method."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from catalogue.practice.models import Adoption
from catalogue.public.adoption import token
from tests.accounts.factories import OfficerFactory
from tests.browser.desk import sign_in
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province

pytestmark = pytest.mark.django_db(transaction=True)

SENT = "main form [type=submit].button"


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch):
    monkeypatch.setattr(token, "SECONDS_AT_LEAST", 0)


@pytest.fixture
def method():
    return WorkMethodFactory(published=True, title_zh="小院议事厅", title_en="Council")


@pytest.fixture
def community():
    body = real_province("fujian")
    return CommunityFactory(name="军门社区", street__county__province=body)


def form_of(method, language):
    with override(language):
        return reverse("work-method-adopted", args=[method.pk])


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("width", [360, 1280])
def test_reported_without_script_confirmed_and_read(
    new_page, method, community, language, width
):
    page = new_page(width=width, language=language, java_script_enabled=False)
    with override(language):
        page.goto(method.get_absolute_url())
    page.locator(f'a[href="{form_of(method, language)}"]:visible').first.click()
    page.locator("[name=place]").fill("军门")
    page.locator("[name=place]").press("Enter")
    page.locator(".form-places a").click()
    page.locator("[name=since_year]").fill("2999")
    page.locator("[name=adapted]").fill("电话投票")
    page.locator("[name=contact_reach]").fill("13800000000")
    page.locator("[name=consent]").check()
    page.locator(SENT).click()
    page.locator("#summary a[href='#id_since_year']").wait_for()
    assert page.locator("[name=adapted]").input_value() == "电话投票"
    page.locator("[name=since_year]").fill("2021")
    page.locator(SENT).click()
    reference = page.locator(".form-reference").inner_text()
    assert page.context.cookies() == []

    adoption = Adoption.objects.get()
    assert (adoption.reference, adoption.state) == (reference, "reported")
    with override(language):
        page.goto(method.get_absolute_url())
    assert "电话投票" not in page.content()

    desk = new_page(language=language)
    sign_in(desk, OfficerFactory(reporting_body=community.reporting_body))
    desk.locator('a[href*="state__exact=reported"]').first.click()
    desk.locator("#result_list tbody th a").click()
    desk.get_by_text("13800000000").wait_for()
    desk.locator('.object-tools a[href*="/decide/confirm/"]').click()
    desk.locator(".state-form [type=submit]").click()
    desk.locator(".messagelist .success").wait_for()

    assert Adoption.objects.get().state == "confirmed"
    page.reload()
    section = page.locator("#adopted").inner_text()
    assert "电话投票" in section
    assert "2021" in section
    assert "13800000000" not in page.content()


def test_community_is_chosen_from_the_suggestions(page, method, community):
    page.goto(form_of(method, "en"))
    page.locator("#search-field").press_sequentially("军门", delay=30)
    page.locator("[role=option]").first.click()

    page.locator(f'[name=community][value="{community.pk}"]').wait_for(state="attached")
