"""A reader goes through a list method by method, compares some, and copies one."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screenshots import save_screenshot
from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import CommunityFactory, real_province

A_PAGE = re.compile(rb"/Type\s*/Page\b")
LETTERS = "ABCDE"

in_each_language = pytest.mark.parametrize("language", ["en", "zh-hans"])
on_each_screen = pytest.mark.parametrize("width", [360, 1280])
with_and_without_script = pytest.mark.parametrize(
    "java_script_enabled", [True, False], ids=["js", "no-js"]
)


@pytest.fixture
def methods(transactional_db):
    """Five methods, the newest first; the second and the fourth have no theme."""
    theme = ThemeFactory(slug="consultation", name_en="Consultation", name_zh="协商")
    made = [
        WorkMethodFactory(
            published=True,
            title_en=f"Courtyard council {letter}",
            title_zh=f"小院议事厅工作法{letter}",
            summary_en="A standing council of neighbours.",
            problem_en="Sheds block the yard. " * (10 + number),
            problem_zh="棚屋占了院子。" * (10 + number),
            conditions_en="A table\nTen chairs",
            conditions_zh="一张桌子\n十把椅子",
            results_en="Fewer sheds.",
            results_zh="棚屋少了。",
            themes=[] if letter in "BD" else [theme],
            community=CommunityFactory(
                name=f"草厂{letter}社区",
                street__county__province=real_province("beijing"),
            ),
        )
        for number, letter in reversed(list(enumerate(LETTERS)))
    ]
    for method in made:
        for position in (1, 2):
            StepFactory(method=method, position=position, title_en=f"Part {position}")
        MethodCharacteristicFactory(method=method, evidence_en="All vote.")
        SourceFactory(method=method, title="A notice")
    return made[::-1]


def title(method, language):
    return method.title_en if language == "en" else method.title_zh


def in_language(address, language):
    return address.replace("/en/", f"/{language}/", 1)


def overflow(page):
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")


@in_each_language
@on_each_screen
@with_and_without_script
def test_a_reader_goes_through_a_list_and_back(
    new_page, methods, language, width, java_script_enabled
):
    page = new_page(
        width=width, language=language, java_script_enabled=java_script_enabled
    )
    heading = page.get_by_role("heading", level=1)
    place = page.locator(".in-list-place")

    page.goto(f"/{language}/methods/?theme=consultation&order=title")
    page.get_by_role("link", name=title(methods[0], language), exact=True).click()
    expect(heading).to_have_text(title(methods[0], language))
    expect(place).to_contain_text(re.compile(r"1\D+3"))
    expect(page.locator("[rel=prev]")).to_have_count(0)

    page.locator(".in-list [rel=next]").click()
    expect(heading).to_have_text(title(methods[2], language))
    expect(place).to_contain_text(re.compile(r"2\D+3"))

    page.locator(".in-list-foot [rel=next]").click()
    expect(heading).to_have_text(title(methods[4], language))
    expect(page.locator("[rel=next]")).to_have_count(0)

    page.locator(".in-list-back").click()
    page.wait_for_url(
        f"**/{language}/methods/?theme=consultation&order=title"
        f"#method-{methods[4].number}"
    )
    expect(page.locator(f"#method-{methods[4].number}")).to_be_in_viewport()


@in_each_language
@on_each_screen
@with_and_without_script
def test_a_reader_chooses_methods_from_cards_and_compares_them(
    new_page, methods, language, width, java_script_enabled
):
    page = new_page(
        width=width, language=language, java_script_enabled=java_script_enabled
    )
    one, other = methods[0], methods[2]
    tray = page.locator(".compare-tray")

    page.goto(f"/{language}/methods/?theme=consultation")
    expect(tray).to_have_count(0)
    page.locator(f"#method-{one.number} .card-choice a").click()
    expect(tray).to_contain_text(title(one, language))
    expect(page.locator(f"#method-{one.number}")).to_be_in_viewport()
    expect(tray.locator(".button")).to_have_count(0)

    page.locator(f"#method-{other.number} .card-choice a").click()
    expect(tray.locator("li")).to_have_count(2)
    save_screenshot(page, f"choice-{language}")
    page.get_by_role("link", name=title(one, language), exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title(one, language))
    expect(tray.locator("li")).to_have_count(2)

    tray.locator(".button").click()
    page.wait_for_url("**/methods/compare/**")
    table = page.locator(".comparison table")
    expect(table).to_contain_text(title(other, language))
    expect(page.locator(".comparison-same dl")).to_be_hidden()
    page.locator(".comparison-same summary").click()
    expect(page.locator(".comparison-same dl")).to_be_visible()
    assert overflow(page) <= 0
    save_screenshot(page, f"comparison-{language}")

    page.locator(".compare-ways a").first.click()
    page.wait_for_url(f"**/{language}/methods/?compare=*")
    expect(tray.locator("li")).to_have_count(2)
    tray.locator(".compare-next .standalone").click()
    expect(tray).to_have_count(0)
    assert page.url.endswith(f"/{language}/methods/")
    assert page.context.cookies() == []


def test_the_choice_stays_when_filters_renew_the_list_in_place(new_page, methods):
    page = new_page()
    page.goto(f"/en/methods/?compare={methods[1].number}")

    page.get_by_role("checkbox", name="Consultation").check()
    page.wait_for_url(
        lambda address: (
            "theme=consultation" in address
            and f"compare={methods[1].number}" in address
        )
    )

    expect(page.locator(".compare-tray li")).to_have_count(1)
    add = page.locator(f"#method-{methods[0].number} .card-choice a")
    expect(add).to_have_accessible_name("Add to the comparison Courtyard council A")
    add.click()
    expect(page.locator(".compare-tray li")).to_have_count(2)
    assert "theme=consultation" in page.url


def test_the_next_method_is_reached_by_keys_alone(new_page, methods):
    page = new_page()
    page.goto(f"{methods[0].get_absolute_url()}?order=title")

    page.locator(".in-list-back").focus()
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.rel")
    page.keyboard.press("Enter")

    assert focused == "next"
    expect(page.get_by_role("heading", level=1)).to_have_text("Courtyard council B")


@in_each_language
@with_and_without_script
def test_on_a_phone_the_checklist_follows_the_steps(
    new_page, methods, language, java_script_enabled
):
    page = new_page(
        width=360, language=language, java_script_enabled=java_script_enabled
    )
    page.goto(in_language(methods[0].get_absolute_url(), language))

    page.locator(".method-ways .button").first.click()

    checklist = page.locator(".use-method:visible")
    expect(checklist).to_have_count(1)
    expect(checklist).to_be_in_viewport()
    top = checklist.bounding_box()["y"]
    assert page.locator("#steps").bounding_box()["y"] < top
    assert page.locator("#results").bounding_box()["y"] > top


@in_each_language
def test_ticks_stay_in_the_browser(new_page, methods, language):
    page = new_page(width=360, language=language)
    address = in_language(methods[0].get_absolute_url(), language)
    boxes = page.locator(".use-method:visible input")

    page.goto(address)
    expect(boxes).to_have_count(2)
    boxes.last.check()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(boxes.last).to_be_checked()
    page.reload()
    expect(boxes.first).not_to_be_checked()
    expect(boxes.last).to_be_checked()
    boxes.last.uncheck()
    page.reload()
    expect(boxes.last).not_to_be_checked()
    assert page.context.cookies() == []


def test_without_script_the_boxes_are_for_paper(new_page, methods):
    page = new_page(java_script_enabled=False)
    page.goto(methods[0].get_absolute_url())

    checklist = page.locator(".use-method:visible")
    expect(checklist.locator("span.use-box")).to_have_count(2)
    expect(checklist.locator("input, .note:visible")).to_have_count(0)


@in_each_language
def test_on_a_desk_the_checklist_stands_beside_the_text(new_page, methods, language):
    page = new_page(width=1280, language=language)
    page.goto(in_language(methods[0].get_absolute_url(), language))

    checklist = page.locator(".use-method:visible")
    expect(checklist).to_have_count(1)
    text = page.locator(".method-text").bounding_box()
    assert checklist.bounding_box()["x"] > text["x"] + text["width"]
    expect(page.locator(".method-ways")).to_be_hidden()


@in_each_language
@on_each_screen
@pytest.mark.parametrize("text_size", ["normal", "larger"])
def test_nothing_scrolls_sideways(new_page, methods, language, width, text_size):
    page = new_page(width=width, language=language)
    numbers = [method.number for method in methods[:4]]
    chosen = "&".join(f"compare={number}" for number in numbers)
    compared = "&".join(f"method={number}" for number in numbers)
    page.goto(f"/{language}/about/")
    if text_size == "larger":
        page.locator(".text-size button:visible").click()

    for name, address in (
        ("method", f"{methods[0].get_absolute_url()}?{chosen}"),
        ("list", f"/en/methods/?{chosen}"),
        ("theme", f"/en/themes/consultation/?{chosen}"),
        ("comparison", f"/en/methods/compare/?{compared}"),
    ):
        page.goto(in_language(address, language))
        assert (name, overflow(page)) == (name, 0)
        save_screenshot(page, f"{name}-chosen-{language}-{text_size}")


def test_a_comparison_is_printed_across_and_whole(new_page, methods):
    page = new_page()
    page.goto(
        f"/en/methods/compare/?method={methods[0].number}&method={methods[1].number}"
    )

    page.emulate_media(media="print")
    pdf = page.pdf(prefer_css_page_size=True)

    assert re.search(rb"/MediaBox \[0 0 84[12](\.\d+)? 59[45](\.\d+)?\]", pdf)
    assert len(A_PAGE.findall(pdf)) <= 2
    expect(page.locator(".comparison table")).to_be_visible()
    expect(page.locator(".add-method")).to_be_hidden()
    expect(page.locator(".chosen")).to_be_hidden()
    expect(page.locator(".comparison-same dl")).to_be_visible()


def test_what_is_only_for_screens_is_not_printed(new_page, methods):
    page = new_page()
    page.goto(f"{methods[0].get_absolute_url()}?compare={methods[1].number}")

    page.emulate_media(media="print")

    for part in (".compare-tray", ".in-list", ".in-list-foot", ".rail"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator("#steps")).to_be_visible()


def test_a_method_with_little_on_record_begins_at_the_top(new_page, transactional_db):
    method = WorkMethodFactory(published=True, problem_en="", problem_zh="")
    page = new_page()

    page.goto(method.get_absolute_url())

    column = page.locator(".method-text").bounding_box()
    first = page.locator(".method-text > section").first.bounding_box()
    assert first["y"] == column["y"]
