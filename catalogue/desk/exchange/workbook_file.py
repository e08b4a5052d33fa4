"""Workbooks of methods: the template, the export, and rows that go back."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from catalogue.cells import may_run, shortened
from catalogue.desk.exchange.headings import (
    FAULTS,
    LABEL,
    METHODS_SHEET,
    STEP_COLUMNS,
    STEPS_SHEET,
    Column,
)
from catalogue.desk.exchange.instructions import (
    CHOICES_SHEET,
    Choices,
    write_choices,
    write_instructions,
)
from catalogue.desk.exchange.reading.limits import ROWS

Texts = dict[str, str]
FIRST_ROW = 2
_LONGEST_COMMENT = 2_000


@dataclass
class FileRow:
    """One method of a workbook: its texts, its steps, and what is wrong with it."""

    texts: Texts
    steps: list[Texts] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)


def write_workbook(
    columns: Iterable[Column], rows: Iterable[FileRow], choices: Choices
) -> IO[bytes]:
    """A file that is open at its beginning; the caller closes it.

    Everything is written as text, so nothing in it can run. What is wrong stands in a
    column of its own, and as a note at its cell.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 – the caller reads it
    try:
        with xlsxwriter.Workbook(file, {"constant_memory": True}) as workbook:
            _Writer(workbook, list(columns), choices).write(rows)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


class _Writer:
    """One workbook while it is written."""

    def __init__(
        self, workbook: xlsxwriter.Workbook, columns: list[Column], choices: Choices
    ) -> None:
        self._workbook = workbook
        self._columns = columns
        self._choices = choices
        text = {"num_format": "@", "valign": "top"}
        self._text = workbook.add_format(text)
        # Stays text when somebody edits the cell.
        self._quoted = workbook.add_format({**text, "quote_prefix": True})
        wrong = {"bg_color": "#F6D5CF", "border": 1, "border_color": "#A8301C"}
        self._wrong = workbook.add_format({**text, **wrong, "quote_prefix": True})
        head = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D3E3DB"}
        self._head = workbook.add_format({**head, "bottom": 1})
        self._second_head = workbook.add_format({**head, "bold": False, "bottom": 2})

    def write(self, rows: Iterable[FileRow]) -> None:
        methods = self._workbook.add_worksheet(METHODS_SHEET)
        steps = self._workbook.add_worksheet(STEPS_SHEET)
        step_columns = [LABEL, *STEP_COLUMNS]
        self._head_of(methods, self._columns, frozen=3)
        self._head_of(steps, step_columns, frozen=2)
        line = FIRST_ROW
        for number, row in enumerate(rows):
            self._row(methods, FIRST_ROW + number, self._columns, row.texts, row.faults)
            for step in row.steps:
                label = row.texts.get(LABEL.key, "")
                self._row(steps, line, step_columns, {**step, LABEL.key: label}, {})
                line += 1
        self._offer_choices(methods)
        write_instructions(self._workbook, self._columns)
        write_choices(self._workbook, self._choices)

    def _head_of(self, sheet: Worksheet, columns: list[Column], frozen: int) -> None:
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width, self._text)
        for row, form in enumerate((self._head, self._second_head)):
            for place, column in enumerate(columns):
                heading = column.english if row else column.chinese
                sheet.write_string(row, place, heading, form)
        sheet.freeze_panes(FIRST_ROW, frozen)

    def _row(
        self,
        sheet: Worksheet,
        line: int,
        columns: list[Column],
        texts: Texts,
        faults: dict[str, str],
    ) -> None:
        for place, column in enumerate(columns):
            text = shortened(texts.get(column.key, ""))
            fault = faults.get(column.key)
            if fault and column != FAULTS:
                sheet.write_comment(line, place, fault[:_LONGEST_COMMENT])
                sheet.write_string(line, place, text, self._wrong)
            elif text:
                form = self._quoted if may_run(text) else self._text
                sheet.write_string(line, place, text, form)

    def _offer_choices(self, sheet: Worksheet) -> None:
        last = FIRST_ROW + ROWS - 1
        for place, column in enumerate(self._columns):
            if column.key in self._choices:
                sheet.data_validation(
                    FIRST_ROW,
                    place,
                    last,
                    place,
                    {
                        "validate": "list",
                        "source": _range(self._choices, column.key),
                        # Other spellings and several themes are understood too.
                        "show_error": False,
                    },
                )


def _range(choices: Choices, key: str) -> str:
    column = chr(ord("A") + list(choices).index(key))
    last = FIRST_ROW + max(len(choices[key]), 1)
    return f"='{CHOICES_SHEET}'!${column}${FIRST_ROW + 1}:${column}${last}"
