"""Read data files row by row; a fault names the file, line, column and remedy."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


class DataFileError(Exception):
    """A data file is not as it must be; the message is for the person who loads it."""


@dataclass(frozen=True)
class Row:
    """One row of a data file, with the number of the line it ends on."""

    file: str
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def fault(self, column: str, expected: str) -> DataFileError:
        """The error that says what was expected in one column of this row."""
        return DataFileError(f"{self._found(column)}, expected {expected}.")

    def refusal(self, column: str, sentence: str) -> DataFileError:
        """The error that hands on what a form would say of one column of this row."""
        return DataFileError(f"{self._found(column)}. {sentence}")

    def _found(self, column: str) -> str:
        found = self.values[column][:80]
        return f"{self.file}, line {self.line}, column {column}: found “{found}”"

    def whole_number(self, column: str) -> int | None:
        """A count, or None where the file says nothing."""
        value = self.values[column]
        if not value:
            return None
        if not (value.isascii() and value.isdigit()):
            raise self.fault(column, "a whole number or nothing")
        return int(value)

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """A value that must be among the allowed ones."""
        allowed = list(allowed)
        if self.values[column] not in allowed:
            raise self.fault(column, "one of " + ", ".join(map(repr, allowed)))
        return self.values[column]


def read_rows(path: Path, columns: list[str]) -> list[Row]:
    """All rows of a CSV file in UTF-8 whose header is exactly `columns`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(_rows(path.name, csv.reader(stream, strict=True), columns))
    except FileNotFoundError:
        raise DataFileError(f"{path.name} is missing in {path.parent}.") from None
    except UnicodeDecodeError as error:
        raise DataFileError(
            f"{path.name}: byte {error.start} is not UTF-8; save the file as UTF-8."
        ) from None


def _rows(name: str, reader: Iterator[list[str]], columns: list[str]) -> Iterator[Row]:
    lines = _lines(name, reader)
    line, header = next(lines, (1, []))
    if header != columns:
        raise DataFileError(
            f"{name}, line {line}: found the columns “{','.join(header)}”, "
            f"expected “{','.join(columns)}”."
        )
    for line, cells in lines:
        if len(cells) != len(columns):
            raise DataFileError(
                f"{name}, line {line}: found {len(cells)} columns, "
                f"expected {len(columns)}."
            )
        row = Row(name, line, dict(zip(columns, cells, strict=True)))
        for column, cell in row.values.items():
            if "\0" in cell:
                raise row.fault(column, "text without NUL characters")
        yield row


def _lines(name: str, reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each record with its line number; a broken one stops the reading."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise DataFileError(
                f"{name}, line {_line_number(reader)}: {error}; expected CSV "
                "with quoted fields closed."
            ) from None
        yield _line_number(reader), cells


def _line_number(reader: Iterator[list[str]]) -> int:
    return int(getattr(reader, "line_num", 0))
