"""Photos and files are judged by what they hold."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from catalogue.methods.models import MethodFile, MethodPhoto
from catalogue.methods.uploads import check_document, photo_to_keep
from tests.accounts.factories import EditorFactory
from tests.methods.editing.test_two_versions import opened, page_of
from tests.methods.factories import WorkMethodFactory

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def photo(kind="JPEG", size=(40, 20), mode="RGB", exif=None, name=None, **options):
    image = Image.new(mode, size, 120 if mode in ("L", "I;16", "P") else (200, 30, 30))
    image.putpixel((0, 0), 0 if mode in ("L", "I;16", "P") else (0, 0, 250))
    content = io.BytesIO()
    if exif is not None:
        options["exif"] = exif
    image.save(content, kind, **options)
    ending = {"JPEG": "jpg"}.get(kind, kind.lower())
    return SimpleUploadedFile(name or f"Zhang San.{ending}", content.getvalue())


def tags(**values):
    exif = Image.Exif()
    exif[MAKE] = "Camera of Zhang San"
    for name, value in values.items():
        exif[{"orientation": ORIENTATION}[name]] = value
    exif.get_ifd(GPS)[1] = "N"
    return exif


def huge_png(width, height):
    """The head of a picture of any size; a few bytes on the disk."""

    def chunk(kind, data):
        whole = kind + data
        return (
            struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = (
        chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )
    return SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + body)


def office(*names, name="a.docx"):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for each in ("[Content_Types].xml", *names):
            archive.writestr(each, "<x/>")
    return SimpleUploadedFile(name, content.getvalue())


def test_nothing_that_the_camera_added_is_kept():
    kept = photo_to_keep(photo(exif=tags(), comment=b"Zhang San"))

    image = Image.open(kept)
    assert (image.format, dict(image.getexif())) == ("JPEG", {})
    assert b"Zhang San" not in kept.read()
    assert kept.name == "photo.jpg"


def test_photo_is_turned_upright():
    kept = photo_to_keep(photo(size=(40, 20), exif=tags(orientation=6)))

    assert Image.open(kept).size == (20, 40)


def test_large_photo_is_brought_to_its_bound():
    kept = photo_to_keep(photo(size=(4800, 1200)))

    assert Image.open(kept).size == (2400, 600)


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "I;16"])
def test_png_of_any_kind_stays_a_png_without_its_words(mode):
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Zhang San")
    colour = (200, 30, 30, 0) if mode == "RGBA" else 100
    image = Image.new(mode, (4, 4), colour if mode != "RGB" else (1, 2, 3))
    content = io.BytesIO()
    image.save(content, "PNG", pnginfo=words)

    kept = photo_to_keep(SimpleUploadedFile("a.jpg", content.getvalue()))

    again = Image.open(kept)
    assert (kept.name, again.format) == ("photo.png", "PNG")
    assert b"Zhang San" not in kept.read()
    assert again.has_transparency_data == (mode == "RGBA")


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.jpg", b""),
        SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>"),
        SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50),
        photo("GIF", mode="P", name="a.png"),
        photo("WEBP", name="a.jpg"),
        photo("TIFF", name="a.jpg"),
    ],
    ids=["empty", "script", "head only", "gif", "webp", "tiff"],
)
def test_anything_but_a_jpeg_or_png_is_refused(file):
    with pytest.raises(ValidationError, match="no whole JPEG or PNG"):
        photo_to_keep(file)


def test_photo_that_breaks_off_is_refused():
    whole = photo(size=(400, 400)).read()

    with pytest.raises(ValidationError, match="no whole JPEG or PNG"):
        photo_to_keep(SimpleUploadedFile("a.jpg", whole[: len(whole) // 2]))


@pytest.mark.parametrize("size", [(10_000, 5_001), (60_000, 60_000)])
def test_bombs_are_refused_before_they_are_decoded(size):
    with pytest.raises(ValidationError, match="50 million pixels"):
        photo_to_keep(huge_png(*size))


def test_more_than_ten_megabytes_are_refused():
    file = SimpleUploadedFile("a.jpg", b"\0" * (10 * 1024 * 1024 + 1))

    for check in (photo_to_keep, check_document):
        with pytest.raises(ValidationError, match="larger than 10 MB"):
            check(file)


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.pdf", b"%PDF-1.7 ..."),
        SimpleUploadedFile("A.PDF", b"\xef\xbb\xbf%PDF-1.4 ..."),
        SimpleUploadedFile("a.doc", OLE),
        SimpleUploadedFile("a.wps", OLE),
        SimpleUploadedFile("a.et", OLE),
        SimpleUploadedFile("a.xls", OLE),
        office("word/document.xml"),
        office("xl/workbook.xml", name="a.XLSX"),
    ],
    ids=lambda file: file.name,
)
def test_document_that_is_what_it_says_is_taken(file):
    check_document(file)

    assert file.tell() == 0


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.pdf", b"MZ\x90"),
        SimpleUploadedFile("a.pdf", b" " * 2000 + b"%PDF-"),
        SimpleUploadedFile("a.doc", b"{\\rtf1 }"),
        SimpleUploadedFile("a.docx", OLE),
        SimpleUploadedFile("a.docx", b"PK\x03\x04 and no more"),
        office("xl/workbook.xml", name="a.docx"),
        office("word/document.xml", name="a.xlsx"),
    ],
)
def test_document_of_another_kind_is_refused(file):
    with pytest.raises(ValidationError, match="not what its name says"):
        check_document(file)


@pytest.mark.parametrize(
    "file",
    [
        office("word/document.xml", "word/vbaProject.bin"),
        SimpleUploadedFile("a.xls", OLE + "_VBA_PROJECT_CUR".encode("utf-16-le")),
    ],
)
def test_document_with_macros_is_refused(file):
    with pytest.raises(ValidationError, match="macros"):
        check_document(file)


@pytest.mark.django_db
def test_form_keeps_the_photo_anew_under_a_name_of_ours(client):
    client.force_login(EditorFactory())
    method = WorkMethodFactory()
    row = {
        "photos-TOTAL_FORMS": 1,
        "photos-0-position": 1,
        "photos-0-caption_zh": "图",
        "photos-0-image": photo(exif=tags(), name="Zhang San.jpeg"),
    }

    client.post(page_of(method), opened(client, method) | row)

    kept = MethodPhoto.objects.get().image
    assert kept.name.startswith("photos/")
    assert kept.name.endswith(".jpg")
    assert "Zhang" not in kept.name
    with kept.open() as content:
        assert b"Zhang San" not in content.read()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.pdf", "not what its name says"),
        ("a.exe", "File extension “exe” is not allowed"),
    ],
)
def test_form_says_what_is_wrong_with_a_file(client, name, message):
    client.force_login(EditorFactory())
    method = WorkMethodFactory()
    row = {
        "files-TOTAL_FORMS": 1,
        "files-0-position": 1,
        "files-0-title_zh": "表",
        "files-0-file": SimpleUploadedFile(name, b"MZ\x90"),
    }

    answer = client.post(page_of(method), opened(client, method) | row)

    assert message in answer.content.decode()
    assert not MethodFile.objects.exists()


@pytest.mark.django_db
def test_photo_that_is_there_stays_as_it_is(client):
    client.force_login(EditorFactory())
    method = WorkMethodFactory()
    row = MethodPhoto.objects.create(method=method, image=photo(), caption_zh="图")

    client.post(page_of(method), opened(client, method) | {"photos-0-caption_zh": "新"})

    before = row.image.name
    row.refresh_from_db()
    assert (row.caption_zh, row.image.name) == ("新", before)


@pytest.mark.django_db
def test_notice_of_a_round_is_checked_as_well(client):
    from tests.accounts.factories import RoundManagerFactory
    from tests.rounds.factories import SelectionRoundFactory

    client.force_login(RoundManagerFactory())
    sent = {
        "selection_round": SelectionRoundFactory().pk,
        "role": "opening",
        "issuer_zh": "民政部",
        "file": SimpleUploadedFile("a.pdf", b"MZ\x90"),
    }

    answer = client.post(reverse("admin:rounds_notice_add"), sent)

    assert "not what its name says" in answer.content.decode()
