"""Many methods as one Word document: title page, contents, a chapter for each body."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from catalogue.methods.models import WorkMethod
from catalogue.public.word.method_pages import MethodPages
from catalogue.public.word.page_numbers import PageNumbers, page_numbers
from catalogue.word.elements import (
    Element,
    Headings,
    element,
    paragraph,
    run,
    tab,
)
from catalogue.word.elements import field as word_field
from catalogue.word.frame import (
    end_of_front_matter,
    new_document,
    saved,
    update_fields_on_opening,
)

# About a ream of paper; more is a task for the table, not for a booklet.
MOST_METHODS = 300


@dataclass(frozen=True)
class Choice:
    """Why these methods are in the booklet, one line a parameter."""

    label: str
    values: str


@dataclass(frozen=True)
class _Entry:
    """A line of the table of contents."""

    level: int
    title: str
    bookmark: str
    # Which of the methods it stands with, from 0.
    place: int


@dataclass
class _Chapters:
    """The text of a booklet, method by method, and its table of contents."""

    headings: Headings = field(default_factory=Headings)
    methods: list[list[Element]] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)

    def begin(self, title: str, level: int) -> None:
        """Add a heading to the method begun last; a first one begins a page."""
        text, place = self.methods[-1], len(self.methods) - 1
        is_first = not text and bool(
            place
        )  # the text itself begins on a page of its own
        heading, bookmark = self.headings.heading(title, level, on_new_page=is_first)
        text.append(heading)
        self.entries.append(_Entry(level, title, bookmark, place))


def booklet(
    methods: Iterable[WorkMethod],
    *,
    chosen_by: Iterable[Choice],
    address: Callable[[WorkMethod], str],
    made_on: datetime.date,
) -> bytes:
    """The file of methods loaded `with_parts` in the official order of bodies."""
    methods = list(methods)
    chapters = _chapters(methods, address)
    title = gettext("Community Work Methods Catalogue")
    document = new_document(title, pages_in_all=False)
    pages = page_numbers(chapters.methods)
    body = [*_title_page(title, methods, chosen_by, made_on)]
    if methods:
        body += [_contents(chapters.entries, pages), end_of_front_matter(document)]
    if not pages.are_certain:
        update_fields_on_opening(document)
    return saved(document, [*body, *chain.from_iterable(chapters.methods)])


def _chapters(
    methods: list[WorkMethod], address: Callable[[WorkMethod], str]
) -> _Chapters:
    chapters = _Chapters()
    for body, of_body in groupby(methods, key=lambda method: method.reporting_body):
        for number, method in enumerate(of_body):
            chapters.methods.append([])
            if not number:
                chapters.begin(body.name, 1)
            chapters.begin(method.title or str(method), 2)
            chapters.methods[-1] += _method(method, chapters.headings, address(method))
    return chapters


def _method(method: WorkMethod, headings: Headings, address: str) -> Iterator[Element]:
    if method.other_title and method.other_title != method.title:
        yield paragraph(run(method.other_title), style="Subtitle")
    yield from MethodPages(method, headings, level=3, address=address).body()


def _title_page(
    title: str,
    methods: list[WorkMethod],
    chosen_by: Iterable[Choice],
    made_on: datetime.date,
) -> Iterator[Element]:
    number = len(methods)
    counted = ngettext("%(number)d method", "%(number)d methods", number)
    yield paragraph(run(title), style="Title")
    yield paragraph(run(counted % {"number": number}), style="Subtitle")
    for choice in chosen_by:
        yield paragraph(run(f"{choice.label}  ", bold=True), run(choice.values))
    day = date_format(made_on, "DATE_FORMAT")
    yield paragraph(run(gettext("Put together on %(day)s") % {"day": day}))
    demonstration = sum(method.is_demo for method in methods)
    if demonstration:
        said = ngettext(
            "%(number)d of them is a demonstration record and describes no real "
            "method; it is marked.",
            "%(number)d of them are demonstration records and describe no real "
            "methods; they are marked.",
            demonstration,
        )
        yield paragraph(run(said % {"number": demonstration}, bold=True))
    if not methods:
        yield paragraph(run(gettext("No method matches this choice.")))


def _contents(entries: list[_Entry], pages: PageNumbers) -> Element:
    """A field that Word, WPS and LibreOffice make anew, with its lines filled in."""
    lines = [_line(entry, pages.numbers[entry.place]) for entry in entries]
    begin, code, separate, end = word_field('TOC \\o "1-2" \\h \\z \\u')
    for place, part in enumerate((begin, code, separate), start=1):
        lines[0].insert(place, part)
    heading = paragraph(run(gettext("Contents")), style="TOCHeading", on_new_page=True)
    return element(
        "sdt",
        element(
            "sdtPr",
            element(
                "docPartObj",
                element("docPartGallery", val="Table of Contents"),
                element("docPartUnique"),
            ),
        ),
        element("sdtContent", heading, *lines, paragraph(end), *_hint(pages)),
    )


def _hint(pages: PageNumbers) -> list[Element]:
    if pages.are_certain:
        return []
    hint = gettext(
        "The page numbers are estimates until the table is updated: click into it "
        "and press F9."
    )
    return [paragraph(run(hint))]


def _line(entry: _Entry, page: int) -> Element:
    number = word_field(f"PAGEREF {entry.bookmark} \\h", run(str(page)))
    link = element(
        "hyperlink",
        run(entry.title),
        tab(),
        *number,
        anchor=entry.bookmark,
        history="1",
    )
    return paragraph(link, style=f"TOC{entry.level}")
