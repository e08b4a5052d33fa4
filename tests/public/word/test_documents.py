"""Word files hold what the page holds, in any text, and nothing that it does not."""

import datetime
import io
import shutil
import subprocess
import zipfile

import pytest
from django.utils.translation import override
from docx import Document
from docx.oxml.ns import qn

from catalogue.methods.models import WorkMethod
from catalogue.public.method_page import with_parts
from catalogue.public.word.booklet import Choice, booklet
from catalogue.public.word.one_method import method_document
from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import CommunityFactory, real_province

pytestmark = pytest.mark.django_db

ADDRESS = "https://example.cn/en/methods/1/x/"
HOSTILE = 'A <b>&amp;</b> "quote" \x01\x0b\ufffe 五民 ]]> 😀'
HOSTILE_AS_READ = 'A <b>&amp;</b> "quote"  五民 ]]> 😀'


def make_method(body="beijing", **values):
    community = CommunityFactory(street__county__province=real_province(body))
    return WorkMethodFactory(published=True, community=community, **values)


def loaded():
    return list(
        with_parts(WorkMethod.objects.published()).order_by(
            "reporting_body__sort_order", "number"
        )
    )


def opened(content):
    return Document(io.BytesIO(content))


def paragraphs(document, *styles):
    return [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.style.name in styles
    ]


def test_a_method_is_written_part_by_part():
    method = make_method(
        title_zh="五民工作法",
        title_en="Five by the people",
        problem_en="Sheds block the yard.",
        conditions_en="A table\n\nTen chairs",
        results_en="Fewer sheds.",
        themes=[ThemeFactory(name_en="Consultation")],
    )
    StepFactory(
        method=method, position=1, title_en="Raise it", who_en="Anybody", output_en=""
    )
    SourceFactory(method=method, title="A notice", dated="2018-12-13")

    document = opened(method_document(loaded()[0], ADDRESS))

    assert paragraphs(document, "Title", "Subtitle") == [
        "Five by the people",
        "五民工作法",
    ]
    assert paragraphs(document, "Heading 1") == [
        "The problem",
        "What it needs",
        "The steps",
        "What came of it",
        "Not recorded yet",
        "Sources",
    ]
    texts = paragraphs(document, "Normal")
    assert [t for t in texts if t.startswith("☐")] == ["☐ A table", "☐ Ten chairs"]
    assert "Theme  Consultation" in texts
    assert "Kind  Not recorded" in texts
    assert "Outcome  Selection not proven" in texts
    assert "Summary, Watch for, The six characteristics" in texts
    assert "A notice, 13 December 2018" in texts
    assert f"Address  {ADDRESS}" in texts
    steps = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert steps == [
        ["No.", "Step and what to do", "Who", "When", "What comes out"],
        ["1", "Raise it", "Anybody", "–", "–"],
    ]


def test_the_head_of_a_table_is_repeated_and_rows_are_not_broken():
    method = make_method()
    StepFactory(method=method)
    MethodCharacteristicFactory(method=method)

    document = opened(method_document(loaded()[0], ADDRESS))

    for table in document.tables:
        rows = [row._tr.trPr for row in table.rows]
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
        assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [
            True,
            *(False for _ in rows[1:]),
        ]


@pytest.mark.parametrize(("language", "said"), [("en", "en-GB"), ("zh-hans", "zh-CN")])
def test_properties_name_the_language_and_no_author(language, said):
    make_method(title_zh="五民工作法", title_en="Five by the people")

    with override(language):
        method = loaded()[0]
        properties = opened(method_document(method, ADDRESS)).core_properties
        title = str(method.title)

    assert properties.title == title
    assert properties.language == said
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert properties.comments == ""
    assert properties.created.date() == datetime.datetime.now(datetime.UTC).date()


def test_chinese_text_has_chinese_fonts():
    make_method(title_zh="五民工作法", summary_zh="“五民”议事")

    with override("zh-hans"):
        content = method_document(loaded()[0], ADDRESS)

    document = opened(content)
    fonts = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "Title", "Heading 1")
    }
    assert fonts == {"Normal": "宋体", "Title": "黑体", "Heading 1": "黑体"}
    summary = next(p for p in document.paragraphs if p.text == "“五民”议事")
    hint = summary.runs[0]._r.rPr.rFonts.get(qn("w:hint"))
    assert hint == "eastAsia"
    table = zipfile.ZipFile(io.BytesIO(content)).read("word/fontTable.xml").decode()
    assert '<w:altName w:val="SimSun"/>' in table


