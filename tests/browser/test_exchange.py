"""An officer brings a file in, corrects what was wrong, and brings it in again."""

import pytest
from django.urls import reverse

from catalogue.methods.models import WorkMethod
from tests.accounts.factories import OfficerFactory
from tests.browser.desk import send, sign_in
from tests.desk.exchange.files import content_of, open_workbook, workbook
from tests.places.factories import CommunityFactory, real_province

pytestmark = pytest.mark.django_db(transaction=True)

HEADINGS = ["工作法名称", "社区代码", "起始年份"]
WRONG = {3: (2, "去年"), 8: (1, "123"), 15: (0, "甲" * 121), 27: (2, "不详")}
RIGHT = {"去年": "2017", "123": None, "甲" * 121: "短名工作法", "不详": "2016"}
SUBJECTS = "敬老爱幼助残扶弱议事协商调解环保绿化安全消防文化体育读书书法歌舞"


def thirty_rows(communities):
    rows = [
        [f"{subject}工作法{number}", community.code, "2018年"]
        for number, (subject, community) in enumerate(
            zip(SUBJECTS, communities, strict=False)
        )
    ]
    for number, (column, text) in WRONG.items():
        rows[number - 2][column] = text
    return rows


def corrected(content, code):
    """The marked file with right values in its marked cells."""
    book = open_workbook(content)
    sheet = book["工作法 Methods"]
    marked = [
        cell for row in sheet.iter_rows(min_row=3) for cell in row if cell.comment
    ]
    assert len(marked) == len(WRONG)
    for cell in marked:
        cell.value = RIGHT[cell.value] or code
    return content_of(book)


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_thirty_rows_of_which_four_are_wrong(new_page, java_script_enabled):
    fujian = real_province("fujian")
    communities = CommunityFactory.create_batch(30, street__county__province=fujian)
    page = sign_in(
        new_page(java_script_enabled=java_script_enabled),
        OfficerFactory(reporting_body=fujian),
    )

    send(page, workbook([HEADINGS, *thirty_rows(communities)]), "工作法.xlsx")
    page.get_by_role("link", name="wrong 4").click()
    told = page.locator("tbody tr").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the rows to correct").click()
    page.get_by_role("button", name="Save the 26 good rows now").click()
    if not java_script_enabled:
        page.get_by_role("link", name="See the result").click()
    page.get_by_text("Saved at").wait_for()
    first = WorkMethod.objects.count()

    marked = download.value.path().read_bytes()
    send(page, corrected(marked, communities[6].code), "to-correct.xlsx")
    page.get_by_role("button", name="Save all 4 rows").click()
    if not java_script_enabled:
        page.get_by_role("link", name="See the result").click()
    page.get_by_text("Saved at").wait_for()

    assert [row.split()[0] for row in told] == ["3", "8", "15", "27"]
    assert "起始年份: “去年” is no year" in told[0]
    assert (first, WorkMethod.objects.count()) == (26, 30)
    assert {method.reporting_body for method in WorkMethod.objects.all()} == {fujian}


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_do_not_scroll_sideways(new_page, width):
    page = sign_in(new_page(width=width), OfficerFactory())

    send(page, workbook([["名称", "年份"], ["甲" * 121, "2018"]]), "长" * 80 + ".xlsx")
    preview = page.evaluate("document.documentElement.scrollWidth")
    page.goto(reverse("admin:exchange_imports"))
    imports = page.evaluate("document.documentElement.scrollWidth")

    assert (preview, imports) == (width, width)
