"""XML of strangers: no document type, so no entities; a bounded number of elements."""

from collections.abc import Iterable
from xml.parsers.expat import ExpatError, ParserCreate

from catalogue.desk.exchange.reading.limits import (
    BROKEN,
    ELEMENTS,
    TOO_MUCH,
    FileRefused,
)

_LONGEST_TAG = 64 * 1024
_DEEPEST = 100


class Elements:
    """How many elements may still be read of one file."""

    def __init__(self) -> None:
        self.left = ELEMENTS


class PartReader:
    """Reads one part; a kind of part says what it makes of each element.

    Names come without their namespace, for strict workbooks have another one.
    """

    def __init__(self, elements: Elements) -> None:
        self._elements = elements
        self._depth = 0

    def read(self, pieces: Iterable[bytes]) -> None:
        """Take in the whole part; raises FileRefused when it is damaged or endless."""
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text
        fed = 0
        try:
            for piece in pieces:
                parser.Parse(piece, False)
                fed += len(piece)
                # Only a tag of thousands of attributes waits so long for its end.
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise FileRefused(BROKEN)
            parser.Parse(b"", True)
        except (ExpatError, ValueError, LookupError):
            raise FileRefused(BROKEN) from None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text stands inside an element."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements.left -= 1
        if self._elements.left < 0:
            raise FileRefused(TOO_MUCH)
        # expat remembers every element that is open.
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FileRefused(BROKEN)
        self.start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.end(name.rpartition(":")[2])

    @staticmethod
    def _refuse_document_type(*declared: object) -> None:
        raise FileRefused(BROKEN)
