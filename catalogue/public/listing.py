"""A list of methods, of which only the cards of one page are ever read."""

from itertools import islice

from catalogue.public.cards import Card
from catalogue.public.kept_cards import cards_of
from catalogue.public.narrowing import Narrowing


class Listing:
    """The cards of the methods that a narrowing lets through, in its order."""

    def __init__(self, narrowing: Narrowing) -> None:
        self._narrowing = narrowing

    def __len__(self) -> int:
        return self._narrowing.count()

    def __getitem__(self, part: slice) -> list[Card]:
        """The cards of a part; one that is no longer public is left out of it."""
        return cards_of(list(islice(self._narrowing.numbers(), part.start, part.stop)))
