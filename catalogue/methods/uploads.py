"""Photos and files as they may be kept: checked by what they hold."""

import io
import warnings
import zipfile
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from catalogue.methods.models.attachment import validate_size

MOST_PIXELS = 50_000_000
LONGEST_EDGE = 2_400
_JPEG_QUALITY = 85

_PDF = b"%PDF-"
# Where programs look for it: some write a line of their own before.
_HEAD_OF_PDF = 1_024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_MOST_ENTRIES = 10_000
_MACROS_IN_OLE = "_VBA_PROJECT".encode("utf-16-le")
_MACROS_IN_ZIP = "vbaproject.bin"
# The part that makes a zip file a text or a table.
_MAIN_PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
_OLE_ENDINGS = frozenset({".doc", ".xls", ".wps", ".et"})


def photo_to_keep(file: File) -> ContentFile:
    """The photo anew, as JPEG or PNG: upright, bounded, without what cameras add.

    Raises ValidationError, with a sentence, for anything but a whole JPEG or PNG of at
    most fifty million pixels and ten megabytes.
    """
    validate_size(file)
    try:
        with warnings.catch_warnings():
            # The bound is ours, below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _encoded_anew(file)
    except Image.DecompressionBombError:
        raise _has_too_many_pixels() from None
    except (OSError, ValueError, SyntaxError, EOFError):
        # Pillow has no error of its own for a broken file.
        message = _("This is no whole JPEG or PNG photo: choose another one.")
        raise ValidationError(message) from None


def _encoded_anew(file: File) -> ContentFile:
    file.seek(0)
    with Image.open(file, formats=["JPEG", "PNG"]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise _has_too_many_pixels()
        is_png = image.format == "PNG"
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
        has_holes = is_png and upright.has_transparency_data
        plain = upright.convert("RGBA" if has_holes else "RGB")
        colours = {"icc_profile": image.info.get("icc_profile")}
    plain.info.clear()
    kept = io.BytesIO()
    if is_png:
        plain.save(kept, "PNG", optimize=True, **colours)
        return ContentFile(kept.getvalue(), "photo.png")
    plain.save(kept, "JPEG", quality=_JPEG_QUALITY, progressive=True, **colours)
    return ContentFile(kept.getvalue(), "photo.jpg")


def _has_too_many_pixels() -> ValidationError:
    return ValidationError(
        _("The photo has more than 50 million pixels: make it smaller.")
    )


def check_document(file: File) -> None:
    """Raise ValidationError unless the file is what its name says, and has no macros.

    Endings that it does not know are for others to refuse.
    """
    validate_size(file)
    ending = Path(file.name or "").suffix.lower()
    file.seek(0)
    head = file.read(_HEAD_OF_PDF)
    if ending == ".pdf" and _PDF not in head:
        raise _not_what_it_says("PDF")
    if ending in _OLE_ENDINGS:
        _check_ole(file, head)
    if ending in _MAIN_PARTS:
        _check_zip(file, head, _MAIN_PARTS[ending])
    file.seek(0)


def _check_ole(file: File, head: bytes) -> None:
    if not head.startswith(_OLE):
        raise _not_what_it_says("Word, Excel, WPS")
    file.seek(0)
    if _MACROS_IN_OLE in file.read():
        raise _has_macros()


def _check_zip(file: File, head: bytes, main_part: str) -> None:
    if not head.startswith(_ZIP):
        # A text locked by a password is kept in the old form, whatever its ending.
        raise _not_what_it_says("Word, Excel")
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _not_what_it_says("Word, Excel") from None
    if len(names) > _MOST_ENTRIES or main_part not in names:
        raise _not_what_it_says("Word, Excel")
    if any(name.lower().endswith(_MACROS_IN_ZIP) for name in names):
        raise _has_macros()


def _not_what_it_says(kinds: str) -> ValidationError:
    message = _(
        "The file is not what its name says (%(kinds)s), is broken, or is locked by a "
        "password: save it anew and choose it again."
    )
    return ValidationError(message, params={"kinds": kinds})


def _has_macros() -> ValidationError:
    return ValidationError(_("The file holds macros: save it without them."))


class PhotoField(forms.ImageField):
    """Takes a photo, and gives the one that is kept in its place."""

    def to_python(self, data: Any) -> Any:
        file = forms.FileField.to_python(self, data)
        return None if file is None else photo_to_keep(file)


class DocumentField(forms.FileField):
    """Takes a document that is what its name says."""

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is not None:
            check_document(file)
        return file
