"""The parts of a workbook beside its sheets: their list, formats, shared texts."""

import re
from dataclasses import dataclass

from catalogue.desk.exchange.reading.limits import (
    TEXTS,
    TOO_MUCH,
    FileRefused,
    checked_cell,
)
from catalogue.desk.exchange.reading.xml_parts import Elements, PartReader

# ECMA-376, 18.8.30: the built-in formats of dates and times, Chinese ones included.
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NO_DATE_SIGNS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DATE_SIGNS = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_CODED_SIGN = re.compile(r"_x([0-9A-Fa-f]{4})_")


def decoded(text: str) -> str:
    """The text with what XML cannot write put back: ECMA-376, ST_Xstring."""
    if "_x" not in text:
        return text
    return _CODED_SIGN.sub(lambda coded: chr(int(coded[1], 16)), text)


@dataclass(frozen=True)
class ListedSheet:
    """A sheet as the workbook lists it."""

    name: str
    relation: str
    is_hidden: bool


class WorkbookReader(PartReader):
    """Which sheets there are, and whether days are counted from 1904."""

    def __init__(self, elements: Elements) -> None:
        super().__init__(elements)
        self.sheets: list[ListedSheet] = []
        self.from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "sheet":
            relation = next(
                (each for key, each in attributes.items() if key.endswith(":id")), ""
            )
            hidden = attributes.get("state", "visible") != "visible"
            listed = ListedSheet(attributes.get("name", ""), relation, hidden)
            self.sheets.append(listed)


class RelationReader(PartReader):
    """Where the parts stand that a part refers to, by the names it gives them."""

    def __init__(self, elements: Elements) -> None:
        super().__init__(elements)
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class FormatReader(PartReader):
    """Which formats of cells show a number as a date."""

    def __init__(self, elements: Elements) -> None:
        super().__init__(elements)
        self._dates = set(_BUILT_IN_DATES)
        self._in_cell_formats = False
        self.shows_date: list[bool] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        number = int(attributes.get("numFmtId", "0"))
        if name == "numFmt":
            signs = _NO_DATE_SIGNS.sub("", attributes.get("formatCode", ""))
            if _DATE_SIGNS.search(signs):
                self._dates.add(number)
        elif name == "cellXfs":
            self._in_cell_formats = True
        elif name == "xf" and self._in_cell_formats:
            self.shows_date.append(number in self._dates)

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cell_formats = False


class SharedTextReader(PartReader):
    """The texts that cells share, without the readings written above characters."""

    def __init__(self, elements: Elements) -> None:
        super().__init__(elements)
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._takes = False
        self._in_reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._in_reading = True
        elif name == "t":
            self._takes = not self._in_reading

    def end(self, name: str) -> None:
        if name == "t":
            self._takes = False
        elif name == "rPh":
            self._in_reading = False
        elif name == "si":
            if len(self.texts) >= TEXTS:
                raise FileRefused(TOO_MUCH)
            self.texts.append(checked_cell(decoded("".join(self._pieces))))

    def text(self, text: str) -> None:
        if self._takes:
            self._pieces.append(text)
