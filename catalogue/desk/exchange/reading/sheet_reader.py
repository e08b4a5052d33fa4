"""One sheet of a workbook, cell by cell; formulas are texts and stay texts."""

import datetime
import re
from decimal import Decimal, InvalidOperation

from catalogue.desk.exchange.reading.limits import (
    BROKEN,
    FILLED_CELLS,
    ROWS_OF_SHEET,
    TOO_MANY_ROWS,
    TOO_MUCH,
    FileRefused,
    checked_cell,
)
from catalogue.desk.exchange.reading.sheet import Sheet, SheetRow, column_number
from catalogue.desk.exchange.reading.workbook_parts import decoded
from catalogue.desk.exchange.reading.xml_parts import Elements, PartReader

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")
_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\Z")
# Excel counts a 29 February 1900 that never was: right from March 1900 on.
_DAY_NONE = datetime.datetime(1899, 12, 30)  # noqa: DTZ001 – cells know no zone
_DAY_NONE_1904 = datetime.datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_DAY = 2_958_465
LAST_ROW = 1_048_576
_INSIDE = {"v", "f", "t"}
SHARED = "s"


class SheetReader(PartReader):
    """Fills a sheet; texts that are shared stay numbers until `put_in` is called."""

    def __init__(
        self,
        sheet: Sheet,
        elements: Elements,
        shows_date: list[bool],
        *,
        from_1904: bool,
    ) -> None:
        super().__init__(elements)
        self.sheet = sheet
        self._shows_date = shows_date
        self._day_none = _DAY_NONE_1904 if from_1904 else _DAY_NONE
        self._shared: list[tuple[dict[int, str], int, int]] = []
        self._number = 0
        self._column = -1
        self._cells: dict[int, str] = {}
        self._filled = 0
        self._form: dict[str, str] = {}
        self._texts: dict[str, list[str]] = {}
        self._inside: str | None = None
        self._in_reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "rPh":
            self._in_reading = True
        elif name in _INSIDE and not self._in_reading:
            self._inside = name
            self._texts.setdefault(name, [])
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name in _INSIDE:
            self._inside = None
        elif name == "rPh":
            self._in_reading = False
        elif name == "c":
            self._end_cell()
        elif name == "row" and self._cells:
            self.sheet.rows.append(SheetRow(self._number, self._cells))
            if len(self.sheet.rows) > ROWS_OF_SHEET:
                raise FileRefused(TOO_MANY_ROWS)

    def text(self, text: str) -> None:
        if self._inside:
            self._texts[self._inside].append(text)

    def put_in(self, texts: list[str]) -> None:
        """Put the shared texts in their cells."""
        for cells, column, index in self._shared:
            if not 0 <= index < len(texts):
                raise ValueError
            if texts[index].strip():
                cells[column] = texts[index]
            else:
                cells.pop(column, None)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._number = int(attributes.get("r", self._number + 1))
        if not 0 < self._number <= LAST_ROW:
            raise FileRefused(BROKEN)
        self._column = -1
        self._cells = {}
        self.sheet.hidden_rows += attributes.get("hidden") in ("1", "true")

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = _PLACE.match(attributes.get("r", ""))
        self._column = column_number(place[1]) if place else self._column + 1
        self._form = attributes
        self._texts = {}

    def _end_cell(self) -> None:
        text = self._cell_text()
        if text is None or not text.strip():
            return
        self._filled += 1
        if self._filled > FILLED_CELLS:
            raise FileRefused(TOO_MUCH)
        self._cells[self._column] = checked_cell(text)

    def _cell_text(self) -> str | None:
        kind = self._form.get("t", "n")
        value = "".join(self._texts.get("v", ()))
        if "f" in self._texts:
            self.sheet.formulas += 1
            # The cells of a shared formula after its first repeat no text.
            return "=" + ("".join(self._texts["f"]) or "…")
        if kind == "inlineStr":
            return decoded("".join(self._texts.get("t", ())))
        if kind == SHARED and value:
            self._shared.append((self._cells, self._column, int(value)))
            return value
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return self._number_text(value) if kind == "n" else decoded(value)

    def _number_text(self, value: str) -> str:
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        style = int(self._form.get("s", "0"))
        if 0 <= style < len(self._shows_date) and self._shows_date[style]:
            return self._date_text(number) or _plain(number)
        return _plain(number)

    def _date_text(self, number: Decimal) -> str:
        if not 1 <= number <= _LAST_DAY:
            return ""
        try:
            moment = self._day_none + datetime.timedelta(days=float(number))
        except OverflowError:
            return ""
        return moment.date().isoformat()

    def _merge(self, area: str) -> None:
        found = _AREA.match(area)
        if found and len(self.sheet.merged) < ROWS_OF_SHEET:
            first, last = column_number(found[1]), column_number(found[3])
            self.sheet.merged.append((int(found[2]), first, int(found[4]), last))


def _plain(number: Decimal) -> str:
    """A number as a person writes it; Excel keeps fifteen digits and no more."""
    if not number.is_finite() or abs(number.adjusted()) > 20:
        return str(number)
    if number == number.to_integral_value():
        return str(int(number))
    return repr(float(number))
