"""Plain text with two light marks: **bold**, and lines that begin with "- " or "1. ".

Such a text reads well wherever nobody knows of the marks. docs/decisions/marked-text.md
says why it is no HTML.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_BULLET = re.compile(r"\s*[-*] +(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,3})\. +(?=\S)")
# What Word and WPS put before an entry of a list, and what else is pasted unseen.
_FOREIGN_BULLET = re.compile(
    r"^[ \t]*[•·●○■□◆◇▪▫‣⁃∙\uf06c\uf0b7\uf0a7\uf0d8][ \t\u3000]*"
)
_FOREIGN_NUMBER = re.compile(r"^[ \t]*(\d{1,3})[.．][ \t\u3000]+")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\u2028\u2029]")
_ENDS_OF_BLANKS = re.compile(r"[ \t]+(?=\n|\Z)")
_MANY_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Piece:
    """A part of a line in one weight."""

    text: str
    is_bold: bool


@dataclass(frozen=True)
class Line:
    """One line that says something: its mark ("-", a number or nothing) and pieces."""

    mark: str
    pieces: tuple[Piece, ...]
    # Whether an empty line stands before it.
    begins_paragraph: bool = False

    @property
    def kind(self) -> str:
        """Of which list it is an entry: "ul", "ol" or none."""
        return "" if not self.mark else "ul" if self.mark == "-" else "ol"

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def lines(text: str) -> Iterator[Line]:
    """The lines of a text that say something, with their marks read."""
    begins_paragraph = False
    for line in text.splitlines():
        if not line.strip():
            begins_paragraph = True
            continue
        mark, rest = _mark(line)
        yield Line(mark, tuple(_pieces(rest)), begins_paragraph)
        begins_paragraph = False


def as_html(text: str) -> SafeString:
    """Paragraphs, line breaks, lists and bold; all else is shown as it is written."""
    blocks = []
    for (kind, _paragraph), each in groupby(_numbered(lines(text)), key=lambda e: e[0]):
        entries = [line for _key, line in each]
        blocks.append(_list(kind, entries) if kind else _paragraph_of(entries))
    return mark_safe("\n".join(blocks))  # noqa: S308 - each block is escaped


def without_marks(text: str) -> str:
    """The text as somebody would say it, line by line; numbers of lists stay."""
    if "**" not in text and not _BULLET.search(text):
        return text
    return "\n".join(_without_marks(line) for line in text.splitlines())


def tidied(text: str) -> str:
    """A typed or pasted text in our own marks, without what nobody sees."""
    plain = _LINE_ENDS.sub("\n", _UNSEEN.sub("", text)).replace("\u00a0", " ")
    told = (
        _FOREIGN_NUMBER.sub(r"\1. ", _FOREIGN_BULLET.sub("- ", line))
        for line in plain.split("\n")
    )
    short = _ENDS_OF_BLANKS.sub("", "\n".join(told))
    return _MANY_EMPTY_LINES.sub("\n\n", short).strip()


def _mark(line: str) -> tuple[str, str]:
    if found := _BULLET.match(line):
        return "-", line[found.end() :].strip()
    if found := _NUMBER.match(line):
        return found[1], line[found.end() :].strip()
    return "", line.strip()


def _pieces(text: str) -> Iterator[Piece]:
    # Every second part was between stars.
    for number, part in enumerate(_BOLD.split(text)):
        if part:
            yield Piece(part, is_bold=number % 2 == 1)


def _without_marks(line: str) -> str:
    bullet = _BULLET.match(line)
    return _BOLD.sub(r"\1", line[bullet.end() :] if bullet else line)


def _numbered(told: Iterable[Line]) -> Iterator[tuple[tuple[str, int], Line]]:
    """Each line with what it stands in: the kind of list, or which paragraph."""
    paragraph = 0
    for line in told:
        # An empty line between two entries does not end a list.
        if line.begins_paragraph and not line.kind:
            paragraph += 1
        yield (line.kind, paragraph), line


def _list(kind: str, entries: list[Line]) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((_inline(each),) for each in entries))
    start = entries[0].mark
    if kind == "ol" and start != "1":
        return format_html('<ol start="{}">{}</ol>', start, items)
    return format_html("<ul>{}</ul>" if kind == "ul" else "<ol>{}</ol>", items)


def _paragraph_of(entries: list[Line]) -> SafeString:
    joined = format_html_join(
        mark_safe("<br>"), "{}", ((_inline(each),) for each in entries)
    )
    return format_html("<p>{}</p>", joined)


def _inline(line: Line) -> SafeString:
    told = (
        f"<b>{escape(piece.text)}</b>" if piece.is_bold else escape(piece.text)
        for piece in line.pieces
    )
    return mark_safe("".join(told))  # noqa: S308 - each piece is escaped
