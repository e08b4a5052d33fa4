"""What a file may hold: enough for any reporting body, too little to do harm."""

import re

from django.utils.translation import gettext_lazy as _

from catalogue.cells import LONGEST_CELL

FILE_BYTES = 10 * 1024 * 1024
ROWS = 5_000
FILLED_CELLS = 300_000
# Of one sheet, for steps stand on a sheet of their own, several to a method.
ROWS_OF_SHEET = 60_000

# Of a workbook: what its parts hold once unpacked, and their XML elements.
UNPACKED_BYTES = 48 * 1024 * 1024
ELEMENTS = 2_000_000
PARTS = 1_000
TEXTS = FILLED_CELLS


class FileRefused(Exception):
    """The file cannot be taken; the message is one sentence that says what to do."""


TOO_MANY_ROWS = _("The file has more than 5,000 rows: divide it into several files.")
TOO_MUCH = _(
    "The file holds too much: at most 5,000 rows, 300,000 filled cells and 10 MB; "
    "delete empty rows, pictures and other sheets."
)
BROKEN = _(
    "The file is damaged and cannot be read: open it in Excel or WPS and save it again."
)
LONG_CELL = _(
    "A cell holds more than 32,767 characters: shorten it, for Excel holds no more."
)


UNSTORABLE = _(
    "A cell holds a sign that is no character: type its text anew and save the file."
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def checked_cell(text: str, longest: int = LONGEST_CELL) -> str:
    """The text of a cell; raises FileRefused when nobody could have typed it."""
    if _UNSTORABLE.search(text):
        raise FileRefused(UNSTORABLE)
    if len(text) > longest:
        raise FileRefused(LONG_CELL)
    return text
