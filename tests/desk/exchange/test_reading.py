"""Hostile and broken files are refused with one sentence; good ones are read whole."""

import codecs
import io
import struct
import zipfile

import openpyxl
import pytest
from openpyxl.workbook.protection import WorkbookProtection

from catalogue.desk.exchange.reading import archive, delimited, limits, recognise
from catalogue.desk.exchange.reading.limits import FileRefused
from catalogue.desk.exchange.reading.recognise import read_file
from tests.desk.exchange.files import content_of, workbook
from tests.desk.exchange.files import delimited as csv_of

BOOK = """<workbook xmlns:r="urn:r"><workbookPr{since}/><sheets>
<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>"""
RELATIONS = """<Relationships>
<Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>"""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def raw(sheet="", *, since="", **parts):
    """A workbook of parts written by hand."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", parts.pop("types", "<Types/>"))
        book.writestr("xl/workbook.xml", BOOK.format(since=since))
        book.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        book.writestr(
            "xl/worksheets/sheet1.xml",
            f"<worksheet><sheetData>{sheet}</sheetData></worksheet>"
            if isinstance(sheet, str)
            else sheet,
        )
        for name, content in parts.items():
            book.writestr(f"xl/{name}.xml", content)
    return file.getvalue()


def cell(text):
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def row(*texts):
    return f"<row>{''.join(map(cell, texts))}</row>"


def rows_of(content, name="a.xlsx"):
    (sheet,) = read_file(name, content).sheets
    return [list(row.cells.values()) for row in sheet.rows]


def refusal(content, name="a.xlsx"):
    with pytest.raises(FileRefused) as refused:
        read_file(name, content)
    return refused.value.args[0]


def with_part(name, content=b"x"):
    file = io.BytesIO(raw(row("甲")))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr(name, content)
    return file.getvalue()


def lying(content):
    """The same archive, which says of its sheet that it has ten bytes."""
    changed = bytearray(content)
    place = changed.find(b"PK\x01\x02")
    while place >= 0:
        length = struct.unpack("<H", changed[place + 28 : place + 30])[0]
        if b"sheet1" in changed[place + 46 : place + 46 + length]:
            changed[place + 24 : place + 28] = struct.pack("<I", 10)
        place = changed.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
    "<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
)
MANY_ATTRIBUTES = " ".join(f'a{number}="1"' for number in range(50_000))


@pytest.mark.parametrize(
    ("name", "make", "sentence"),
    [
        ("a.xlsx", lambda: b"", recognise.EMPTY),
        ("a.csv", lambda: b" \r\n", recognise.EMPTY),
        ("a.xlsx", lambda: b"PK\x03\x04" + bytes(100), limits.BROKEN),
        ("a.xlsx", lambda: raw(row("甲"))[:-200], limits.BROKEN),
        ("a.xlsx", lambda: raw("<row>"), limits.BROKEN),
        ("a.xlsx", lambda: raw(row("甲\x00")), limits.BROKEN),
        ("a.xlsx", lambda: raw(row("_x0000_")), limits.UNSTORABLE),
        ("a.xlsx", lambda: raw('<row r="x"/>'), limits.BROKEN),
        ("a.xlsx", lambda: raw('<row r="9999999999"/>'), limits.BROKEN),
        ("a.xlsx", lambda: raw('<row><c t="s"><v>9</v></c></row>'), limits.BROKEN),
        ("a.xlsx", lambda: raw(LAUGHS.encode()), limits.BROKEN),
        ("a.xlsx", lambda: raw(f"<row {MANY_ATTRIBUTES}/>"), limits.BROKEN),
        ("a.xlsx", lambda: raw(row("x" * 32_768)), limits.LONG_CELL),
        ("a.xlsx", lambda: lying(raw(row("x" * 60_000_000))), limits.BROKEN),
        ("a.xlsx", lambda: raw(b"x" * 60_000_000), limits.TOO_MUCH),
        ("a.xlsx", lambda: raw("<a>" * 200), limits.BROKEN),
        ("a.xlsx", lambda: raw(f"<row>{'<c/>' * 2_100_000}</row>"), limits.TOO_MUCH),
        ("a.xlsx", lambda: raw(row("x") * 61_000), limits.TOO_MANY_ROWS),
        ("a.xlsx", lambda: raw(row(*"x" * 100) * 3_001), limits.TOO_MUCH),
        ("a.csv", lambda: b"x,y\n" * 61_000, limits.TOO_MANY_ROWS),
        ("a.csv", lambda: b'x,"y\n', delimited.TORN),
        ("a.csv", lambda: b"x,y\x00z\n" + b"a,b\n" * 50, delimited.NOT_TEXT),
        ("a.csv", lambda: bytes(range(256)) * 40, delimited.NOT_TEXT),
        ("a.csv", lambda: b"x" * (10 * 1024 * 1024 + 1), limits.TOO_MUCH),
        ("a.xls", lambda: OLE, recognise.OLD),
        ("a.xlsx", lambda: OLE, recognise.OLD),
        (
            "a.xlsx",
            lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
            archive.PASSWORD,
        ),
        ("a.xlsm", lambda: raw(row("甲")), archive.MACROS),
        ("a.xlsx", lambda: with_part("xl/vbaProject.bin"), archive.MACROS),
        (
            "a.xlsx",
            lambda: raw(
                types='<Types><Default ContentType="a.macroEnabled.main"/></Types>'
            ),
            archive.MACROS,
        ),
        (
            "a.xlsx",
            lambda: with_part("xl/externalLinks/externalLink1.xml"),
            archive.LINKS,
        ),
        ("a.xlsx", lambda: csv_of([["甲", "乙"]]), recognise.OTHER_NAME),
        ("a.csv", lambda: raw(row("甲")), recognise.OTHER_NAME),
        ("a.pdf", lambda: b"%PDF-1.7", recognise.OTHER_KIND),
        ("a", lambda: b"x,y", recognise.OTHER_KIND),
    ],
)
def test_file_is_refused_with_one_sentence(name, make, sentence):
    assert refusal(make(), name) == sentence


def test_document_under_the_name_of_a_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as document:
        document.writestr("word/document.xml", "<x/>")

    assert refusal(file.getvalue()) == archive.NO_WORKBOOK


def test_parts_that_are_not_read_may_be_as_large_as_they_like():
    content = with_part("xl/media/image1.png", bytes(60_000_000))

    assert rows_of(content) == [["甲"]]


def test_protected_sheet_is_read():
    book = openpyxl.Workbook()
    book.security = WorkbookProtection(lockStructure=True)
    book.active["A1"] = "甲"

    assert rows_of(content_of(book)) == [["甲"]]


def test_formulas_are_texts_and_counted():
    book = openpyxl.Workbook()
    book.active.append(["=1+1", '=HYPERLINK("http://x.invalid")', "甲"])

    (sheet,) = read_file("a.xlsx", content_of(book)).sheets

    assert list(sheet.rows[0].cells.values()) == [
        "=1+1",
        '=HYPERLINK("http://x.invalid")',
        "甲",
    ]
    assert sheet.formulas == 2


def test_numbers_dates_and_truths_are_read_as_they_are_shown():
    import datetime

    book = openpyxl.Workbook()
    book.active.append(
        [350102004001, 2018, 0.5, datetime.date(2018, 3, 13), True, "甲\n乙", None]
    )

    assert rows_of(content_of(book)) == [
        ["350102004001", "2018", "0.5", "2018-03-13", "TRUE", "甲\n乙"]
    ]


@pytest.mark.parametrize(
    ("since", "day"), [("", "2018-03-13"), (' date1904="1"', "2022-03-14")]
)
def test_days_are_counted_as_the_workbook_counts_them(since, day):
    formats = (
        '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;"/>'
        '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
        "</styleSheet>"
    )
    content = raw('<row><c s="1"><v>43172</v></c></row>', since=since, styles=formats)

    assert rows_of(content) == [[day]]


def test_readings_above_characters_are_left_out():
    texts = "<sst><si><t>军门</t><rPh><t>ぐん</t></rPh></si></sst>"
    content = raw('<row><c t="s"><v>0</v></c></row>', sharedStrings=texts)

    assert rows_of(content) == [["军门"]]


def test_hidden_sheets_are_named_and_not_read():
    book = read_file("a.xlsx", workbook([["甲"]], hidden=["秘密"]))

    assert [sheet.name for sheet in book.sheets] == ["表1"]
    assert book.hidden_sheets == ["秘密"]


@pytest.mark.parametrize(
    "content",
    [
        csv_of([["名称", "甲，乙"]], "utf-8"),
        csv_of([["名称", "甲，乙"]], "utf-8-sig"),
        csv_of([["名称", "甲，乙"]], "gb18030"),
        csv_of([["名称", "甲，乙"]], "utf-16", "\t"),
        codecs.BOM_UTF16_BE + csv_of([["名称", "甲，乙"]], "utf-16-be"),
        csv_of([["名称", "甲，乙"]], "utf-16-le"),
        csv_of([["名称", "甲，乙"]], "utf-8", ";"),
    ],
)
def test_csv_is_read_in_every_encoding_that_spreadsheets_write(content):
    assert rows_of(content, "a.csv") == [["名称", "甲，乙"]]


def test_rows_of_csv_are_numbered_as_a_spreadsheet_shows_them():
    (sheet,) = read_file("a.csv", b'a,"b\nc"\n\n\nd,e\n').sheets

    assert [row.number for row in sheet.rows] == [1, 4]
