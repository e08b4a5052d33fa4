"""What goes out comes in again without a difference, and nothing in it can run."""

import csv
import io
import shutil
import subprocess

import pytest

from catalogue.desk.models import MethodImport
from catalogue.methods.models import WorkMethod
from tests.desk.exchange.conftest import outcomes_of, told
from tests.desk.exchange.files import content_of, open_workbook, texts_of
from tests.methods.factories import StepFactory, ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory

pytestmark = pytest.mark.django_db

FORMULAS = ["=1+1", "+8613800000000", "-1", "@SUM(A1)", "＝1+1", " =1", "'单引号"]
AWKWARD = [
    *FORMULAS,
    "甲\r\n乙\n丙",
    " 前后空格 ",
    "逗号,“引号”\"'",
    "_x0041_",
    "长" * 40_000,
    "表\t格",
    "Word\x0b换行",
    "000123",
    "2018年",
    "TRUE",
    "1e5",
    "&<>",
    "𠮷野家",
]


@pytest.fixture
def methods(officer, junmen, theme):
    """Methods with everything that a file may carry, and texts that it may harm."""
    other = ThemeFactory(name_zh="社区协商", sort_order=1)
    without_code = CommunityFactory(street=junmen.street, code="", name="无码社区")
    namesake = CommunityFactory(street=junmen.street, code="", name="无码社区居委会")
    made = [
        WorkMethodFactory(
            title_zh=f"第{number}法",
            community=junmen,
            summary_zh=text,
            problem_en=text,
            kind=WorkMethod.Kind.SINGLE_ASPECT,
            year_begun=2018,
            themes=[theme, other],
            contact_phone="+86 591",
        )
        for number, text in enumerate(AWKWARD)
    ]
    made.append(WorkMethodFactory(community=without_code, published=True))
    made.append(WorkMethodFactory(community=namesake, title_en="Two"))
    made.append(
        WorkMethodFactory(
            community=None, reporting_body=officer.reporting_body, title_zh="无社区"
        )
    )
    for number, text in enumerate(AWKWARD[:8]):
        StepFactory(
            method=made[number], position=number + 1, action_zh=text, who_en="A"
        )
        StepFactory(method=made[number], position=number + 3, caution_zh=text)
    return made


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_goes_out_comes_back_without_a_difference(desk, methods, kind):
    desk.upload(desk.export(kind), f"methods.{kind}")

    method_import = MethodImport.objects.get()
    assert told(method_import) == {}
    assert outcomes_of(method_import) == ["unchanged"] * len(methods)


@pytest.mark.usefixtures("methods")
def test_no_cell_of_a_workbook_is_a_formula_and_codes_are_texts(desk):
    book = open_workbook(desk.export())

    cells = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    risky = [cell for cell in cells if str(cell.value) in FORMULAS]
    assert {cell.quotePrefix for cell in risky if cell.value != "'单引号"} == {True}
    assert len(risky) > len(FORMULAS)


@pytest.mark.usefixtures("methods")
def test_no_field_of_a_csv_file_begins_like_a_formula(desk):
    rows = csv.reader(io.StringIO(desk.export("csv").decode("utf-8-sig")))

    fields = [field for row in rows for field in row if field]
    assert not [f for f in fields if f.lstrip().startswith(tuple("=+-@＝＋－＠"))]


def test_export_follows_the_filters_and_search_of_the_list(desk, officer, junmen):
    WorkMethodFactory(community=junmen, title_zh="一院三会")
    WorkMethodFactory(community=junmen, title_zh="板凳课堂", status="checking")
    WorkMethodFactory(community=junmen, title_zh="一院", status="checking")

    book = open_workbook(desk.export(status__exact="checking", q="一院"))

    rows = texts_of(book["工作法 Methods"])
    assert [row["工作法名称"] for row in rows] == ["一院"]


def test_lookup_that_the_list_does_not_know_is_not_found(client, editor):
    response = client.get("/admin/exchange/methods/export.csv?number__foo=1")

    assert response.status_code == 404


@pytest.mark.parametrize("count", [1, 4])
def test_export_asks_the_same_number_of_questions_at_any_length(
    client, editor, count, django_assert_num_queries
):
    for method in WorkMethodFactory.create_batch(count, themes=[ThemeFactory()]):
        StepFactory(method=method)
    client.get("/admin/exchange/methods/export.csv")

    with django_assert_num_queries(14):
        response = client.get("/admin/exchange/methods/export.csv")
        b"".join(response.streaming_content)


@pytest.mark.usefixtures("officer", "theme")
def test_template_has_choices_texts_and_two_rows_of_headings(client):
    response = client.get("/admin/exchange/methods/template.xlsx")

    book = open_workbook(b"".join(response.streaming_content))
    assert book.sheetnames == [
        "工作法 Methods",
        "步骤 Steps",
        "填写说明 Instructions",
        "选项 Choices",
    ]
    sheet = book["工作法 Methods"]
    assert [sheet["C1"].value, sheet["C2"].value] == ["报送单位", "Reporting body"]
    assert sheet.freeze_panes == "D3"
    offered = {str(each.sqref) for each in sheet.data_validations.dataValidation}
    assert offered == {"C3:C5002", "K3:K5002", "L3:L5002"}
    assert sheet.column_dimensions["H"].width
    choices = book["选项 Choices"]
    assert [choices["A3"].value, choices["C3"].value] == ["福建省", "居民自治"]


@pytest.mark.usefixtures("officer", "junmen")
def test_filled_in_template_is_understood(client, desk):
    response = client.get("/admin/exchange/methods/template.xlsx")
    book = open_workbook(b"".join(response.streaming_content))
    sheet = book["工作法 Methods"]
    # Forms come with the serial numbers written already.
    for number in range(1, 30):
        sheet.cell(number + 2, 1, str(number))
    sheet["I3"], sheet["G3"] = "一院三会", "福建省福州市鼓楼区东街街道军门社区"
    desk.upload(content_of(book))

    assert outcomes_of(MethodImport.objects.get()) == ["new"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice was found")
def test_file_saved_by_libreoffice_comes_in_the_same(desk, methods, tmp_path):
    file = tmp_path / "methods.xlsx"
    file.write_bytes(desk.export())
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "saved"),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )

    desk.upload((tmp_path / "saved" / "methods.xlsx").read_bytes())

    method_import = MethodImport.objects.get()
    assert told(method_import) == {}
    assert set(outcomes_of(method_import)) == {"unchanged"}
