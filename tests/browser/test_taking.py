"""A reader prints, copies, compares and takes a file, with and without script."""

import io
import re

import pytest
from docx import Document
from playwright.sync_api import expect

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
    SelectionRoundFactory,
    SubmissionFactory,
)

A_PAGE = re.compile(rb"/Type\s*/Page\b")
STEPS = [
    ("Residents raise the matter", "民事民提", "Any resident; courtyard head"),
    ("Residents discuss it", "民事民议", "Council of seven, one community worker"),
    ("Residents decide", "民事民决", "All households in the courtyard"),
    ("Residents carry it out", "民事民办", "Work group named in the resolution"),
    ("Residents appraise it", "民事民评", "All households; the council reports"),
]


@pytest.fixture
def method(transactional_db):
    """A method with as much text as a careful community writes."""
    beijing = CommunityFactory(
        street__county__province=real_province("beijing"), name="草厂社区"
    )
    method = WorkMethodFactory(
        published=True,
        community=beijing,
        title_en="Caochang courtyard council",
        title_zh="草厂社区“小院议事厅”工作法",
        summary_en="A standing council of neighbours.",
        summary_zh="邻里常设议事机构。",
        problem_en="In shared courtyards sheds and drains cross boundaries. " * 4,
        problem_zh="大杂院里棚屋、晾衣绳和下水道越界，谁也说不清归属。" * 4,
        conditions_en="A place for ten people\nOne worker, two hours a week\nA list",
        conditions_zh="能坐十人的地方\n一名社工每周两小时\n住户名单",
        results_en="Disputes that reach the street office fell. " * 3,
        results_zh="反映到街道的纠纷减少。" * 3,
        cautions_en="A council of retired residents only.",
        cautions_zh="不能只由退休居民组成。",
        themes=[ThemeFactory(name_en="Consultation", name_zh="社区协商")],
    )
    for position, (title_en, title_zh, who_en) in enumerate(STEPS, start=1):
        StepFactory(
            method=method,
            position=position,
            title_en=title_en,
            title_zh=title_zh,
            action_en="Write it on the board the same day, in the resident’s words. "
            * 2,
            action_zh="当天写在院里的公示板上，用居民自己的话，不加修饰。" * 2,
            who_en=who_en,
            who_zh="居民和院长",
            when_en="Within seven days",
            when_zh="七日内",
            output_en="Slip, form A",
            output_zh="议题单",
        )
    national = SelectionRoundFactory(announced=True, announced_on="2018-12-13")
    NoticeFactory(selection_round=national, role="result", number="民办函〔2018〕167号")
    SubmissionFactory(selection_round=national, method=method, outcome="selected")
    SourceFactory(method=method, title="Ministry of Civil Affairs, online interview")
    MethodCharacteristicFactory(method=method)
    return method


def address(method, language="en", end=""):
    return f"/{language}/methods/{method.number}/{method.slug}/{end}"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_full_sheet_is_one_side_of_a4(new_page, method, language):
    page = new_page(language=language)
    page.goto(address(method, language, "print/"))

    pdf = page.pdf(prefer_css_page_size=True)

    assert len(A_PAGE.findall(pdf)) == 1
    # A4 in points, as Chromium rounds it.
    assert re.search(rb"/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]", pdf)


def test_a_sheet_of_a_bare_record_is_one_side_too(new_page, transactional_db):
    page = new_page()
    page.goto(address(WorkMethodFactory(published=True), end="print/"))

    assert len(A_PAGE.findall(page.pdf(prefer_css_page_size=True))) == 1


def test_the_head_of_the_steps_is_repeated_on_a_second_side(new_page, method):
    for position in range(6, 20):
        StepFactory(
            method=method, position=position, title_en="More", action_en="Do it. " * 20
        )
    page = new_page()
    page.goto(address(method, end="print/"))
    page.emulate_media(media="print")

    display = "element => getComputedStyle(element).display"
    inside = "element => getComputedStyle(element).breakInside"
    assert page.locator(".steps thead").evaluate(display) == "table-header-group"
    assert page.locator(".steps tbody tr").first.evaluate(inside) == "avoid"
    assert len(A_PAGE.findall(page.pdf(prefer_css_page_size=True))) > 1


def test_the_address_is_copied(new_page, method, live_server):
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address(method))

    page.get_by_role("button", name="Copy the address").click()

    expect(page.locator("#copy-status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{live_server.url}/en/methods/{method.number}/"


@pytest.mark.parametrize("width", [360, 1280])
def test_without_script_nothing_that_needs_it_is_shown(new_page, method, width):
    page = new_page(width=width, java_script_enabled=False)
    page.goto(address(method))

    expect(page.get_by_role("button", name="Copy the address")).to_have_count(0)
    code = page.get_by_role("img", name="QR code to the page of this method")
    expect(code).to_be_visible()
    page.get_by_role("link", name="Print the sheet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Caochang courtyard council"
    )
    expect(page.get_by_role("button", name="Print this sheet")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
def test_methods_are_compared_without_script(new_page, method, width):
    WorkMethodFactory(published=True, title_en="Another way of consulting")
    page = new_page(width=width, java_script_enabled=False)
    page.goto(address(method))

    page.get_by_role("link", name="Compare with another method").click()
    page.get_by_role("searchbox").fill("another")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Compare with Another way of consulting").click()

    expect(page.get_by_role("heading", name="Where they differ")).to_be_visible()
    assert page.url.count("method=") == 2
    wide = page.locator("html").evaluate("element => element.scrollWidth")
    assert wide <= width


def test_a_word_file_is_downloaded(new_page, method):
    page = new_page()
    page.goto(address(method))

    with page.expect_download() as downloading:
        page.get_by_role("link", name="Word file").click()

    with open(downloading.value.path(), "rb") as file:
        document = Document(io.BytesIO(file.read()))
    assert document.paragraphs[0].text == "Caochang courtyard council"
