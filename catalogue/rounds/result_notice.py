"""The result notice as a Word document: text with blanks, annex with the list.

The form follows GB/T 9704-2012: 22 point title, 16 point text in 仿宋 with 28 points
from line to line, the annex on a page of its own. What the catalogue does not know is
left as a blank for whoever signs the notice.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import override
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from catalogue.bilingual import CHINESE
from catalogue.rounds.models import Approval, Notice, SelectionRound
from catalogue.word.elements import (
    CELL_STYLE,
    Element,
    cells,
    element,
    field,
    paragraph,
    run,
    table,
)
from catalogue.word.frame import new_document, saved

_BLANK = "________"
# Between the margins of an official document, in twentieths of a point.
_WIDTHS = [800, 1_900, 2_200, 3_940]
_TITLE = ("Times New Roman", "方正小标宋简体")
_TEXT = ("Times New Roman", "仿宋")
_HEADING = ("Times New Roman", "黑体")


def result_notice(approval: Approval) -> bytes:
    """The notice of an approved list, as a Word file in Chinese."""
    with override(CHINESE):
        selection_round = approval.selection_round
        title = _title(selection_round)
        document = new_document(title)
        _set_form(document)
        rows = approval.selected_list
        body = [*_text(selection_round, title, len(rows)), *_annex(title, rows)]
        return saved(document, body)


def _title(selection_round: SelectionRound) -> str:
    written = selection_round.notices.filter(role=Notice.Role.RESULT).exclude(
        title_zh=""
    )
    notice = written.first()
    if notice is not None:
        return notice.title_zh
    return f"关于公布{selection_round.title_zh}遴选结果的通知"


def _text(
    selection_round: SelectionRound, title: str, selected: int
) -> Iterator[Element]:
    notice = selection_round.notices.filter(role=Notice.Role.RESULT).first()
    number = notice.number if notice else ""
    yield _set(paragraph(run(number or f"{_BLANK}〔____〕____号")), "right")
    yield _set(paragraph(run(title), style="Title"), "center")
    yield paragraph(run(_addressees(selection_round)))
    for text in _sentences(selection_round, selected):
        yield _indented(text)
    yield _indented(f"附件：{selection_round.title_zh}入选名单")
    yield paragraph()
    yield _set(paragraph(run(selection_round.organiser_zh)), "right")
    yield _set(paragraph(run("____年__月__日")), "right")


def _addressees(selection_round: SelectionRound) -> str:
    if selection_round.province_id is None:
        return "各省、自治区、直辖市民政厅（局），新疆生产建设兵团民政局："
    return f"{_BLANK}："


def _sentences(selection_round: SelectionRound, selected: int) -> Iterator[str]:
    opening = selection_round.notices.filter(role=Notice.Role.OPENING).first()
    call = f"《{(opening and opening.title_zh) or _BLANK}》"
    if opening is not None and opening.number:
        call += f"（{opening.number}）"
    judged = selection_round.submissions.judged()
    bodies = judged.values("reporting_body").distinct().count()
    yield (
        f"根据{call}要求，{bodies}个单位共报送社区工作法{judged.count()}个。"
        "经独立评审、组内合议、组间合议，并报"
        f"{_BLANK}批准，遴选出优秀社区工作法{selected}个，现予公布。"
    )
    yield _BLANK


def _annex(title: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Element]:
    yield paragraph(run("附件"), style="Heading1", on_new_page=True)
    heading = title.removeprefix("关于公布").removesuffix("遴选结果的通知")
    yield _set(paragraph(run(f"{heading}入选名单"), style="Title"), "center")
    yield paragraph(run(f"（共{len(rows)}个，按报送单位排列）"))
    listed = (
        cells(
            _WIDTHS,
            [
                [paragraph(run(text), style=CELL_STYLE)]
                for text in (
                    str(number),
                    row["reporting_body"],
                    row["community"],
                    row["title_zh"] or row["title_en"],
                )
            ],
        )
        for number, row in enumerate(rows, 1)
    )
    yield table(_WIDTHS, ["序号", "报送单位", "社区（村）", "工作法名称"], listed)


def _indented(text: str) -> Element:
    """A paragraph whose first line begins two signs further in."""
    made = paragraph(run(text))
    made.insert(
        0, element("pPr", element("ind", firstLineChars="200", firstLine="640"))
    )
    return made


def _set(made: Element, where: str) -> Element:
    properties = made.find(qn("w:pPr"))
    if properties is None:
        properties = element("pPr")
        made.insert(0, properties)
    properties.append(element("jc", val=where))
    return made


def _set_form(document: Any) -> None:
    """Paper, fonts and lines of an official document (GB/T 9704-2012, 5 and 7)."""
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    footer = section.footer._element
    for old in list(footer):
        footer.remove(old)
    number = [run("— "), *field("PAGE", run("1")), run(" —")]
    footer.append(_set(paragraph(*number, style="Footer"), "center"))
    for name, size, fonts, line in (
        ("Normal", 16, _TEXT, 28),
        ("Title", 22, _TITLE, 34),
        ("Heading 1", 16, _HEADING, 28),
        ("No Spacing", 12, _TEXT, 18),
    ):
        _set_style(document.styles[name], size, fonts, line)


def _set_style(style: Any, size: int, fonts: tuple[str, str], line: int) -> None:
    latin, chinese = fonts
    named = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for script, font in (("ascii", latin), ("hAnsi", latin), ("eastAsia", chinese)):
        named.set(qn(f"w:{script}"), font)
    style.font.size, style.font.bold = Pt(size), False
    form = style.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(line)
    form.space_after = Pt(0)
