"""The statistics on any screen, with and without script, as a reader sees them."""

import pytest
from playwright.sync_api import expect

from tests.browser.screenshots import save_screenshot
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import real_province
from tests.rounds.factories import ProvincialReturnFactory, SelectionRoundFactory

SIDES = """labels => labels.map(label => {
    const box = label.getBoundingClientRect();
    return [label.textContent, box.left, box.right];
})"""
BODIES = ("beijing", "fujian", "hunan", "inner-mongolia", "xinjiang", "xpcc")


@pytest.fixture
def numbers(transactional_db):
    """Figures for every chart, with long names among them."""
    theme = ThemeFactory(name_en="Conflict resolution", name_zh="社区矛盾化解")
    national = SelectionRoundFactory(
        announced=True,
        announced_on="2018-12-13",
        official_submitted=209,
        official_selected=100,
    )
    for number, body in enumerate(map(real_province, BODIES)):
        ProvincialReturnFactory(
            selection_round=national,
            reporting_body=body,
            solicited=40 + number,
            submitted=7 + number,
            selected=number,
        )
        WorkMethodFactory(
            published=True, community__street__county__province=body, themes=[theme]
        )


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["js", "no-js"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_chart_fits_the_screen(
    new_page, numbers, width, language, java_script_enabled
):
    page = new_page(width=width, java_script_enabled=java_script_enabled)

    page.goto(f"/{language}/statistics/")

    expect(page.locator(".chart-picture")).to_have_count(16)
    labels = page.locator(".chart-picture text").evaluate_all(SIDES)
    assert len(labels) > 100
    assert [label for label in labels if not 0 <= label[1] <= label[2] <= width] == []
    for summary in page.locator(".chart summary").all():
        summary.click()
    expect(page.get_by_role("table").first).to_be_visible()
    content = page.locator("main").bounding_box()
    assert content["width"] <= width
    page.mouse.wheel(500, 0)
    assert page.locator("h1").bounding_box()["x"] >= 0
    save_screenshot(page, f"statistics-{language}")
