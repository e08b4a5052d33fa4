"""The table as CSV that Excel, WPS and programs open alike."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator

from catalogue.public.exports.cells import Cell, harmless
from catalogue.public.exports.columns import Column
from catalogue.public.exports.whole_methods import WholeMethod

# Without it Excel and WPS take UTF-8 for the code page of the machine.
BYTE_ORDER_MARK = "\ufeff"


def csv_lines(
    columns: list[Column], batches: Iterable[list[WholeMethod]]
) -> Iterator[str]:
    """The heading, then each batch; RFC 4180, after a byte order mark."""
    yield BYTE_ORDER_MARK + _written([[str(each.heading) for each in columns]])
    for batch in batches:
        yield _written(
            [_as_text(column.cell(method)) for column in columns] for method in batch
        )


def csv_table(rows: Iterable[Iterable[Cell]]) -> str:
    """A small table, heading first, in the same form as the list of methods."""
    return BYTE_ORDER_MARK + _written([_as_text(cell) for cell in row] for row in rows)


def _written(rows: Iterable[list[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime.datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, int):
        return str(cell)
    return harmless(cell)
