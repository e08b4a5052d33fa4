"""A list of methods, of which only the rows of one page are ever read."""

from itertools import islice

from catalogue.methods.models import WorkMethod
from catalogue.public.cards import for_cards
from catalogue.public.narrowing import Narrowing


class Listing:
    """The methods that a narrowing lets through, in its order, loaded for cards."""

    def __init__(self, narrowing: Narrowing) -> None:
        self._narrowing = narrowing

    def __len__(self) -> int:
        return self._narrowing.count()

    def __getitem__(self, part: slice) -> list[WorkMethod]:
        """The methods of a part; one that is no longer public is left out of it."""
        numbers = list(islice(self._narrowing.numbers(), part.start, part.stop))
        rows = for_cards(WorkMethod.objects.published()).in_bulk(numbers)
        return [rows[number] for number in numbers if number in rows]
