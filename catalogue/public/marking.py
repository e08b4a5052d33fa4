"""Show on cards why a search found them: hits marked, and a passage that holds one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import override

from catalogue.marked_text import without_marks
from catalogue.methods.models import Step, WorkMethod
from catalogue.methods.search.marking import hits, marked, not_in, passage
from catalogue.methods.search.query import Term
from catalogue.public.cards import Card

_STEP_TEXTS = ("title", "action", "who", "output", "caution")
_LANGUAGES = {"zh": "zh-Hans", "en": "en"}


def mark_hits(cards: Sequence[Card], terms: list[Term]) -> list[Card]:
    """The cards with their hits; at most three queries more than without a search."""
    if not terms:
        return list(cards)
    unseen = {card.number: _unseen(card, terms) for card in cards}
    texts = _texts_of({number for number, left in unseen.items() if left})
    return [
        _with_passage(card, texts[card.number], terms, unseen[card.number])
        if card.number in texts
        else card
        for card in (_with_marks(card, terms) for card in cards)
    ]


def _with_marks(card: Card, terms: list[Term]) -> Card:
    return replace(
        card,
        plain=card,
        title_pieces=marked(card.title, terms),
        other_title_pieces=marked(card.other_title, terms),
        summary_pieces=marked(card.summary_text, terms),
    )


def _unseen(card: Card, terms: list[Term]) -> list[Term]:
    """The terms that stand in none of the texts of the card."""
    return not_in((card.title, card.other_title, card.summary_text), terms)


def _texts_of(numbers: set[int]) -> Mapping[int, Iterator[tuple[str, str]]]:
    """By number, all texts of the methods that are still public."""
    if not numbers:
        return {}
    methods = WorkMethod.objects.published().with_path()
    with_parts = methods.prefetch_related("themes", "steps")
    return {
        number: _texts(method, method.steps.all())
        for number, method in with_parts.in_bulk(numbers).items()
    }


def _with_passage(
    card: Card,
    texts: Iterator[tuple[str, str]],
    terms: list[Term],
    unseen: list[Term],
) -> Card:
    """With a passage that holds what the card itself does not show."""
    for text, language in texts:
        if hits(text, unseen):
            pieces = passage(text, terms, around_hit_of=unseen)
            return replace(card, passage=pieces, passage_language=language)
    return card


def _texts(method: WorkMethod, steps: Iterable[Step]) -> Iterator[tuple[str, str]]:
    """In the order of worth of the search, each with its language for HTML."""
    parts: list[tuple[object, str]] = [(method, "summary"), (method, "problem")]
    parts += [(step, name) for step in steps for name in _STEP_TEXTS]
    parts += [(method, name) for name in ("results", "conditions", "cautions")]
    parts += [(theme, "name") for theme in method.themes.all()]
    for part, name in parts:
        for suffix, language in _LANGUAGES.items():
            yield without_marks(getattr(part, f"{name}_{suffix}")), language
    for language in _LANGUAGES.values():
        with override(language):
            place = method.community and method.community.path_text
            yield place or method.reporting_body.name, language
