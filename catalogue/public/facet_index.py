"""Which published methods hold which value: bit sets that are counted in no time.

One bit for each method, the newest first. Counts are ANDs of whole numbers and their
bits, so the cost of a page does not grow with the number of values it counts; the
methods of a page are taken from the same bits, so list and count cannot differ.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

from django.conf import settings
from django.utils.translation import override

from catalogue.methods.models import MethodCharacteristic, WorkMethod
from catalogue.practice.adoption_counts import adoption_counts
from catalogue.public import orders
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

    # The number of each method, the newest first.
    numbers: Sequence[int]
    ranks: Mapping[int, int]
    values: Mapping[tuple[str, str], Bits]
    # By round and outcome, of submissions whose round is announced.
    results: Mapping[tuple[str, str], Bits]
    demonstration: Bits
    # By order and language, the ranks of the methods.
    orders: Mapping[tuple[str, str], Sequence[int]]
    everything: Bits = field(init=False)
    with_result: Bits = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "everything", (1 << len(self.ranks)) - 1)
        object.__setattr__(self, "with_result", _union(self.results.values()))

    def of_numbers(self, numbers: Iterable[int]) -> Bits:
        """The methods with these numbers."""
        ranks = (self.ranks[number] for number in numbers if number in self.ranks)
        return _bits(ranks, len(self.ranks))

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

    def newest(self, bits: Bits) -> Iterator[int]:
        """The numbers of the methods, the newest first."""
        return compress(self.numbers, _flags(bits, len(self.numbers)))

    def in_order(self, bits: Bits, order: str, language: str) -> Iterator[int]:
        """The numbers of the methods in another order, as a language has it."""
        flags = _flags(bits, len(self.numbers))
        ranks = self.orders[order, language]
        chosen = compress(ranks, map(flags.__getitem__, ranks))
        return map(self.numbers.__getitem__, chosen)


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
    """Read the bit sets of this moment, in five queries and one for each language."""
    rows = list(
        orders.newest(WorkMethod.objects.published()).values_list(
            "number", "is_demo", "reporting_body__sort_order", *_FIELDS.values()
        )
    )
    numbers = array("q", (row[0] for row in rows))
    ranks = {number: rank for rank, number in enumerate(numbers)}
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for rank, (_number, _is_demo, _place, *held) in enumerate(rows):
        for parameter, value in zip(_FIELDS, held, strict=True):
            holders[parameter, str(value)].append(rank)
    for parameter, number, value in _related_values():
        if number in ranks:
            holders[parameter, value].append(ranks[number])
    return FacetIndex(
        numbers=numbers,
        ranks=ranks,
        values=_all_bits(holders, len(rows)),
        results=_all_bits(_results(ranks), len(rows)),
        demonstration=_bits(
            (rank for rank, row in enumerate(rows) if row[1]), len(rows)
        ),
        orders=dict(_orders(ranks, [row[2] for row in rows])),
    )


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


def _results(ranks: Mapping[int, int]) -> dict[tuple[str, str], list[int]]:
    results: dict[tuple[str, str], list[int]] = defaultdict(list)
    submissions = (
        Submission.objects.public()
        .order_by()
        .values_list("method_id", "selection_round__slug", "outcome")
    )
    for number, slug, outcome in submissions:
        if number in ranks:
            results[slug, outcome].append(ranks[number])
    return results


def _orders(
    ranks: Mapping[int, int], places: Sequence[int]
) -> Iterator[tuple[tuple[str, str], Sequence[int]]]:
    """Each order in each language; `places` are those of the provinces, by rank."""
    adopted = _by_adoptions(ranks)
    for language, _name in settings.LANGUAGES:
        with override(language):
            titled = orders.by_title(WorkMethod.objects.published())
            numbers = list(titled.values_list("number", flat=True))
        by_title = array("q", (ranks[each] for each in numbers if each in ranks))
        yield ("title", language), by_title
        yield ("adopted", language), adopted
        # Sorting keeps the order of equal ones: by title inside each province.
        yield (
            ("province", language),
            array("q", sorted(by_title, key=places.__getitem__)),
        )


def _by_adoptions(ranks: Mapping[int, int]) -> Sequence[int]:
    counts = adoption_counts()
    least = {ranks[each]: -count for each, count in counts.items() if each in ranks}
    # Sorting keeps the order of equal ones: the newest first.
    return array("q", sorted(range(len(ranks)), key=lambda rank: least.get(rank, 0)))


def _all_bits(
    holders: Mapping[tuple[str, str], Sequence[int]], size: int
) -> dict[tuple[str, str], Bits]:
    return {held: _bits(ranks, size) for held, ranks in holders.items()}


def _bits(ranks: Iterable[int], size: int) -> Bits:
    """One number with these bits, made in one go: each `|` would copy all of it."""
    octets = bytearray(size // 8 + 1)
    for rank in ranks:
        octets[rank >> 3] |= 1 << (rank & 7)
    return int.from_bytes(octets, "little")


_ZERO_AND_ONE = bytes.maketrans(b"01", b"\x00\x01")


def _flags(bits: Bits, size: int) -> bytes:
    """A zero or a one for each rank."""
    digits = bin(bits | 1 << size)  # the highest one keeps the zeros before it
    return digits[:2:-1].encode().translate(_ZERO_AND_ONE)


def _union(sets: Iterable[Bits]) -> Bits:
    united = 0
    for bits in sets:
        united |= bits
    return united
