"""Pages of a list: their numbers come from addresses and may be anything."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext

from catalogue.public.listing import Listing
from catalogue.public.parameters import Problem, shown_value

PAGE_LENGTH = 20
_MOST_DIGITS = 9


class PageNotFound(Exception):
    """The list has fewer pages; `last` is the number of its last one."""

    def __init__(self, last: int) -> None:
        super().__init__(last)
        self.last = last


@dataclass(frozen=True)
class PageLink:
    """A page in the row of pages; a gap has no number."""

    number: int | None = None
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Paging:
    """One page of a list, the ways to the others, and what was wrong in the asking."""

    page_obj: Page
    pages: list[PageLink]
    previous_url: str
    next_url: str
    problems: tuple[Problem, ...]


def paged(
    rows: Listing | QuerySet[Any], asked: str, url: Callable[[int], str]
) -> Paging:
    """The page asked for, the first where the number cannot be read.

    Raises PageNotFound when the number is past the end.
    """
    number, problems = _page_number(asked)
    # A slice of a listing is a list, which is all that a paginator asks of it.
    paginator: Paginator[Any] = Paginator(
        rows,  # type: ignore[arg-type]
        PAGE_LENGTH,
    )
    if number > paginator.num_pages:
        raise PageNotFound(paginator.num_pages)
    page = paginator.page(number)
    return Paging(
        page_obj=page,
        pages=_page_links(page, url),
        previous_url=url(number - 1) if page.has_previous() else "",
        next_url=url(number + 1) if page.has_next() else "",
        problems=problems,
    )


def _page_number(asked: str) -> tuple[int, tuple[Problem, ...]]:
    if not asked:
        return 1, ()
    if asked.isascii() and asked.isdigit() and asked.strip("0"):
        # More digits than any list has pages; all are past the end.
        return int(asked) if len(asked) <= _MOST_DIGITS else 10**_MOST_DIGITS, ()
    message = gettext("Page (page): %(value)s is no page number; this is page 1.") % {
        "value": shown_value(asked)
    }
    return 1, (Problem("page", message),)


def _page_links(page: Page, url: Callable[[int], str]) -> list[PageLink]:
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2)
    return [
        PageLink(number, url(number), number == page.number)
        if isinstance(number, int)
        else PageLink()
        for number in numbers
    ]
