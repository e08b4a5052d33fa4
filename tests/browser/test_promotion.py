"""Promotion from the desk of a body to the public, in both languages."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from catalogue.practice.models import Promotion
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.browser.desk import sign_in
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import real_province

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = ["en", "zh-hans"]
TITLE = {"en": "Lecture on the council", "zh-hans": "议事厅大讲堂"}


def sign_out(page):
    page.locator("#logout-form button").click()


def public_texts(page, method, language):
    """What the public reads on the list, on the page of the method, in the calendar."""
    with override(language):
        addresses = [
            reverse("promotion-list"),
            method.get_absolute_url(),
            reverse("promotion-calendar"),
        ]
    texts = []
    for address in addresses[:2]:
        page.goto(address)
        texts.append(page.locator("main").inner_text())
    content = page.request.get(addresses[2]).body()
    events = Calendar.from_ical(content).walk("VEVENT")
    return [*texts, "".join(str(event["SUMMARY"]) for event in events)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_body_enters_an_editor_publishes_and_the_public_reads(page, language):
    body = real_province("fujian")
    officer, editor = OfficerFactory(reporting_body=body), EditorFactory()
    method = WorkMethodFactory(published=True, title_zh="议事厅", title_en="Council")
    title = TITLE[language]
    first_day = timezone.localdate() + datetime.timedelta(days=10)

    sign_in(page, officer)
    page.goto(reverse("admin:practice_promotion_add"))
    page.locator("#id_kind").select_option("lecture-hall")
    page.locator("#id_standing").select_option("planned")
    page.locator("#id_title_zh").fill(TITLE["zh-hans"])
    page.locator("#id_title_en").fill(TITLE["en"])
    page.locator("#id_begins_on").fill(first_day.isoformat())
    page.locator(".field-of_methods .select2-search__field").press_sequentially("议事")
    page.locator(".select2-results__option", has_text="№").first.click()
    page.locator("[name=_continue]").click()
    page.locator(".messagelist .success").wait_for()
    page.locator("[name=_move_checking]").click()
    page.locator(".messagelist .success").first.wait_for()
    sign_out(page)

    promotion = Promotion.objects.get()
    assert promotion.status == Promotion.Status.CHECKING
    assert promotion.reporting_body == body
    assert list(promotion.methods.all()) == [method]
    assert not any(title in text for text in public_texts(page, method, language))
    missing = page.goto(promotion.get_absolute_url())
    assert missing.status == 404

    sign_in(page, editor)
    page.goto(reverse("admin:practice_promotion_change", args=[promotion.pk]))
    page.locator("[name=_move_published]").click()
    page.locator(".messagelist .success").first.wait_for()
    sign_out(page)

    promotion.refresh_from_db()
    assert promotion.published_by == editor
    assert all(title in text for text in public_texts(page, method, language))

    sign_in(page, officer)
    page.goto(reverse("admin:practice_promotion_change", args=[promotion.pk]))
    withdraw = reverse("admin:move_promotion", args=[promotion.pk, "withdrawn"])
    page.locator(f'form[action="{withdraw}"] button').click()
    page.locator(".messagelist .success").first.wait_for()
    sign_out(page)
    assert not any(title in text for text in public_texts(page, method, language))
