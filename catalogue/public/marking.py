"""Show on cards why a search found them: hits marked, and a passage that holds one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from catalogue.methods.models import Step, WorkMethod
from catalogue.methods.search.marking import hits, marked, passage
from catalogue.methods.search.query import Term
from catalogue.public.cards import Card

_TEXTS = ("problem", "conditions", "results", "cautions")
_STEP_TEXTS = ("title", "action", "who", "output", "caution")
_LANGUAGES = {"zh": "zh-Hans", "en": "en"}


def mark_hits(
    cards: Sequence[Card], methods: Sequence[WorkMethod], terms: list[Term]
) -> list[Card]:
    """The cards with their hits; one query more than without a search."""
    if not terms:
        return list(cards)
    marked_cards = [_with_marks(card, terms) for card in cards]
    silent = {card.number for card in marked_cards if not _has_hit(card, terms)}
    steps = _steps_of(silent)
    by_number = {method.number: method for method in methods}
    return [
        _with_passage(card, by_number[card.number], steps, terms)
        if card.number in silent
        else card
        for card in marked_cards
    ]


def _with_marks(card: Card, terms: list[Term]) -> Card:
    return replace(
        card,
        title_pieces=marked(card.title, terms),
        other_title_pieces=marked(card.other_title, terms),
        summary_pieces=marked(card.summary_text, terms),
    )


def _has_hit(card: Card, terms: list[Term]) -> bool:
    shown = (card.title, card.other_title, card.summary_text)
    return any(hits(text, terms) for text in shown)


def _steps_of(numbers: set[int]) -> dict[int, list[Step]]:
    steps: dict[int, list[Step]] = {}
    for step in Step.objects.filter(method__in=numbers).order_by("position"):
        steps.setdefault(step.method_id, []).append(step)
    return steps


def _with_passage(
    card: Card, method: WorkMethod, steps: dict[int, list[Step]], terms: list[Term]
) -> Card:
    for text, language in _texts(method, steps.get(method.number, [])):
        pieces = passage(text, terms)
        if pieces:
            return replace(card, passage=pieces, passage_language=language)
    return card


def _texts(method: WorkMethod, steps: list[Step]) -> Iterator[tuple[str, str]]:
    """In the order of worth of the search, each with its language for HTML."""
    for suffix, language in _LANGUAGES.items():
        yield getattr(method, f"summary_{suffix}"), language
    for name in _TEXTS:
        for suffix, language in _LANGUAGES.items():
            yield getattr(method, f"{name}_{suffix}"), language
    for step in steps:
        for name in _STEP_TEXTS:
            for suffix, language in _LANGUAGES.items():
                yield getattr(step, f"{name}_{suffix}"), language
