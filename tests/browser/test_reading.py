"""A reader comes with a problem and leaves with a method, on any screen."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from catalogue.places.models import Province
from catalogue.rounds.models import Submission
from tests.browser.screenshots import save_screenshot
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

WIDTHS = [360, 1280]
PAGES = {
    "home": "",
    "browse": "methods/",
    "browse-empty": "methods/?theme=consultation&theme=nonsense&q=nowhere",
    "past-the-end": "methods/?page=999",
    "provinces": "provinces/",
    "province": "provinces/fujian/",
    "rounds": "rounds/",
    "round": "rounds/national-2018/",
    "theme": "themes/culture/",
    "about": "about/",
    "about-data": "about/data/",
    "accessibility": "accessibility/",
    "not-found": "nonsense/",
}
BODIES = ("beijing", "fujian", "xinjiang", "xpcc", "taiwan", "heilongjiang", "hainan")


@pytest.fixture
def catalogue(transactional_db):
    """A small catalogue with a long list; returns the method a reader looks for."""
    for slug in BODIES:
        real_province(slug)
    consultation = ThemeFactory(
        slug="consultation", name_en="Consultation", name_zh="社区协商"
    )
    culture = ThemeFactory(slug="culture", name_en="Culture", name_zh="社区文化")
    national = SelectionRoundFactory(
        slug="national-2018",
        announced=True,
        title_en="National round of 2018",
        title_zh="2018年优秀社区工作法征集展示活动",
        opened_on="2018-03",
        announced_on="2018-12-13",
        official_submitted=209,
        official_selected=100,
    )
    NoticeFactory(
        selection_round=national, number="民办函〔2018〕42号", dated="2018-03"
    )
    fujian = Province.objects.get(slug="fujian")
    ProvincialReturnFactory(
        selection_round=national, reporting_body=fujian, submitted=8, selected=5
    )
    for number in range(24):
        WorkMethodFactory(
            published=True,
            title_en=f"Method number {number}",
            themes=[culture],
            community__street__county__province=fujian,
        )
    return _sought_method(national, consultation, culture)


def _sought_method(national, consultation, culture):
    method = WorkMethodFactory(
        published=True,
        title_en="Caochang courtyard council",
        title_zh="草厂社区“五民”工作法",
        summary_en="Residents raise, discuss, decide, carry out and evaluate.",
        summary_zh="民事民提、民议、民决、民办、民评。",
        themes=[consultation, culture],
        community=CommunityFactory(
            name="草厂社区", street__county__province=real_province("beijing")
        ),
    )
    SubmissionFactory(
        selection_round=national, method=method, outcome=Submission.Outcome.SELECTED
    )
    for position in (1, 2, 3):
        StepFactory(method=method, position=position, title_en=f"Part {position}")
    SourceFactory(method=method, title="Notice")
    MethodCharacteristicFactory(method=method)
    return method


def open_filters(page):
    """On a small screen the filters are folded."""
    if not page.get_by_role("checkbox", name="Consultation").is_visible():
        page.locator("summary", has_text="Filters").click()


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["js", "no-js"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_reader_finds_a_method_and_reads_it_in_the_other_language(
    new_page, catalogue, width, java_script_enabled
):
    page = new_page(width=width, java_script_enabled=java_script_enabled)

    page.goto("/")
    page.get_by_label("Search by problem, method or place").fill("courtyard")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("#results-title")).to_have_text("1 method")

    page.goto("/en/methods/")
    expect(page.locator("#results-title")).to_have_text("25 methods")
    open_filters(page)
    page.get_by_role("checkbox", name="Consultation").check()
    page.get_by_role("checkbox", name="Selected").first.check()
    page.locator(".filters-foot button").click()
    expect(page.locator("#results-title")).to_have_text("1 method")
    page.wait_for_url(
        lambda url: (
            sorted(parse_qsl(urlsplit(url).query))
            == [("outcome", "selected"), ("theme", "consultation")]
        )
    )

    save_screenshot(page, "browse-narrowed")
    page.get_by_role("link", name="Remove filter Outcome: Selected").click()
    page.wait_for_url(lambda url: "outcome" not in url)
    assert "theme=consultation" in page.url

    page.locator(".language-switch").click()
    page.wait_for_url("**/zh-hans/methods/**")
    assert "theme=consultation" in page.url

    page.get_by_role("link", name="草厂社区“五民”工作法", exact=True).click()
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("草厂社区“五民”工作法")
    save_screenshot(page, "method-zh")


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["js", "no-js"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_reader_makes_the_text_larger_and_normal_again(
    new_page, catalogue, width, java_script_enabled
):
    page = new_page(width=width, java_script_enabled=java_script_enabled)

    page.goto("/en/methods/?theme=culture")
    normal = _height_of_title(page)
    _press_and_wait(page, "Larger text")
    expect(page.get_by_role("button", name="Normal text size")).to_be_visible()
    assert page.url.endswith("/en/methods/?theme=culture")
    assert _height_of_title(page) > normal
    assert _overflow(page) <= 0

    _press_and_wait(page, "Normal text size")
    expect(page.get_by_role("button", name="Larger text")).to_be_visible()
    assert _height_of_title(page) == normal
    assert page.context.cookies() == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways_or_breaks_a_rule(
    new_page, catalogue, width, language
):
    page = new_page(width=width, language=language)
    faults = []
    page.on(
        "console",
        lambda message: (
            faults.append(message.text)
            if message.type == "error" and "status of 404" not in message.text
            else None
        ),
    )
    addresses = {
        **PAGES,
        "method": f"methods/{catalogue.number}/{catalogue.slug}/",
        "community": f"communities/{catalogue.community.number}/",
    }

    wide = []
    for name, path in addresses.items():
        page.goto(f"/{language}/{path}")
        if _overflow(page) > 0:
            wide.append(path)
        save_screenshot(page, f"{name}-{language}")

    assert wide == []
    assert faults == []
    assert page.context.cookies() == []


def test_the_first_key_skips_to_the_content(page, catalogue):
    page.goto("/en/methods/")

    page.keyboard.press("Tab")
    skip = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")

    assert skip == "Skip to the content"
    assert page.evaluate("document.activeElement.id") == "content"


def test_going_back_returns_to_the_list_before(page, catalogue):
    page.goto("/en/methods/?theme=culture")

    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/?theme=culture&page=2")
    page.go_back()

    page.wait_for_url("**/?theme=culture")
    expect(page.get_by_role("link", name="Next")).to_be_visible()


def _press_and_wait(page, name):
    """Press the button; until the next page has its stylesheets, both are visible."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def _height_of_title(page):
    return page.get_by_role("heading", level=1).bounding_box()["height"]


def _overflow(page):
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
