import datetime
import io
import shutil
import subprocess
import zipfile

import pytest
from django.utils.timezone import localtime

from tests.methods.factories import WorkMethodFactory
from tests.public.exports.reading import content, csv_rows, sheet

pytestmark = pytest.mark.django_db

# Comma, quote, code page 76: wiki.documentfoundation.org, "Filter Options for CSV".
UTF_8 = "csv:Text - txt - csv (StarCalc):44,34,76"
RUNNABLE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1+1", "http://example.org/"]


def columns(worksheet):
    return {cell.value: cell.column - 1 for cell in worksheet[1]}


def test_cells_have_real_types_and_codes_are_text(client, whole_method):
    worksheet = sheet(client)
    place = columns(worksheet)
    row = worksheet[2]

    def value(heading):
        return row[place[heading]].value

    published = localtime(whole_method.published_at).replace(tzinfo=None)
    assert value("Number") == whole_method.number
    assert value("Year begun") == 2014
    assert value("Demonstration record") is False
    assert isinstance(value("Published at"), datetime.datetime)
    assert abs(value("Published at") - published) < datetime.timedelta(seconds=1)
    assert row[place["Published at"]].number_format == "yyyy-mm-dd hh:mm"
    assert value("Code of the community") == "350102004001"
    assert row[place["Code of the community"]].data_type == "s"
    assert row[place["Code of the community"]].number_format == "@"
    assert value("Problem in English") is None


def test_the_heading_is_frozen_and_can_filter(client, whole_method):
    worksheet = sheet(client)

    assert worksheet.freeze_panes == "B2"
    assert worksheet.auto_filter.ref == worksheet.dimensions
    assert worksheet.column_dimensions["E"].width > 50


def test_headings_are_those_of_the_csv(client, whole_method):
    for language in ("en", "zh-hans"):
        heading = [cell.value for cell in sheet(client, language=language)[1]]
        assert heading == csv_rows(client, language=language)[0]


@pytest.mark.parametrize("text", RUNNABLE)
def test_no_formula_and_no_link_is_in_the_file(client, text):
    WorkMethodFactory(published=True, title_en=text, summary_en=text)

    response = client.get("/en/methods/export.xlsx")
    with zipfile.ZipFile(io.BytesIO(content(response))) as parts:
        written = parts.read("xl/worksheets/sheet1.xml").decode()
    worksheet = sheet(client)
    cell = worksheet[2][columns(worksheet)["English title"]]

    assert "<f>" not in written
    assert "<hyperlink" not in written
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text != "http://example.org/")


def test_a_text_that_no_cell_holds_is_shortened_and_says_so(client):
    WorkMethodFactory(
        published=True, summary_zh="社" * 40_000, summary_en="𠮷" * 30_000
    )

    worksheet = sheet(client)
    place = columns(worksheet)

    assert worksheet[2][place["Chinese summary"]].value == "社" * 32_766 + "…"
    assert worksheet[2][place["English summary"]].value == "𠮷" * 16_383 + "…"


def test_an_empty_list_is_a_sheet_with_headings(client):
    assert sheet(client).max_row == 1


def test_libreoffice_opens_the_file(client, whole_method, tmp_path):
    office = shutil.which("localc")
    if office is None:
        pytest.skip("no LibreOffice Calc was found: it did not open the workbook")
    book = tmp_path / "methods.xlsx"
    book.write_bytes(content(client.get("/en/methods/export.xlsx")))

    subprocess.run(
        [office, "--headless", "--convert-to", UTF_8, "--outdir", tmp_path, book],
        check=True,
        timeout=120,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )

    text = (tmp_path / "methods.csv").read_text(encoding="utf-8")
    assert "Junmen method" in text
    assert "350102004001" in text
