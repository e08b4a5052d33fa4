"""The ZIP archive of a workbook: only what is needed is unpacked, and only so far."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from django.utils.translation import gettext_lazy as _

from catalogue.desk.exchange.reading.limits import (
    BROKEN,
    PARTS,
    TOO_MUCH,
    UNPACKED_BYTES,
    FileRefused,
)

_PIECE = 64 * 1024

MACROS = _("The file contains macros: save it as .xlsx without macros.")
PASSWORD = _("The file is protected by a password: save it without one.")
LINKS = _(
    "The file refers to other files: paste the values instead of the links and save "
    "it again."
)
NO_WORKBOOK = _("The file is not an Excel workbook, whatever its name says.")

# What a damaged archive makes zipfile and zlib raise.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)


class Archive:
    """The parts of a workbook; raises FileRefused where they are not harmless.

    Sizes that the archive declares are checked first; what really comes out is
    counted as well, for an archive can lie.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except _DAMAGED:
            raise FileRefused(BROKEN) from None
        self._left = UNPACKED_BYTES
        self.names = {part.filename for part in self._zip.infolist()}
        self._check()

    def _check(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > PARTS:
            raise FileRefused(TOO_MUCH)
        if any(part.flag_bits & 1 for part in parts):
            raise FileRefused(PASSWORD)
        if not any(name.startswith("xl/") for name in self.names):
            raise FileRefused(NO_WORKBOOK)
        if any("vbaproject" in name.lower() for name in self.names):
            raise FileRefused(MACROS)
        if any(name.startswith("xl/externalLinks/") for name in self.names):
            raise FileRefused(LINKS)
        if sum(part.file_size for part in parts if _is_read(part)) > self._left:
            raise FileRefused(TOO_MUCH)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece."""
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise FileRefused(TOO_MUCH)
                    yield piece
        except (KeyError, *_DAMAGED):
            raise FileRefused(BROKEN) from None


def _is_read(part: zipfile.ZipInfo) -> bool:
    return part.filename.startswith("xl/") and part.filename.endswith(".xml")
