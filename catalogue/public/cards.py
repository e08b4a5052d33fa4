"""Methods as index cards: all that a list shows of one, and nothing else."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalogue.methods.models import Step, WorkMethod
from catalogue.methods.models.work_method import WorkMethodQuerySet
from catalogue.methods.search.marking import Piece
from catalogue.practice.adoption_counts import adoptions_count
from catalogue.public.compare_tray import Address, Choice, choice, compare_words
from catalogue.public.marks import with_marks
from catalogue.public.outcomes import ShownOutcome, shown_outcome, weightiest
from catalogue.public.parameters import MethodParameters
from catalogue.public.patterns import Pattern, gap
from catalogue.public.place_paths import place_levels
from catalogue.rounds.models import Submission

PUBLIC_SUBMISSIONS = "public_submissions"
# Long texts, which no card shows.
_NOT_ON_CARDS = [
    f"{field}_{language}"
    for field in ("problem", "conditions", "results", "cautions")
    for language in ("zh", "en")
]
# What a page changes on a card: texts, which may have hits, and what links carry.
_GAPS = ("query", "title", "other_title", "summary", "passage", "choice")


@dataclass(frozen=True)
class Card:
    """One method in a list; texts know their language."""

    number: int
    title: str
    other_title: str
    other_language_code: str
    place_levels: list[str]
    summary_text: str
    seal: str
    outcome: ShownOutcome | None
    themes: list[str]
    steps_count: int
    adoptions: int
    url: str
    is_demo: bool
    # Why the method stands in a list of related ones.
    note: str = ""
    # Of a search: the texts with their hits, and a passage when none of them has one.
    title_pieces: Sequence[Piece] = ()
    other_title_pieces: Sequence[Piece] = ()
    summary_pieces: Sequence[Piece] = ()
    passage: Sequence[Piece] = ()
    passage_language: str = ""
    # The same card before it was marked: drawn once for all searches.
    plain: "Card | None" = None
    # Of a list: what the link to the method carries of it, and what is offered there.
    query: str = ""
    choice: Choice | None = None

    @property
    def anchor(self) -> str:
        """The id of the card on its page."""
        return anchor_of(self.number)

    def get_absolute_url(self) -> str:
        return self.url

    @cached_property
    def pattern(self) -> Pattern:
        """The card as it is drawn, with gaps for what a page changes on it."""
        gaps = {name: gap(name) for name in _GAPS}
        return Pattern.drawn("public/partials/work_method_card.html", card=self, **gaps)

    @property
    def html(self) -> SafeString:
        """The card in HTML. What depends on the page fills a gap of the pattern."""
        return (self.plain or self).pattern.filled(
            query=self.query,
            title=with_marks(self.title_pieces) or self.title,
            other_title=with_marks(self.other_title_pieces) or self.other_title,
            summary=with_marks(self.summary_pieces) or self.summary_text,
            passage=self._passage(),
            choice=self._choice(),
        )

    def _passage(self) -> SafeString:
        if not self.passage:
            return SafeString()
        return format_html(
            '<p class="card-passage" lang="{}">{}</p>',
            self.passage_language,
            with_marks(self.passage),
        )

    def _choice(self) -> SafeString:
        if not self.choice:
            return SafeString()
        return format_html(
            '<p class="card-choice{}"><a href="{}" rel="nofollow">{} '
            '<span class="visually-hidden" lang="{}">{}</span></a>{}</p>',
            " is-chosen" if self.choice.is_chosen else "",
            self.choice.url,
            self.choice.words,
            getattr(self.title, "lang", ""),
            self.title,
            self._way_to_the_comparison(self.choice),
        )

    def _way_to_the_comparison(self, choice: Choice) -> SafeString:
        if not choice.compare_url:
            return SafeString()
        return format_html(
            ' <a href="{}" rel="nofollow">{}</a>',
            choice.compare_url,
            compare_words(choice.count),
        )

    @property
    def size(self) -> int:
        """About how many bytes of memory the card takes, drawn and not."""
        return 2 * sum(map(sys.getsizeof, self.pattern.pieces))


def anchor_of(number: int) -> str:
    """The id that the card of a method has on its page."""
    return f"method-{number}"


def for_cards(methods: WorkMethodQuerySet) -> WorkMethodQuerySet:
    """Load all that cards show, in three queries for any number of them."""
    return (
        methods.with_path()
        .defer(*_NOT_ON_CARDS)
        .annotate(steps_count=_steps_count(), adoptions_count=adoptions_count())
        .prefetch_related("themes", public_submissions())
    )


def public_submissions() -> Prefetch:
    """The results of a method that the public may read, on `public_submissions`."""
    return Prefetch(
        "submissions",
        queryset=Submission.objects.public().select_related(
            "selection_round__province"
        ),
        to_attr=PUBLIC_SUBMISSIONS,
    )


def cards(methods: Iterable[WorkMethod]) -> list[Card]:
    """Cards of methods that were loaded `for_cards`."""
    return [card(method) for method in methods]


def card(method: WorkMethod, *, note: str = "") -> Card:
    """The card of one method that was loaded `for_cards`."""
    weight = weightiest(getattr(method, PUBLIC_SUBMISSIONS))
    return Card(
        number=method.number,
        title=method.title,
        other_title=method.other_title,
        other_language_code=method.other_title.lang,
        place_levels=place_levels(method.community, method.reporting_body),
        summary_text=method.summary,
        seal=method.reporting_body.abbr_zh,
        outcome=shown_outcome(weight) if weight else None,
        themes=[theme.name for theme in method.themes.all()],
        steps_count=getattr(method, "steps_count", 0),
        adoptions=getattr(method, "adoptions_count", 0),
        url=method.get_absolute_url(),
        is_demo=method.is_demo,
        note=note,
    )


def listed(card: Card, parameters: MethodParameters, address: Address) -> Card:
    """The card as it stands in a list, at an address that can take other parameters."""

    def beside_it(others: MethodParameters) -> str:
        return f"{address(others)}#{card.anchor}"

    return replace(
        card,
        plain=card.plain or card,
        query=parameters.query_string(),
        choice=choice(card.number, parameters, beside_it),
    )


def _steps_count() -> Coalesce:
    counted = (
        Step.objects.filter(method=OuterRef("pk"))
        .order_by()
        .values("method")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
