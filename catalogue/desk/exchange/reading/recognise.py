"""What a file is, by its content; the name only has to agree."""

from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from catalogue.desk.exchange.reading.archive import MACROS, PASSWORD
from catalogue.desk.exchange.reading.delimited import read_delimited
from catalogue.desk.exchange.reading.limits import FILE_BYTES, TOO_MUCH, FileRefused
from catalogue.desk.exchange.reading.sheet import Book
from catalogue.desk.exchange.reading.workbook import read_workbook

_ZIP = b"PK"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Inside the container of old files: what protects a new one with a password.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOKS, _TEXTS = {".xlsx"}, {".csv", ".txt", ".tsv"}

EMPTY = _("The file is empty.")
OLD = _("The file has the old format of Excel or WPS: save it as .xlsx.")
OTHER_NAME = _(
    "The name of the file does not fit its content: save the table as .xlsx or .csv "
    "and send that."
)
OTHER_KIND = _("Only Excel files (.xlsx) and CSV files (.csv) can be imported.")


def read_file(name: str, content: bytes) -> Book:
    """The sheets of an uploaded file; raises FileRefused with one sentence."""
    ending = PurePath(name).suffix.lower()
    if not content.strip():
        raise FileRefused(EMPTY)
    if len(content) > FILE_BYTES:
        raise FileRefused(TOO_MUCH)
    if ending in (".xlsm", ".xltm", ".xlsb"):
        raise FileRefused(MACROS)
    if content.startswith(_OLD_EXCEL):
        raise FileRefused(PASSWORD if _ENCRYPTED in content else OLD)
    if ending not in _WORKBOOKS | _TEXTS:
        raise FileRefused(OTHER_KIND)
    is_archive = content.startswith(_ZIP)
    if is_archive != (ending in _WORKBOOKS):
        raise FileRefused(OTHER_NAME)
    return read_workbook(content) if is_archive else read_delimited(content)
