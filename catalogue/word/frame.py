"""The document around the text: paper, styles, fonts, footer, properties."""

import datetime
import io
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from catalogue.bilingual import CHINESE, page_language
from catalogue.word.elements import (
    Element,
    clean,
    element,
    field,
    paragraph,
    run,
)

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_SERIF = ("Times New Roman", "宋体")
_SANS = ("Arial", "黑体")
# Where 宋体 and 黑体 are missing, these names are looked for.
_FONT_TABLE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:font w:name="宋体"><w:altName w:val="SimSun"/><w:charset w:val="86"/>'
    '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    '<w:font w:name="黑体"><w:altName w:val="SimHei"/><w:charset w:val="86"/>'
    '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    "</w:fonts>"
)
# By style: points, fonts, bold, space before and after in points.
STYLES: dict[str, tuple[float, tuple[str, str], bool, int, int]] = {
    "Normal": (11, _SERIF, False, 0, 6),
    "Title": (24, _SANS, True, 0, 6),
    "Subtitle": (14, _SERIF, False, 0, 12),
    "Heading 1": (18, _SANS, True, 18, 10),
    "Heading 2": (15, _SANS, True, 14, 6),
    "Heading 3": (12, _SANS, True, 12, 4),
    # Of the cells of tables.
    "No Spacing": (10, _SERIF, False, 1, 1),
    "TOC Heading": (18, _SANS, True, 0, 10),
}
# Between the margins, in twentieths of a point.
TEXT_WIDTH = 9_300
_MARGIN, _MARGIN_ABOVE_AND_BELOW, _PAPER_HEIGHT = Mm(23), Mm(22), Mm(297)
# The same from top to bottom, in points.
TEXT_HEIGHT = (_PAPER_HEIGHT - 2 * _MARGIN_ABOVE_AND_BELOW) / Pt(1)


def new_document(title: str, *, pages_in_all: bool = True) -> Any:
    """An empty A4 document in the page's language, with nobody named as its author.

    Its footer numbers the pages, and tells how many there are unless that is unwanted.
    """
    document = Document()
    _set_properties(document, title)
    _set_language_and_fonts(document)
    for name, style in STYLES.items():
        _set_style(document.styles[name], *style)
    for level in (1, 2):
        _add_contents_style(document, level)
    _set_paper(document.sections[0])
    _set_footer(document.sections[0], pages_in_all)
    return document


def end_of_front_matter(document: Any) -> Element:
    """The last paragraph before the text: its pages are i, ii; the text begins at 1."""
    text = document.sections[0]._sectPr
    front = deepcopy(text)
    for section, numbering in ((front, {"fmt": "lowerRoman"}), (text, {"start": "1"})):
        section.find(qn("w:cols")).addprevious(element("pgNumType", **numbering))
    return element("p", element("pPr", front))


def update_fields_on_opening(document: Any) -> None:
    """Have Word compute page numbers when it opens the file; it asks before it does."""
    # The order of settings is fixed: ECMA-376, part 1, 17.15.1.78.
    following = document.settings.element.find(qn("w:compat"))
    following.addprevious(element("updateFields", val="true"))


def saved(document: Any, body: Iterable[Element]) -> bytes:
    """The document with this body, as a file."""
    end = document.element.body.sectPr
    for each in body:
        end.addprevious(each)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_properties(document: Any, title: str) -> None:
    properties = document.core_properties
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    properties.title = clean(title)[:255]
    properties.language = "zh-CN" if page_language() == CHINESE else "en-GB"
    properties.author = ""
    properties.last_modified_by = ""
    properties.comments = ""
    properties.created = properties.modified = now
    # The template's own picture of an empty page.
    relations = document.part.package.rels
    for key, relation in list(relations.items()):
        if relation.reltype.endswith("/thumbnail"):
            del relations[key]


def _set_language_and_fonts(document: Any) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    # Fonts of the theme would win over the ones named below.
    _replace(properties, "rFonts", _fonts(_SERIF))
    _replace(properties, "lang", element("lang", val="en-GB", eastAsia="zh-CN"))
    font_table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    font_table._blob = _FONT_TABLE.encode()


def _fonts(names: tuple[str, str]) -> Element:
    latin, chinese = names
    return element("rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin)


def _drop(parent: Any, tag: str) -> None:
    for old in parent.findall(qn(f"w:{tag}")):
        parent.remove(old)


def _replace(parent: Any, tag: str, child: Element) -> None:
    _drop(parent, tag)
    # w:rFonts has to be the first child.
    parent.insert(0, child) if tag == "rFonts" else parent.append(child)


def _set_style(
    style: Any, size: float, fonts: tuple[str, str], bold: bool, before: int, after: int
) -> None:
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.italic = False
    _replace(style.element.get_or_add_rPr(), "rFonts", _fonts(fonts))
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.25
    _drop(style.element.get_or_add_pPr(), "pBdr")
    _drop(style.element.get_or_add_rPr(), "spacing")


def _add_contents_style(document: Any, level: int) -> None:
    # Word and WPS know the style by this name.
    style = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, True)
    style.element.set(qn("w:styleId"), f"TOC{level}")
    style.base_style = document.styles["Normal"]
    form = style.paragraph_format
    form.left_indent = Mm(6) * (level - 1)
    form.space_after = Pt(3)
    form.tab_stops.add_tab_stop(Mm(164), WD_TAB_ALIGNMENT.RIGHT)
    form.keep_with_next = level == 1
    style.font.bold = level == 1


def _set_paper(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), _PAPER_HEIGHT
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN_ABOVE_AND_BELOW


def _set_footer(section: Any, pages_in_all: bool) -> None:
    """Name of the catalogue and number of the page."""
    name = gettext("Community Work Methods Catalogue")
    numbers = field("PAGE", run("1"))
    if pages_in_all:
        numbers += [run(" / "), *field("NUMPAGES", run("1"))]
    footer = section.footer._element
    for old in list(footer):
        footer.remove(old)
    made = paragraph(run(f"{name} · "), *numbers, style="Footer")
    footer.append(made)
