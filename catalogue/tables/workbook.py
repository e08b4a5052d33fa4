"""The table as a workbook: real types, codes as text, and no formula anywhere.

XlsxWriter makes the workbook with its headings, formats and frozen panes; the rows
are written into its sheet on the way out, so that nothing has to be finished first.
"""

import datetime
import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Generic

import xlsxwriter

from catalogue.cells import Cell, may_run, shortened
from catalogue.tables.column import Column, Row

_SHEET = "xl/worksheets/sheet1.xml"
_BOOK = "xl/workbook.xml"
# More packs hardly better and takes twice as long.
_PACKING = 3
# What the sheet of the frame holds in place of the rows.
_MODEL_ROW = re.compile(r'<row r="2".*?</row>', re.DOTALL)
# The filter of the frame, and its name, reach to the second row.
_LAST_OF_FRAME = re.compile(r"(:\$?[A-Z]+\$?)2\b")
# How far the sheet reaches is not known when its beginning is sent; it may be left out.
_DIMENSION = re.compile(r"<dimension [^>]*/>")
_STYLE = re.compile(r' s="(\d+)"')
_DAY_NONE = datetime.datetime(1899, 12, 30)  # noqa: DTZ001 – cells know no zone
_ONE_DAY = datetime.timedelta(days=1)
# Below the headings, in every program that opens workbooks.
ROWS_AT_MOST = 1_048_575
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
# What XML has no way to write, and what would be read as such: ECMA-376, ST_Xstring.
_NEEDS_CODE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)")
_NOT_AS_IT_IS = re.compile("[&<>_\x00-\x08\x0b-\x1f\ufffe\uffff]")


class _Outlet:
    """Where the archive is written to, and taken from piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        """Nothing is held open."""

    def taken(self) -> bytes:
        """What was written since it was asked last."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


class _Rows(Generic[Row]):
    """Rows of the sheet as XML, in the formats of the frame."""

    def __init__(self, columns: list[Column[Row]], styles: list[str]) -> None:
        self._cells = [column.cell for column in columns]
        self._letters = [_letters(place) for place in range(len(columns))]
        self._text, self._quoted, self._moment, self._day = (
            f' s="{style}"' for style in styles
        )
        self.last = 1

    def written(self, rows: Iterable[Row]) -> str:
        """The next rows."""
        return "".join(map(self._row, rows))

    def _row(self, row: Row) -> str:
        self.last += 1
        cells = "".join(
            self._cell(f"{letters}{self.last}", cell(row))
            for letters, cell in zip(self._letters, self._cells, strict=True)
        )
        return f'<row r="{self.last}">{cells}</row>'

    def _cell(self, place: str, cell: Cell) -> str:
        if cell is None or cell == "":
            return ""
        if isinstance(cell, bool):
            return f'<c r="{place}" t="b"><v>{cell:d}</v></c>'
        if isinstance(cell, int | float):
            return f'<c r="{place}"><v>{cell}</v></c>'
        if isinstance(cell, datetime.datetime):
            days = (cell - _DAY_NONE) / _ONE_DAY
            return f'<c r="{place}"{self._moment}><v>{days!r}</v></c>'
        if isinstance(cell, datetime.date):
            days_whole = (cell - _DAY_NONE.date()).days
            return f'<c r="{place}"{self._day}><v>{days_whole}</v></c>'
        form = self._quoted if may_run(cell) else self._text
        return (
            f'<c r="{place}"{form} t="inlineStr"><is><t xml:space="preserve">'
            f"{_in_xml(shortened(cell))}</t></is></c>"
        )


def xlsx_parts(
    columns: list[Column[Row]], batches: Iterable[list[Row]], sheet_name: str
) -> Iterator[bytes]:
    """The workbook piece by piece, one of them for each batch.

    A sheet holds ROWS_AT_MOST rows below its headings: more must not be asked for.
    """
    frame = zipfile.ZipFile(_frame(columns, sheet_name))
    before, styles, after = _parted(frame.read(_SHEET).decode())
    rows = _Rows(columns, styles)
    outlet = _Outlet()
    with zipfile.ZipFile(
        outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKING
    ) as archive:
        for name in frame.namelist():
            if name not in (_SHEET, _BOOK):
                archive.writestr(name, frame.read(name))
        with archive.open(_SHEET, "w") as sheet:
            sheet.write(before.encode())
            for batch in batches:
                sheet.write(rows.written(batch).encode())
                yield outlet.taken()
            sheet.write(_LAST_OF_FRAME.sub(rf"\g<1>{rows.last}", after).encode())
        book = frame.read(_BOOK).decode()
        archive.writestr(_BOOK, _LAST_OF_FRAME.sub(rf"\g<1>{rows.last}", book))
    yield outlet.taken()


def _frame(columns: list[Column[Row]], sheet_name: str) -> BytesIO:
    """A workbook with its headings and one row, which shows the formats of cells."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(_fitting(sheet_name))
        heading = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top"}
        )
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, str(column.heading), heading)
        text = {"num_format": "@", "valign": "top"}
        # Stays text when somebody edits the cell.
        quoted = {**text, "quote_prefix": True}
        moment, day = {"num_format": "yyyy-mm-dd hh:mm"}, {"num_format": "yyyy-mm-dd"}
        for place, form in enumerate((text, quoted, moment, day)):
            sheet.write_blank(1, place, None, workbook.add_format(form))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, 1, len(columns) - 1)
    return file


def _fitting(sheet_name: str) -> str:
    return _NOT_IN_NAMES.sub(" ", sheet_name).strip()[:_LONGEST_NAME]


def _parted(sheet: str) -> tuple[str, list[str], str]:
    """What stands before the row of formats, the formats, and what stands after."""
    model = _MODEL_ROW.search(sheet)
    assert model  # noqa: S101 – for the type checker: the frame has this row
    before = _DIMENSION.sub("", sheet[: model.start()])
    return before, _STYLE.findall(model[0]), sheet[model.end() :]


def _letters(place: int) -> str:
    """The name of a column: A to Z, then AA."""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _in_xml(text: str) -> str:
    if not _NOT_AS_IT_IS.search(text):
        return text
    text = _NEEDS_CODE.sub(_code, text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _code(sign: re.Match[str]) -> str:
    return f"_x{ord(sign[0]):04X}_"
