"""The answers as the page shows them: cards with reasons and what is not on record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.methods.completeness import completeness_of_row, with_completeness
from catalogue.methods.models import WorkMethod
from catalogue.methods.search.query import Term
from catalogue.public.cards import Card
from catalogue.public.finding.evidence import Evidence
from catalogue.public.finding.question import Question
from catalogue.public.finding.ranking import Line, Ranked, Ranking
from catalogue.public.kept_cards import cards_of
from catalogue.public.marking import mark_hits

_NEEDS = _("What it needs in staff, volunteers, money and rooms")
_HOUSEHOLDS = _("How many households its community has")


@dataclass(frozen=True)
class Answer:
    """A method that may help, why, and what its record leaves open."""

    place: int
    card: Card
    ranked: Ranked
    missing: Sequence[str | Promise]

    @property
    def reasons(self) -> list[Line]:
        return [line for line in self.ranked.lines if line.points > 0]

    @property
    def objections(self) -> list[Line]:
        return [line for line in self.ranked.lines if line.points < 0]


def answers(question: Question, ranking: Ranking) -> list[Answer]:
    """The answers with their cards; one that is no longer public is left out."""
    ranked = {each.number: each for each in ranking.answers}
    marked = mark_hits(cards_of([*ranked]), _searched(ranking.evidence))
    cards = map(_without_a_second_proof, marked)
    rows = with_completeness(WorkMethod.objects.published()).in_bulk([*ranked])
    return [
        Answer(
            place,
            card,
            ranked[card.number],
            [*_missing(rows[card.number], question, ranked[card.number])],
        )
        for place, card in enumerate(cards, start=1)
        if card.number in rows
    ]


def _searched(evidence: Evidence | None) -> list[Term]:
    """The words that the cards mark: those of the problems, and the reader's own."""
    if evidence is None:
        return []
    spoken = (*evidence.problems, *evidence.heard)
    words = [word for each in spoken for word in each.subject.words.split()]
    return [Term(word) for word in dict.fromkeys([*evidence.telling_words, *words])]


def _without_a_second_proof(card: Card) -> Card:
    """Without a passage where the card itself shows a hit: the words mean the same."""
    shown = (*card.title_pieces, *card.summary_pieces)
    is_proved = any(piece.is_hit for piece in shown)
    return replace(card, passage=()) if is_proved else card


def _missing(
    row: WorkMethod, question: Question, ranked: Ranked
) -> Iterator[str | Promise]:
    yield from (part.label for part in completeness_of_row(row).missing)
    if question.resources and not ranked.read.has_conditions:
        yield _NEEDS
    if question.size and ranked.read.households is None:
        yield _HOUSEHOLDS
