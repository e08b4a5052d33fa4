"""On which page each chapter of a booklet begins, as far as that can be told.

Only a program that lays out pages knows it for certain, since it chooses the fonts.
A chapter that is far from filling a page is certain all the same.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from docx.oxml.ns import qn

from catalogue.word.elements import Element
from catalogue.word.frame import STYLES, TEXT_HEIGHT, TEXT_WIDTH

_TWENTIETHS = 20
# As the largest of the usual fonts have them, in sizes of a letter: the width of a
# letter, and the way from line to line.
_WIDE, _NARROW = 1.0, 0.5
_LINE_WITH_WIDE_LETTERS, _LINE_OF_NARROW_ONES = 1.8, 1.45
_FIRST_WIDE = "\u2e80"
_MARGINS_OF_A_CELL = 11


@dataclass(frozen=True)
class PageNumbers:
    """The first page of each chapter, and whether all of them are certain."""

    numbers: list[int]
    are_certain: bool


def page_numbers(chapters: Iterable[Iterable[Element]]) -> PageNumbers:
    """The numbers of chapters that each begin on a new page, from 1."""
    heights = [sum(map(_height, chapter)) for chapter in chapters]
    pages = [max(1, math.ceil(height / TEXT_HEIGHT)) for height in heights]
    return PageNumbers(
        numbers=[1 + before for before in accumulate(pages, initial=0)][: len(pages)],
        are_certain=all(height <= TEXT_HEIGHT for height in heights),
    )


def _height(part: Element) -> float:
    """Of a paragraph or table, in points, rather too much than too little."""
    if part.tag != qn("w:tbl"):
        return _height_of_paragraph(part, TEXT_WIDTH / _TWENTIETHS)
    return sum(_height_of_row(row) for row in part.iter(qn("w:tr")))


def _height_of_row(row: Element) -> float:
    return max(_height_of_cell(cell) for cell in row.iter(qn("w:tc")))


def _height_of_cell(cell: Element) -> float:
    width = int(next(cell.iter(qn("w:tcW"))).get(qn("w:w"))) / _TWENTIETHS
    return sum(
        _height_of_paragraph(each, width - _MARGINS_OF_A_CELL)
        for each in cell.iter(qn("w:p"))
    )


def _height_of_paragraph(part: Element, width: float) -> float:
    style = next((each.get(qn("w:val")) for each in part.iter(qn("w:pStyle"))), "")
    size, before, after = _FORMS.get(style, _FORMS["Normal"])
    text = "".join(each.text or "" for each in part.iter(qn("w:t")))
    breaks = sum(1 for _ in part.iter(qn("w:br")))
    lines = max(1, math.ceil(size * sum(map(_width, text)) / width)) + breaks
    line = (
        _LINE_WITH_WIDE_LETTERS
        if max(text, default="") >= _FIRST_WIDE
        else (_LINE_OF_NARROW_ONES)
    )
    return before + lines * size * line + after


def _width(letter: str) -> float:
    return _WIDE if letter >= _FIRST_WIDE else _NARROW


# By the identifier of the style: points of the letters, before and after.
_FORMS = {
    name.replace(" ", ""): (size, before, after)
    for name, (size, _fonts, _bold, before, after) in STYLES.items()
}
