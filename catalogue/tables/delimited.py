"""The table as CSV that Excel, WPS and programs open alike."""

import datetime
from collections.abc import Iterable, Iterator

from catalogue.cells import Cell, harmless
from catalogue.tables.column import Column, Row

# Without it Excel and WPS take UTF-8 for the code page of the machine.
BYTE_ORDER_MARK = "\ufeff"
_QUOTE, _TWO_QUOTES = '"', '""'


def csv_lines(
    columns: list[Column[Row]], batches: Iterable[list[Row]]
) -> Iterator[str]:
    """The heading, then each batch; RFC 4180, after a byte order mark."""
    yield BYTE_ORDER_MARK + _written([[str(each.heading) for each in columns]])
    cells = [column.cell for column in columns]
    for batch in batches:
        yield _written([cell(row) for cell in cells] for row in batch)


def csv_table(rows: Iterable[Iterable[Cell]]) -> str:
    """A small table, heading first, in the same form."""
    return BYTE_ORDER_MARK + _written(rows)


def _written(rows: Iterable[Iterable[Cell]]) -> str:
    return "".join(f"{','.join(map(_field, row))}\r\n" for row in rows)


def _field(cell: Cell) -> str:
    """The cell as RFC 4180 writes it, in quotes where it must be.

    For long texts many times as fast as the writer of the standard library.
    """
    if isinstance(cell, str):
        text = harmless(cell)
        if '"' in text:
            return f'"{text.replace(_QUOTE, _TWO_QUOTES)}"'
        if "\n" in text or "," in text or "\r" in text:
            return f'"{text}"'
        return text
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ", "seconds")
    return str(cell)
