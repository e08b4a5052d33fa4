"""A workbook as texts in rows."""

import posixpath

from catalogue.desk.exchange.reading.archive import MACROS, NO_WORKBOOK, Archive
from catalogue.desk.exchange.reading.limits import BROKEN, FileRefused
from catalogue.desk.exchange.reading.sheet import Book, Sheet
from catalogue.desk.exchange.reading.sheet_reader import SheetReader
from catalogue.desk.exchange.reading.workbook_parts import (
    FormatReader,
    RelationReader,
    SharedTextReader,
    WorkbookReader,
)
from catalogue.desk.exchange.reading.xml_parts import Elements, PartReader

_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_FORMATS = "xl/styles.xml"
_TEXTS = "xl/sharedStrings.xml"
_TYPES = "[Content_Types].xml"


class _TypeReader(PartReader):
    """Whether the archive says of itself that it is a workbook with macros."""

    has_macros = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if "macroenabled" in attributes.get("ContentType", "").lower():
            self.has_macros = True


def read_workbook(content: bytes) -> Book:
    """The visible sheets; raises FileRefused with one sentence for the person."""
    return _Workbook(content).book()


class _Workbook:
    """One workbook while it is being read."""

    def __init__(self, content: bytes) -> None:
        self._archive = Archive(content)
        self._elements = Elements()
        self._refuse_macros()
        if _BOOK not in self._archive.names:
            raise FileRefused(NO_WORKBOOK)
        self._listed = WorkbookReader(self._elements)
        self._read(self._listed, _BOOK)
        self._formats = FormatReader(self._elements)
        self._read(self._formats, _FORMATS)

    def book(self) -> Book:
        """All that is visible, with the shared texts in their cells."""
        relations = RelationReader(self._elements)
        self._read(relations, _RELATIONS)
        readers = [
            self._sheet(listed.name, relations.targets.get(listed.relation, ""))
            for listed in self._listed.sheets
            if not listed.is_hidden
        ]
        # Last, so that a sheet with too many rows is refused without them.
        texts = SharedTextReader(self._elements)
        self._read(texts, _TEXTS)
        try:
            for reader in readers:
                reader.put_in(texts.texts)
        except ValueError:
            raise FileRefused(BROKEN) from None
        hidden = [each.name for each in self._listed.sheets if each.is_hidden]
        return Book([reader.sheet for reader in readers], hidden)

    def _sheet(self, name: str, target: str) -> SheetReader:
        reader = SheetReader(
            Sheet(name),
            self._elements,
            self._formats.shows_date,
            from_1904=self._listed.from_1904,
        )
        place = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        # A sheet that is a chart has no rows.
        if "worksheets/" in place:
            if place not in self._archive.names:
                raise FileRefused(BROKEN)
            self._read(reader, place)
        return reader

    def _read(self, reader: PartReader, name: str) -> None:
        if name in self._archive.names:
            reader.read(self._archive.pieces(name))

    def _refuse_macros(self) -> None:
        types = _TypeReader(self._elements)
        self._read(types, _TYPES)
        if types.has_macros:
            raise FileRefused(MACROS)
