"""Where a method stands in the list that its reader came from."""

from dataclasses import dataclass
from itertools import takewhile

from django.urls import reverse

from catalogue.public.cards import anchor_of
from catalogue.public.narrowing import Narrowing
from catalogue.public.paging import PAGE_LENGTH
from catalogue.public.parameters import NEWEST


@dataclass(frozen=True)
class PlaceInList:
    """The way back to a list and, for a method that is in it, the ones beside it."""

    list_url: str
    count: int
    # Whether the list is that of all methods, the newest first.
    is_whole: bool
    # From one; zero for a method that is not in the list.
    position: int = 0
    previous: int | None = None
    next: int | None = None

    @property
    def neighbours(self) -> list[int]:
        """The numbers of the methods before and after it."""
        return [each for each in (self.previous, self.next) if each is not None]


def place_in_list(number: int, narrowing: Narrowing) -> PlaceInList:
    """Find a method in a list; takes no query."""
    parameters = narrowing.parameters
    is_whole = not parameters.values and parameters.effective_order == NEWEST
    path = reverse("work-method-list")
    if not narrowing.listed & narrowing.index.of_numbers([number]):
        url = path + parameters.query_string()
        return PlaceInList(url, narrowing.count(), is_whole)
    numbers = narrowing.numbers()
    before = list(takewhile(number.__ne__, numbers))
    query = parameters.query_string(page=len(before) // PAGE_LENGTH + 1)
    return PlaceInList(
        list_url=f"{path}{query}#{anchor_of(number)}",
        count=narrowing.count(),
        is_whole=is_whole,
        position=len(before) + 1,
        previous=before[-1] if before else None,
        next=next(numbers, None),
    )
