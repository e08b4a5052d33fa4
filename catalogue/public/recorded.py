"""How many results are recorded here, to stand beside the organisers' own totals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from catalogue.rounds.models import SelectionRound, Submission

Outcome = Submission.Outcome


@dataclass(frozen=True)
class Tally:
    """Recorded submissions by outcome."""

    by_outcome: Mapping[str, int] = field(default_factory=dict)

    @property
    def models(self) -> int:
        return self.by_outcome.get(Outcome.MODEL, 0)

    @property
    def selected(self) -> int:
        return self.by_outcome.get(Outcome.SELECTED, 0)

    @property
    def submitted(self) -> int:
        """Selected or not; an example held up by the organiser was not put forward."""
        return self.selected + self.by_outcome.get(Outcome.SUBMITTED, 0)

    @property
    def cases(self) -> int:
        return self.by_outcome.get(Outcome.CASE, 0)

    @property
    def all(self) -> int:
        return sum(self.by_outcome.values())


@dataclass(frozen=True)
class Records:
    """The tallies of one round by reporting body; demonstration records apart."""

    real: Mapping[str, Tally] = field(default_factory=dict)
    demonstration: Mapping[str, Tally] = field(default_factory=dict)

    @property
    def total(self) -> Tally:
        return _sum(self.real.values())

    @property
    def demonstration_total(self) -> Tally:
        return _sum(self.demonstration.values())

    def of(self, code: str) -> Tally:
        return self.real.get(code, Tally())

    def demonstration_of(self, code: str) -> Tally:
        return self.demonstration.get(code, Tally())


def latest_national_round() -> SelectionRound | None:
    """The national selection whose result was announced last; no demonstration."""
    return (
        SelectionRound.objects.announced()
        .filter(kind=SelectionRound.Kind.SELECTION, province=None, is_demo=False)
        .order_by("-announced_on", "slug")
        .first()
    )


def records_by_round(rounds: Iterable[SelectionRound]) -> dict[int, Records]:
    """The records of each round, in one query; empty where nothing is announced.

    What a demonstration round holds are its own records, none beside real ones.
    """
    of_demonstrations = {each.pk: each.is_demo for each in rounds}
    keys = [*of_demonstrations]
    counts: dict[tuple[int, bool], dict[str, dict[str, int]]]
    counts = defaultdict(lambda: defaultdict(dict))
    rows = (
        Submission.objects.public()
        .filter(selection_round__in=keys)
        .order_by()
        .values_list("selection_round", "method__is_demo", "reporting_body", "outcome")
        .annotate(number=Count("pk"))
    )
    for key, is_demo, code, outcome, number in rows:
        is_beside = is_demo and not of_demonstrations[key]
        counts[key, is_beside][code][outcome] = number
    return {
        key: Records(_tallies(counts[key, False]), _tallies(counts[key, True]))
        for key in keys
    }


def _tallies(counts: Mapping[str, dict[str, int]]) -> dict[str, Tally]:
    return {code: Tally(by_outcome) for code, by_outcome in counts.items()}


def _sum(tallies: Iterable[Tally]) -> Tally:
    summed: dict[str, int] = defaultdict(int)
    for tally in tallies:
        for outcome, number in tally.by_outcome.items():
            summed[outcome] += number
    return Tally(dict(summed))