def test_hostile_text_stays_text():
    method = make_method(title_en=HOSTILE, summary_en=HOSTILE)
    StepFactory(method=method, title_en=HOSTILE, who_en=HOSTILE)

    one = opened(method_document(loaded()[0], ADDRESS))
    many = opened(
        booklet(
            loaded(),
            chosen_by=[Choice("Search", HOSTILE)],
            address=lambda _method: ADDRESS,
            made_on=datetime.date(2026, 11, 22),
        )
    )

    assert paragraphs(one, "Title") == [HOSTILE_AS_READ]
    assert one.core_properties.title == HOSTILE_AS_READ
    assert one.tables[0].rows[1].cells[2].text == HOSTILE_AS_READ
    assert paragraphs(many, "Heading 2") == [HOSTILE_AS_READ]
    assert f"Search  {HOSTILE_AS_READ}" in paragraphs(many, "Normal")


def make_booklet():
    make_method(body="fujian", title_zh="福建的工作法", title_en="Of Fujian")
    make_method(body="beijing", title_zh="北京的工作法", title_en="Of Beijing")
    make_method(body="beijing", title_zh="演示", title_en="Demonstration", is_demo=True)
    return booklet(
        loaded(),
        chosen_by=[Choice("Theme", "Culture")],
        address=lambda method: method.get_absolute_url(),
        made_on=datetime.date(2026, 11, 22),
    )


def test_a_booklet_has_a_title_page_and_chapters_in_official_order():
    document = opened(make_booklet())

    assert paragraphs(document, "Heading 1", "Heading 2") == [
        "Beijing Municipality",
        "Of Beijing",
        "Demonstration",
        "Fujian Province",
        "Of Fujian",
    ]
    assert document.paragraphs[0].text == "Community Work Methods Catalogue"
    assert document.paragraphs[1].text == "3 methods"
    texts = paragraphs(document, "Normal")
    assert "Theme  Culture" in texts
    assert any(text.startswith("1 of them is a demonstration") for text in texts)
    marked = [text for text in texts if text.startswith("Demonstration record ")]
    assert len(marked) == 1


def test_the_contents_of_a_booklet_are_filled_in_and_lead_to_the_headings():
    document = opened(make_booklet())

    contents = document.element.body.find(qn("w:sdt"))
    links = list(contents.iter(qn("w:hyperlink")))
    entries = [[t.text for t in link.iter(qn("w:t"))] for link in links]
    code = next(contents.iter(qn("w:instrText"))).text
    bookmarks = {
        mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))
    }
    assert entries == [
        ["Beijing Municipality", "1"],
        ["Of Beijing", "1"],
        ["Demonstration", "2"],
        ["Fujian Province", "3"],
        ["Of Fujian", "3"],
    ]
    assert [title for title, _page in entries] == paragraphs(
        document, "Heading 1", "Heading 2"
    )
    assert code == ' TOC \\o "1-2" \\h \\z \\u '
    assert {link.get(qn("w:anchor")) for link in links} <= bookmarks
    kinds = [char.get(qn("w:fldCharType")) for char in contents.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == len(entries) + 1


def test_a_booklet_of_nothing_says_so():
    document = opened(
        booklet([], chosen_by=[], address=str, made_on=datetime.date(2026, 11, 22))
    )

    assert "No method matches this choice." in paragraphs(document, "Normal")


def test_the_text_of_a_booklet_begins_on_page_one_and_each_method_on_a_new_one():
    document = opened(make_booklet())

    front, text = document.sections
    numbering = [
        dict(section._sectPr.find(qn("w:pgNumType")).attrib)
        for section in (front, text)
    ]
    assert numbering == [{qn("w:fmt"): "lowerRoman"}, {qn("w:start"): "1"}]
    assert [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.paragraph_format.page_break_before
    ] == ["Demonstration", "Fujian Province"]


def updates_fields(content):
    settings = opened(content).settings.element
    return settings.find(qn("w:updateFields")) is not None


def test_word_is_asked_for_page_numbers_only_where_they_are_not_certain():
    assert not updates_fields(make_booklet())

    WorkMethod.objects.update(problem_en="Sheds block the yard. " * 300)

    assert updates_fields(
        booklet(
            loaded(), chosen_by=[], address=str, made_on=datetime.date(2026, 11, 22)
        )
    )


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="no LibreOffice or pdftotext: install libreoffice-writer and poppler-utils",
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_libreoffice_lays_a_booklet_out_as_its_contents_say(tmp_path, language):
    file = tmp_path / "booklet.docx"
    with override(language):
        file.write_bytes(make_booklet())

    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    read = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "booklet.pdf"), "-"],
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip

    pages = [
        [line.strip() for line in page.splitlines() if line.strip()]
        for page in read.stdout.split("\f")
        if page.strip()
    ]
    numbers = [page[-1].rpartition(" ")[2] for page in pages]
    assert numbers == ["i", "ii", "1", "2", "3"]
    contents = [line.rsplit(maxsplit=1) for line in pages[1][1:-1]]
    assert [page for _title, page in contents] == ["1", "1", "2", "3", "3"]
    for title, page in contents:
        assert title in pages[numbers.index(page)]
