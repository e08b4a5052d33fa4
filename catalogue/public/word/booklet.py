"""Many methods as one Word document: title page, contents, a chapter for each body."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from catalogue.methods.models import WorkMethod
from catalogue.public.word.elements import (
    Element,
    Headings,
    element,
    paragraph,
    run,
    tab,
)
from catalogue.public.word.elements import field as word_field
from catalogue.public.word.frame import new_document, saved
from catalogue.public.word.method_pages import MethodPages

# About a ream of paper; more is a task for the table, not for a booklet.
MOST_METHODS = 300


@dataclass(frozen=True)
class Choice:
    """Why these methods are in the booklet, one line a parameter."""

    label: str
    values: str


@dataclass
class _Chapters:
    """The text of a booklet, and the entries of its table of contents."""

    headings: Headings = field(default_factory=Headings)
    body: list[Element] = field(default_factory=list)
    entries: list[tuple[int, str, str]] = field(default_factory=list)

    def begin(self, title: str, level: int) -> None:
        heading, bookmark = self.headings.heading(title, level)
        self.body.append(heading)
        self.entries.append((level, title, bookmark))


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
    body = [
        *_title_page(title, methods, chosen_by, made_on),
        _contents(chapters.entries),
        *chapters.body,
    ]
    return saved(new_document(title), body)


def _chapters(
    methods: list[WorkMethod], address: Callable[[WorkMethod], str]
) -> _Chapters:
    chapters = _Chapters()
    for body, of_body in groupby(methods, key=lambda method: method.reporting_body):
        chapters.body.append(_page_break())
        chapters.begin(body.name, 1)
        for number, method in enumerate(of_body):
            if number:
                chapters.body.append(_page_break())
            chapters.begin(method.title or str(method), 2)
            if method.other_title and method.other_title != method.title:
                chapters.body.append(
                    paragraph(run(method.other_title), style="Subtitle")
                )
            chapters.body += MethodPages(
                method, chapters.headings, level=3, address=address(method)
            ).body()
    return chapters


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
    yield _page_break()


def _contents(entries: list[tuple[int, str, str]]) -> Element:
    """A table of contents that reads as it is; Word fills in the page numbers."""
    lines = [_entry(*entry) for entry in entries]
    begin, code, separate, end = word_field('TOC \\o "1-2" \\h \\z \\u')
    first = lines[0] if lines else paragraph()
    for place, part in enumerate((begin, code, separate), start=1):
        first.insert(place, part)
    heading = paragraph(run(gettext("Contents")), style="TOCHeading")
    hint = paragraph(
        run(
            gettext(
                "For the page numbers, click into the table and press F9 (update "
                "field)."
            )
        )
    )
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
        element(
            "sdtContent",
            heading,
            *(lines or [first]),
            paragraph(end),
            *([hint] if lines else []),
        ),
    )


def _entry(level: int, title: str, bookmark: str) -> Element:
    page = word_field(f"PAGEREF {bookmark} \\h", run(" "))
    link = element("hyperlink", run(title), tab(), *page, anchor=bookmark, history="1")
    return paragraph(link, style=f"TOC{level}")


def _page_break() -> Element:
    return paragraph(element("r", element("br", type="page")))
