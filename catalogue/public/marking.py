"""Show on cards why a search found them: hits marked, and a passage that holds one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import override

from catalogue.methods.models import Step, WorkMethod
from catalogue.methods.search.marking import hits, marked, passage
from catalogue.methods.search.query import Term
from catalogue.public.cards import Card

_STEP_TEXTS = ("title", "action", "who", "output", "caution")
_LANGUAGES = {"zh": "zh-Hans", "en": "en"}


def mark_hits(
    cards: Sequence[Card], methods: Sequence[WorkMethod], terms: list[Term]
) -> list[Card]:
    """The cards with their hits; one query more than without a search."""
    if not terms:
        return list(cards)
    unseen = {card.number: _unseen(card, terms) for card in cards}
    silent = {number for number, left in unseen.items() if left}
    steps = _steps_of(silent)
    by_number = {method.number: method for method in methods}
    return [
        _with_passage(card, by_number[card.number], steps, terms, unseen[card.number])
        for card in (_with_marks(card, terms) for card in cards)
    ]


def _with_marks(card: Card, terms: list[Term]) -> Card:
    return replace(
        card,
        title_pieces=marked(card.title, terms),
        other_title_pieces=marked(card.other_title, terms),
        summary_pieces=marked(card.summary_text, terms),
    )


def _unseen(card: Card, terms: list[Term]) -> list[Term]:
    """The terms that stand in none of the texts of the card."""
    shown = (card.title, card.other_title, card.summary_text)
    return [term for term in terms if not any(hits(text, [term]) for text in shown)]


def _steps_of(numbers: set[int]) -> dict[int, list[Step]]:
    steps: dict[int, list[Step]] = {}
    for step in Step.objects.filter(method__in=numbers).order_by("position"):
        steps.setdefault(step.method_id, []).append(step)
    return steps


def _with_passage(
    card: Card,
    method: WorkMethod,
    steps: dict[int, list[Step]],
    terms: list[Term],
    unseen: list[Term],
) -> Card:
    """With a passage that holds what the card itself does not show."""
    if not unseen:
        return card
    for text, language in _texts(method, steps.get(method.number, [])):
        if hits(text, unseen):
            pieces = passage(text, terms, around_hit_of=unseen)
            return replace(card, passage=pieces, passage_language=language)
    return card


def _texts(method: WorkMethod, steps: list[Step]) -> Iterator[tuple[str, str]]:
    """In the order of worth of the search, each with its language for HTML."""
    parts: list[tuple[object, str]] = [(method, "summary"), (method, "problem")]
    parts += [(step, name) for step in steps for name in _STEP_TEXTS]
    parts += [(method, name) for name in ("results", "conditions", "cautions")]
    parts += [(theme, "name") for theme in method.themes.all()]
    for part, name in parts:
        for suffix, language in _LANGUAGES.items():
            yield getattr(part, f"{name}_{suffix}"), language
    for language in _LANGUAGES.values():
        with override(language):
            place = method.community and method.community.path_text
            yield place or method.reporting_body.name, language
