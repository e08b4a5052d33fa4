"""Paragraphs, runs and tables of WordprocessingML (ECMA-376, part 1, clause 17).

Built element by element: python-docx's own tables take a second for a booklet's
worth of steps, and its fields and bookmarks have to be written this way in any case.
"""

import re
from collections.abc import Iterable
from itertools import count

from django.utils.functional import Promise
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from catalogue.bilingual import CHINESE, LocalText, page_language

Element = BaseOxmlElement
CELL_STYLE = "NoSpacing"

# XML 1.0 has no way to write these, not even as references.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, *children: Element, **attributes: str) -> Element:
    """An element of the main namespace with its attributes and children."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    for child in children:
        made.append(child)
    return made


def run(text: str | Promise, *, bold: bool = False) -> Element:
    """A text in one style; quotation marks of a Chinese text stay Chinese."""
    made = element("r", _run_properties(text, bold))
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            made.append(element("br"))
        written = element("t")
        written.text = line
        written.set(qn("xml:space"), "preserve")
        made.append(written)
    return made


def clean(text: str | Promise) -> str:
    """The text without the characters that no XML document can hold."""
    return _NOT_IN_XML.sub("", str(text)).replace("\r\n", "\n").replace("\r", "\n")


def _run_properties(text: str | Promise, bold: bool) -> Element:
    properties = element("rPr")
    if _is_chinese(text):
        properties.append(element("rFonts", hint="eastAsia"))
    if bold:
        properties.append(element("b"))
    return properties


def _is_chinese(text: str | Promise) -> bool:
    if isinstance(text, LocalText):
        return text.lang == "zh-Hans"
    return page_language() == CHINESE


def tab() -> Element:
    return element("r", element("tab"))


def paragraph(*runs: Element, style: str = "", on_new_page: bool = False) -> Element:
    """A paragraph of runs in a style, given by its identifier."""
    made = element("p")
    if style or on_new_page:
        made.append(element("pPr"))
    if style:
        made[0].append(element("pStyle", val=style))
    if on_new_page:
        made[0].append(element("pageBreakBefore"))
    made.extend(runs)
    return made


def field(instruction: str, *shown: Element) -> list[Element]:
    """A field as Word computes it, and what stands there until it does."""
    code = element("instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", code),
        element("r", element("fldChar", fldCharType="separate")),
        *shown,
        element("r", element("fldChar", fldCharType="end")),
    ]


class Headings:
    """Makes headings that a table of contents can lead to."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def heading(
        self, text: str | Promise, level: int, *, on_new_page: bool = False
    ) -> tuple[Element, str]:
        """A heading of this level and the name of its bookmark."""
        number = next(self._numbers)
        name = f"_Toc{number:06}"
        made = paragraph(
            element("bookmarkStart", id=str(number), name=name),
            run(text),
            element("bookmarkEnd", id=str(number)),
            style=f"Heading{level}",
            on_new_page=on_new_page,
        )
        return made, name


def table(
    widths: list[int], head: Iterable[str | Promise], rows: Iterable[list[Element]]
) -> Element:
    """A table with columns of these widths, in twentieths of a point.

    Its head is repeated on every page; no row is broken between two.
    """
    heads = [
        _cell(w, [paragraph(run(text, bold=True), style=CELL_STYLE)])
        for w, text in zip(widths, head, strict=True)
    ]
    made = element(
        "tbl",
        element(
            "tblPr",
            element("tblStyle", val="TableGrid"),
            element("tblW", w=str(sum(widths)), type="dxa"),
            element("tblLayout", type="fixed"),
        ),
        element("tblGrid", *(element("gridCol", w=str(width)) for width in widths)),
        _row(heads, is_head=True),
    )
    for cells in rows:
        made.append(_row(cells))
    return made


def cells(widths: list[int], contents: Iterable[list[Element]]) -> list[Element]:
    """The cells of one row from the paragraphs of each."""
    return [
        _cell(width, paragraphs)
        for width, paragraphs in zip(widths, contents, strict=True)
    ]


def _cell(width: int, paragraphs: list[Element]) -> Element:
    properties = element("tcPr", element("tcW", w=str(width), type="dxa"))
    # A cell without a paragraph is an error to Word.
    return element("tc", properties, *(paragraphs or [paragraph()]))


def _row(row_cells: list[Element], *, is_head: bool = False) -> Element:
    properties = element("trPr", element("cantSplit"))
    if is_head:
        properties.append(element("tblHeader"))
    return element("tr", properties, *row_cells)
