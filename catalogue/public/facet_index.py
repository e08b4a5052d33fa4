"""Which published methods hold which value: bit sets that are counted in no time.

One bit for each method. Counts are ANDs of whole numbers and their bits, so the
cost of a page does not grow with the number of values it counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from catalogue.methods.models import MethodCharacteristic, WorkMethod
from catalogue.public.outcomes import NONE
from catalogue.rounds.models import Submission

# The values of the row itself, by parameter.
_FIELDS = {
    "province": "reporting_body__slug",
    "region": "reporting_body__region",
    "kind": "kind",
    "settlement": "community__settlement",
    "community": "community_id",
}
Bits = int


@dataclass(frozen=True)
class FacetIndex:
    """The bit sets of all published methods."""

    ranks: Mapping[int, int]
    values: Mapping[tuple[str, str], Bits]
    # By round and outcome, of submissions whose round is announced.
    results: Mapping[tuple[str, str], Bits]
    demonstration: Bits
    everything: Bits = field(init=False)
    with_result: Bits = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "everything", (1 << len(self.ranks)) - 1)
        object.__setattr__(self, "with_result", _union(self.results.values()))

    def of_numbers(self, numbers: Iterable[int]) -> Bits:
        """The methods with these numbers."""
        return _union(1 << self.ranks[n] for n in numbers if n in self.ranks)

    def holding(self, parameter: str, values: Iterable[str]) -> Bits:
        """The methods that hold one of the values."""
        return _union(self.values.get((parameter, value), 0) for value in values)

    def resulting(self, rounds: Iterable[str], outcomes: Iterable[str]) -> Bits:
        """The methods with one of the outcomes in one of the rounds.

        Empty rounds or outcomes are any; "none" means no result in any round.
        """
        found = _union(
            bits
            for (round_slug, outcome), bits in self.results.items()
            if (not rounds or round_slug in rounds)
            and (not outcomes or outcome in outcomes)
        )
        if NONE in outcomes and not rounds:
            found |= self.everything & ~self.with_result
        return found

    def count(self, bits: Bits) -> int:
        return bits.bit_count()


@dataclass(frozen=True)
class MethodCounts:
    """Methods that a list shows; demonstration records among them."""

    recorded: int
    selected: int
    demonstration: int


def method_counts(index: FacetIndex, parameter: str, value: str) -> MethodCounts:
    """Count the methods that hold one value."""
    methods = index.holding(parameter, [value])
    selected = methods & index.resulting([], [Submission.Outcome.SELECTED])
    return MethodCounts(
        recorded=index.count(methods),
        selected=index.count(selected),
        demonstration=index.count(methods & index.demonstration),
    )


def load_facet_index() -> FacetIndex:
    """Read the bit sets of this moment in four queries."""
    rows = list(
        WorkMethod.objects.published()
        .order_by()
        .values_list("number", "is_demo", *_FIELDS.values())
    )
    ranks = {row[0]: rank for rank, row in enumerate(rows)}
    values: dict[tuple[str, str], Bits] = defaultdict(int)
    demonstration = 0
    for number, is_demo, *held in rows:
        bit = 1 << ranks[number]
        demonstration |= bit if is_demo else 0
        for parameter, value in zip(_FIELDS, held, strict=True):
            values[parameter, str(value)] |= bit
    for parameter, number, value in _related_values():
        if number in ranks:
            values[parameter, value] |= 1 << ranks[number]
    return FacetIndex(ranks, dict(values), _results(ranks), demonstration)


def _related_values() -> Iterable[tuple[str, int, str]]:
    themes = WorkMethod.themes.through.objects.values_list(
        "workmethod_id", "theme__slug"
    )
    characteristics = MethodCharacteristic.objects.order_by().values_list(
        "method_id", "characteristic"
    )
    for number, slug in themes:
        yield "theme", number, slug
    for number, characteristic in characteristics:
        yield "characteristic", number, characteristic


def _results(ranks: Mapping[int, int]) -> dict[tuple[str, str], Bits]:
    results: dict[tuple[str, str], Bits] = defaultdict(int)
    submissions = (
        Submission.objects.public()
        .order_by()
        .values_list("method_id", "selection_round__slug", "outcome")
    )
    for number, slug, outcome in submissions:
        if number in ranks:
            results[slug, outcome] |= 1 << ranks[number]
    return dict(results)


def _union(sets: Iterable[Bits]) -> Bits:
    united = 0
    for bits in sets:
        united |= bits
    return united
