"""From sheets to rows of named texts, by the headings that stand above them.

Titles and notes above the headings are passed over, as ministry forms have them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from catalogue.desk.exchange.headings import (
    FAULTS,
    LABEL,
    key_of_heading,
    step_key_of_heading,
)
from catalogue.desk.exchange.reading.limits import ROWS, TOO_MANY_ROWS, FileRefused
from catalogue.desk.exchange.reading.sheet import (
    Book,
    Sheet,
    SheetRow,
    column_letters,
)

_LOOKED_THROUGH = 15
_LEAST_HEADINGS = 2
_SAY_WHICH = {"title_zh", "title_en", "number"}
_NAME_METHOD = {LABEL.key, "number"}

NO_HEADINGS = _(
    "No row with the headings of the template was found: download the template and "
    "copy your rows into it."
)
NO_ROWS = _("The file has headings and no rows below them.")
TWICE = _("Columns %(first)s and %(second)s both mean “%(heading)s”: delete one.")
MERGED = _(
    "The headings in row %(row)s are merged (%(area)s): give each column a heading of "
    "its own."
)

Texts = dict[str, str]
KeyOf = Callable[[str], str | None]


@dataclass
class TableRow:
    """One method as the file writes it: texts by column, and its steps by number."""

    number: int
    texts: Texts
    steps: list[Texts] = field(default_factory=list)


@dataclass
class Table:
    """All rows of a file, the headings as it writes them, and what was passed over."""

    rows: list[TableRow]
    headings: dict[str, str]
    unknown_headings: list[str] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)
    steps_without_method: list[int] = field(default_factory=list)
    formulas: int = 0
    hidden_rows: int = 0


@dataclass(frozen=True)
class _Head:
    """The row of headings of a sheet: keys and texts by column."""

    number: int
    keys: dict[int, str]
    texts: dict[int, str]

    @property
    def unknown(self) -> list[str]:
        return [text for column, text in self.texts.items() if column not in self.keys]


def read_table(book: Book) -> Table:
    """The methods of a file with their steps; raises FileRefused with one sentence."""
    sheet, table = _read_main(book, key_of_heading, _SAY_WHICH)
    for other in book.sheets:
        if other is not sheet:
            _take_steps(other, table)
    return table


def read_plain_table(book: Book, key_of: KeyOf, say_which: set[str]) -> Table:
    """The rows of the first sheet with a heading that says which row it is.

    Raises FileRefused with one sentence.
    """
    return _read_main(book, key_of, say_which)[1]


def _read_main(book: Book, key_of: KeyOf, say_which: set[str]) -> tuple[Sheet, Table]:
    sheet, head = _main_sheet(book, key_of, say_which)
    rows = [
        _row(row, head.keys)
        for row in _rows_below(sheet, head, key_of)
        if not _says_nothing(row, head)
    ]
    if not rows:
        raise FileRefused(NO_ROWS)
    if len(rows) > ROWS:
        raise FileRefused(TOO_MANY_ROWS)
    return sheet, Table(
        rows,
        {key: head.texts[column] for column, key in head.keys.items()},
        head.unknown,
        book.hidden_sheets,
        formulas=sum(each.formulas for each in book.sheets),
        hidden_rows=sheet.hidden_rows,
    )


def _main_sheet(book: Book, key_of: KeyOf, say_which: set[str]) -> tuple[Sheet, _Head]:
    """The first sheet whose headings can name a row."""
    for sheet in book.sheets:
        head = _head(sheet, key_of)
        if head and say_which & set(head.keys.values()):
            _refuse_merged(sheet, head)
            return sheet, head
    raise FileRefused(NO_HEADINGS)


def _head(sheet: Sheet, key_of: KeyOf) -> _Head | None:
    """Of the first rows the one in which most headings are known."""
    candidates = [_as_head(row, key_of) for row in sheet.rows[:_LOOKED_THROUGH]]
    best = max(candidates, key=lambda head: len(head.keys), default=None)
    if best is None or len(best.keys) < _LEAST_HEADINGS:
        return None
    _refuse_repeated(best)
    return best


def _as_head(row: SheetRow, key_of: KeyOf) -> _Head:
    named = {column: key_of(text) for column, text in row.cells.items()}
    keys = {column: key for column, key in named.items() if key}
    texts = {column: " ".join(text.split()) for column, text in row.cells.items()}
    return _Head(row.number, keys, texts)


def _refuse_repeated(head: _Head) -> None:
    seen: dict[str, int] = {}
    for column, key in sorted(head.keys.items()):
        if key in seen:
            words = {
                "first": column_letters(seen[key]),
                "second": column_letters(column),
                "heading": head.texts[column],
            }
            raise FileRefused(TWICE % words)
        seen[key] = column


def _refuse_merged(sheet: Sheet, head: _Head) -> None:
    for first_row, first, last_row, last in sheet.merged:
        if first_row <= head.number <= last_row and last > first:
            area = (
                f"{column_letters(first)}{first_row}:{column_letters(last)}{last_row}"
            )
            raise FileRefused(MERGED % {"row": head.number, "area": area})


def _rows_below(sheet: Sheet, head: _Head, key_of: KeyOf) -> Iterator[SheetRow]:
    """The rows under the headings, without those that repeat the headings."""
    for row in sheet.rows:
        known = {c: text for c, text in row.cells.items() if c in head.keys}
        if row.number <= head.number or not known:
            continue
        if all(key_of(text) == head.keys[column] for column, text in known.items()):
            continue
        yield row


def _says_nothing(row: SheetRow, head: _Head) -> bool:
    """Whether only the serial number is filled in, as in a prepared form."""
    said = {head.keys[column] for column in row.cells if column in head.keys}
    return said <= {LABEL.key, FAULTS.key}


def _row(row: SheetRow, keys: dict[int, str]) -> TableRow:
    texts = {
        keys[column]: text.strip()
        for column, text in row.cells.items()
        if column in keys
    }
    texts.pop(FAULTS.key, None)
    by_number: dict[int, Texts] = {}
    for key in [key for key in texts if key.startswith("step-")]:
        _step, number, name = key.split("-")
        by_number.setdefault(int(number), {"position": number})[name] = texts.pop(key)
    return TableRow(row.number, texts, [by_number[each] for each in sorted(by_number)])


def _take_steps(sheet: Sheet, table: Table) -> None:
    """Give the steps of a sheet to the methods that they name."""
    head = _head(sheet, step_key_of_heading)
    if head is None or not _NAME_METHOD & set(head.keys.values()):
        return
    _refuse_merged(sheet, head)
    by_label = _by(table.rows, LABEL.key)
    by_number = _by(table.rows, "number")
    above: Texts = {}
    for row in _rows_below(sheet, head, step_key_of_heading):
        texts = _row(row, head.keys).texts
        named = {key: texts.pop(key) for key in _NAME_METHOD & set(texts)}
        if not texts.keys() - {"position"}:
            continue
        if not named and _is_merged(sheet, row.number):
            named = above
        above = named
        methods = (
            by_label[named.get(LABEL.key, "")] or by_number[named.get("number", "")]
        )
        if len(methods) == 1:
            methods[0].steps.append(texts)
        else:
            table.steps_without_method.append(row.number)


def _by(rows: list[TableRow], key: str) -> defaultdict[str, list[TableRow]]:
    found: defaultdict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        if text := row.texts.get(key):
            found[text].append(row)
    return found


def _is_merged(sheet: Sheet, number: int) -> bool:
    return any(first < number <= last for first, _c, last, _d in sheet.merged)
