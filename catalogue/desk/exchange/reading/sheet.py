"""A sheet as it was read: texts by row and column, and what was odd about it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SheetRow:
    """One row: its number in the file, counted from 1, and its texts by column."""

    number: int
    cells: dict[int, str]


@dataclass
class Sheet:
    """One sheet; columns are counted from 0, empty cells are left out."""

    name: str
    rows: list[SheetRow] = field(default_factory=list)
    # First row, first column, last row, last column of cells made one.
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: int = 0
    hidden_rows: int = 0


@dataclass
class Book:
    """What a file holds: its visible sheets, and the names of the hidden ones."""

    sheets: list[Sheet]
    hidden_sheets: list[str] = field(default_factory=list)


def column_letters(column: int) -> str:
    """The name of a column as Excel shows it: A to Z, then AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The column of a name such as AB, counted from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
