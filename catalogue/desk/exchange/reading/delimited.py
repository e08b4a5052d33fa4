"""CSV and tab-separated text, in the encodings that Chinese spreadsheets write."""

import codecs
import csv
import io

from django.utils.translation import gettext_lazy as _

from catalogue.desk.exchange.reading.limits import (
    FILLED_CELLS,
    ROWS_OF_SHEET,
    TOO_MANY_ROWS,
    TOO_MUCH,
    FileRefused,
    checked_cell,
)
from catalogue.desk.exchange.reading.sheet import Book, Sheet, SheetRow

NOT_TEXT = _(
    "The file is neither an Excel workbook nor a CSV text: save it as .xlsx and send "
    "that."
)
TORN = _("The CSV file is torn: save the table as .xlsx and send that.")
APOSTROPHE = "'"
# What the reader of CSV takes; a text of ours may be longer than a cell of Excel.
_LONGEST = csv.field_size_limit()
_DELIMITERS = ",\t;"
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Control characters that no table holds, beside tab and line breaks.
_NO_TEXT = {chr(code) for code in range(32)} - {"\t", "\n", "\r", "\x0b", "\x0c"}


def read_delimited(content: bytes) -> Book:
    """The one table of a CSV file; raises FileRefused with one sentence.

    An apostrophe before a text is taken away: our own files put it there, so that no
    spreadsheet takes the text for a formula.
    """
    text = _decoded(content)
    sheet = Sheet("")
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    filled = 0
    try:
        for number, fields in enumerate(reader, start=1):
            cells = {
                column: checked_cell(field.removeprefix(APOSTROPHE), _LONGEST)
                for column, field in enumerate(fields)
                if field.strip()
            }
            if cells:
                sheet.rows.append(SheetRow(number, cells))
                filled += len(cells)
                _check_size(sheet, filled)
    except csv.Error:
        raise FileRefused(TORN) from None
    return Book([sheet])


def _check_size(sheet: Sheet, filled: int) -> None:
    if len(sheet.rows) > ROWS_OF_SHEET:
        raise FileRefused(TOO_MANY_ROWS)
    if filled > FILLED_CELLS:
        raise FileRefused(TOO_MUCH)


def _decoded(content: bytes) -> str:
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT.isdisjoint(text):
            break
        return text
    raise FileRefused(NOT_TEXT)


def _encodings(content: bytes) -> list[str]:
    """What the text may be written in, the likeliest first."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return [encoding]
    # Without a mark: the commas and line breaks of UTF-16 have a NUL beside them.
    sample = content[:4096]
    if sample.count(0) > len(sample) // 20:
        odd, even = sample[1::2].count(0), sample[::2].count(0)
        return ["utf-16-le" if odd > even else "utf-16-be"]
    return ["utf-8", "gb18030"]


def _delimiter(text: str) -> str:
    """The sign that divides the fields: the most frequent of the first lines."""
    head = text[:4096]
    return max(_DELIMITERS, key=head.count)
