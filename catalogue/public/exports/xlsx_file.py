"""The table as a workbook: real types, codes as text, and no formula anywhere."""

import datetime
import tempfile
from collections.abc import Iterable
from typing import IO

import xlsxwriter
from django.utils.translation import gettext

from catalogue.methods.models import WorkMethod
from catalogue.public.exports.cells import Cell, may_run, shortened
from catalogue.public.exports.columns import Column

_OPTIONS = {
    # Each row goes to disk before the next: memory does not grow with rows.
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd hh:mm",
}


class _Sheet:
    """The one sheet of the workbook, written row by row."""

    def __init__(self, workbook: xlsxwriter.Workbook, columns: list[Column]) -> None:
        self.sheet = workbook.add_worksheet(gettext("Methods"))
        self.columns = columns
        self.rows = 0
        self.text = workbook.add_format({"num_format": "@", "valign": "top"})
        # Stays text when somebody edits the cell.
        self.quoted = workbook.add_format(
            {"num_format": "@", "valign": "top", "quote_prefix": True}
        )
        self.heading = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top"}
        )

    def write_headings(self) -> None:
        for place, column in enumerate(self.columns):
            self.sheet.set_column(place, place, column.width)
            self.sheet.write_string(0, place, str(column.heading), self.heading)
        self.sheet.freeze_panes(1, 1)

    def write(self, method: WorkMethod) -> None:
        self.rows += 1
        for place, column in enumerate(self.columns):
            self._write_cell(place, column.cell(method))

    def _write_cell(self, place: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, bool):
            self.sheet.write_boolean(self.rows, place, cell)
        elif isinstance(cell, int):
            self.sheet.write_number(self.rows, place, cell)
        elif isinstance(cell, datetime.datetime):
            self.sheet.write_datetime(self.rows, place, cell)
        else:
            form = self.quoted if may_run(cell) else self.text
            self.sheet.write_string(self.rows, place, shortened(cell), form)

    def close(self) -> None:
        self.sheet.autofilter(0, 0, self.rows, len(self.columns) - 1)


def xlsx_file(columns: list[Column], chunks: Iterable[list[WorkMethod]]) -> IO[bytes]:
    """The finished workbook in a temporary file that vanishes when it is closed."""
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 – the answer closes it
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        sheet = _Sheet(workbook, columns)
        sheet.write_headings()
        for chunk in chunks:
            for method in chunk:
                sheet.write(method)
        sheet.close()
    file.seek(0)
    return file
