"""The rows that could not be saved, as a workbook to correct and import again."""

from typing import IO

from catalogue.desk.exchange.headings import (
    FAULTS,
    LABEL,
    METHOD_COLUMNS,
)
from catalogue.desk.exchange.instructions import choices_of_today
from catalogue.desk.exchange.row_problems import sentences, sentences_by_column
from catalogue.desk.exchange.workbook_file import FileRow, write_workbook
from catalogue.desk.models import ImportedRow, MethodImport


def marked_workbook(method_import: MethodImport) -> IO[bytes]:
    """The rows that go back, each with what is to be corrected; an open file.

    It has the columns of the file that came in, so that nothing more is changed.
    """
    keys = {FAULTS.key, LABEL.key, *method_import.headings}
    columns = [FAULTS, *(column for column in METHOD_COLUMNS if column.key in keys)]
    rows = [row for row in method_import.rows.all() if row.goes_back]
    return write_workbook(
        columns,
        (_file_row(place, row) for place, row in enumerate(rows, start=1)),
        choices_of_today(),
    )


def _file_row(place: int, row: ImportedRow) -> FileRow:
    texts = {**row.texts, FAULTS.key: "\n".join(sentences(row))}
    # Steps are written beside the methods by this number, whatever it was before.
    texts[LABEL.key] = str(place)
    faults = sentences_by_column(row)
    return FileRow(texts, row.steps, faults)
