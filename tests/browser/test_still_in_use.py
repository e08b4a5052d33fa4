"""The yearly call: a manager asks, an officer answers, the public page tells."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from catalogue.practice.models import StillInUseAnswer, StillInUseCall
from tests.accounts.factories import OfficerFactory, RoundManagerFactory
from tests.browser.desk import sign_in
from tests.places.factories import CommunityFactory
from tests.practice.factories import selected_method

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["en", "zh-hans"])
def language(request):
    return request.param


@pytest.fixture
def desk_of(new_page, language):
    def signed_in(person, **options):
        return sign_in(new_page(language=language, **options), person)

    return signed_in


@pytest.fixture
def methods():
    """Two selected methods of one body."""
    community = CommunityFactory()
    return [selected_method(community=community) for _ in range(2)]


def public_page(new_page, method, language):
    page = new_page(language=language)
    with override(language):
        page.goto(method.get_absolute_url())
    return page.locator(".facts")


def words(language):
    """What the public page says of today, by language."""
    today = timezone.localdate()
    if language == "en":
        day = f"{today.day} {today:%B %Y}"
        return "Last confirmed in use on " + day, f"Asked in {today.year}"
    day = f"{today.year}年{today.month}月{today.day}日"
    return day, str(today.year)


def open_the_call(page):
    page.goto(reverse("admin:practice_stillinusecall_changelist"))
    page.locator(".object-tools .addlink").click()
    due = timezone.localdate() + datetime.timedelta(30)
    page.locator("[name=due_on]").fill(due.isoformat())
    page.locator(".submit-row input").click()
    page.wait_for_load_state()


def test_manager_asks_officer_answers_and_the_public_page_tells(
    desk_of, new_page, methods, language
):
    first, second = methods
    confirmed, asked = words(language)
    open_the_call(desk_of(RoundManagerFactory()))
    call = StillInUseCall.objects.get()
    assert asked in public_page(new_page, first, language).inner_text()

    officer = OfficerFactory(reporting_body=first.reporting_body)
    page = desk_of(officer, width=360)
    way = reverse("admin:practice_still_in_use_answers", args=[call.pk])
    page.locator(f".waiting a[href='{way}']").click()
    row = page.locator(".use-row").first
    row.locator("[value=continued]").focus()
    page.keyboard.press("Space")
    page.locator(".use-save button").click()
    page.wait_for_load_state()

    given = dict(StillInUseAnswer.objects.values_list("method", "answer"))
    assert given == {first.pk: "continued", second.pk: ""}
    assert page.locator(".use-row").count() == 1
    assert confirmed in public_page(new_page, first, language).inner_text()
    assert asked in public_page(new_page, second, language).inner_text()


def test_fields_of_an_answer_come_with_it_and_work_without_script(
    desk_of, methods, language
):
    open_the_call(desk_of(RoundManagerFactory()))
    call = StillInUseCall.objects.get()
    officer = OfficerFactory(reporting_body=methods[0].reporting_body)
    page = desk_of(officer, java_script_enabled=False)
    page.goto(reverse("admin:practice_still_in_use_answers", args=[call.pk]))
    row = page.locator(".use-row").first
    since = row.locator("[name$=no_longer_since]")
    assert not since.is_visible()

    row.locator("[value=no-longer-used]").check()
    since.fill("2024")
    page.locator(".use-save button").click()
    page.wait_for_load_state()

    answer = StillInUseAnswer.objects.given().get()
    assert (answer.answer, answer.no_longer_since) == ("no-longer-used", "2024")
