"""The cards of methods, kept in this process as long as the catalogue is the same."""

from collections.abc import Sequence

from catalogue.bilingual import page_language
from catalogue.methods.models import WorkMethod
from catalogue.public.cards import Card, card, for_cards
from catalogue.public.kept import KEEPER
from catalogue.public.memory import Memory

# About 5,000 cards; they come again on many pages, and others cost one query a page.
_MOST_BYTES = 32 * 2**20

CARDS: Memory[tuple[str, int], Card] = Memory(_MOST_BYTES)


def cards_of(numbers: Sequence[int]) -> list[Card]:
    """The cards of these methods in this order, in the language of the page.

    Those that are no longer public are left out, at the latest when the process has
    heard of the version in which they are not: see docs/decisions/kept-pages.md.
    """
    language, edition = page_language(), KEEPER.settled()
    cards: dict[int, Card] = {}
    if edition:
        kept = {each: CARDS.get(edition, (language, each)) for each in numbers}
        cards = {number: found for number, found in kept.items() if found}
    missing = [number for number in numbers if number not in cards]
    if missing:
        rows = for_cards(WorkMethod.objects.published()).in_bulk(missing)
        made = {number: card(method) for number, method in rows.items()}
        cards |= made
        for number, new in made.items() if edition else ():
            CARDS.put(edition, (language, number), new)
    return [cards[number] for number in numbers if number in cards]
