"""The parts of the home page."""

from dataclasses import dataclass

from django.utils.translation import gettext

from catalogue.methods.models import Theme, WorkMethod
from catalogue.public.cards import Card, card, cards, for_cards
from catalogue.public.facet_index import FacetIndex
from catalogue.public.recorded import Records
from catalogue.rounds.models import SelectionRound, Submission

# The ministry's own count of 2018.
URBAN_COMMUNITIES = 107_000
NEWEST_SHOWN = 3
_MARKS_TOGETHER = 10


@dataclass(frozen=True)
class RoundFigures:
    """The organiser's totals, and beside them what is recorded here."""

    reporting_bodies: int
    submitted: int | None
    selected: int | None
    urban_communities: int
    recorded_submitted: int
    recorded_selected: int
    demonstration: int


@dataclass(frozen=True)
class MarkGroup:
    """Up to ten marks, one for each method; the first of them are recorded here."""

    selected: bool
    count: int
    recorded: int


@dataclass(frozen=True)
class Strip:
    """One mark for each method submitted; the selected ones first."""

    label: str
    submitted: int
    selected: int
    recorded: int
    recorded_submitted: int
    tens: list[MarkGroup]

    @property
    def region(self) -> str:
        return self.label


@dataclass(frozen=True)
class ThemeRow:
    theme: Theme
    count: int
    url: str
    bar: int


def round_figures(
    national_round: SelectionRound, records: Records, reporting_bodies: int
) -> RoundFigures:
    """The totals of the round; demonstration records are counted apart."""
    return RoundFigures(
        reporting_bodies=reporting_bodies,
        submitted=national_round.official_submitted,
        selected=national_round.official_selected,
        urban_communities=URBAN_COMMUNITIES,
        recorded_submitted=records.total.submitted,
        recorded_selected=records.total.selected,
        demonstration=records.demonstration_total.all,
    )


def strips(figures: RoundFigures) -> list[Strip]:
    """One strip for the country: no source tells the totals of its regions."""
    if figures.submitted is None or figures.selected is None:
        return []
    recorded_rest = figures.recorded_submitted - figures.recorded_selected
    rest = figures.submitted - figures.selected
    return [
        Strip(
            label=gettext("All reporting bodies"),
            submitted=figures.submitted,
            selected=figures.selected,
            recorded=figures.recorded_selected,
            recorded_submitted=figures.recorded_submitted,
            tens=[
                *_tens(figures.selected, figures.recorded_selected, selected=True),
                *_tens(rest, recorded_rest, selected=False),
            ],
        )
    ]


def _tens(marks: int, recorded: int, *, selected: bool) -> list[MarkGroup]:
    return [
        MarkGroup(
            selected=selected,
            count=min(_MARKS_TOGETHER, marks - start),
            recorded=max(0, min(_MARKS_TOGETHER, marks - start, recorded - start)),
        )
        for start in range(0, marks, _MARKS_TOGETHER)
    ]


def theme_rows(themes: tuple[Theme, ...], index: FacetIndex) -> list[ThemeRow]:
    """Every theme with the number of methods its page lists."""
    counts = {each: index.count(index.holding("theme", [each.slug])) for each in themes}
    largest = max(counts.values(), default=0) or 1
    return [
        ThemeRow(each, count, each.get_absolute_url(), round(100 * count / largest))
        for each, count in counts.items()
    ]


def model_method(national_round: SelectionRound | None) -> Card | None:
    """The published method that the round holds up as its example."""
    method = (
        for_cards(WorkMethod.objects.published())
        .filter(
            is_model=True,
            submissions__selection_round=national_round,
            submissions__outcome=Submission.Outcome.MODEL,
        )
        .order_by("number")
        .first()
        if national_round
        else None
    )
    return card(method) if method else None


def newest() -> list[Card]:
    """The methods published last."""
    methods = for_cards(WorkMethod.objects.published())
    return cards(methods.order_by("-published_at", "-number")[:NEWEST_SHOWN])
