"""The board of the places: an order across groups, a line in it, and swaps.

Plain data in, plain data out; docs/judging-method.md says why the order is this one.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Standing(NamedTuple):
    """A proposed submission: its rank in its group and its corrected score."""

    submission: int
    rank: int
    score: Decimal

    @property
    def order(self) -> tuple[int, Decimal]:
        return (self.rank, -self.score)


class Swap(NamedTuple):
    """What people decided beside the line: one taken in, one taken out, or both."""

    taken_in: int | None = None
    taken_out: int | None = None


class Tie(NamedTuple):
    """Submissions that stand equal where the line falls, and the places for them."""

    submissions: frozenset[int]
    places: int


class Share(NamedTuple):
    """The numbers of one body, region, settlement, kind or theme."""

    submitted: int = 0
    proposed: int = 0
    before: int = 0
    now: int = 0

    @property
    def change(self) -> int:
        return self.now - self.before

    @property
    def rate(self) -> int | None:
        """How many of a hundred submitted are in."""
        return round(100 * self.now / self.submitted) if self.submitted else None


@dataclass(frozen=True)
class Board:
    """The proposed submissions in blocks of equals, best first, and the swaps in force.

    All first places come before all second ones; among equal ranks the higher
    corrected score does. Nothing breaks a tie but people.
    """

    blocks: tuple[tuple[Standing, ...], ...] = ()
    swaps: tuple[Swap, ...] = ()

    @property
    def proposed(self) -> int:
        return sum(len(block) for block in self.blocks)

    def above(self, line: int) -> frozenset[int]:
        """Those that stand above the line for certain; of a tie at the line nobody."""
        found: set[int] = set()
        for block in self.blocks:
            if len(found) + len(block) > line:
                break
            found |= {each.submission for each in block}
        return frozenset(found)

    def members(self, line: int) -> frozenset[int]:
        """Those that are in: above the line, with all swaps made in their order."""
        found = set(self.above(line))
        for swap in self.swaps:
            if swap.taken_out is not None:
                found.discard(swap.taken_out)
            if swap.taken_in is not None:
                found.add(swap.taken_in)
        return frozenset(found)

    def tie_at(self, line: int) -> Tie | None:
        """The tie within which the line falls."""
        first = 0
        for block in self.blocks:
            if first < line < first + len(block):
                return Tie(frozenset(each.submission for each in block), line - first)
            first += len(block)
        return None

    def undecided(self, line: int) -> Tie | None:
        """The tie at the line, while people have not filled its places by swaps."""
        tie = self.tie_at(line)
        if tie is None or len(tie.submissions & self.members(line)) == tie.places:
            return None
        return tie


def board(standings: Iterable[Standing], swaps: Sequence[Swap] = ()) -> Board:
    """The board of these; the order in which they are given does not matter."""
    ordered = sorted(standings, key=lambda each: (each.order, each.submission))
    blocks = groupby(ordered, key=lambda each: each.order)
    return Board(tuple(tuple(block) for _order, block in blocks), tuple(swaps))


def shares(
    of_submission: Mapping[int, Collection[Key]],
    proposed: Collection[int],
    before: Collection[int],
    now: Collection[int],
) -> dict[Key, Share]:
    """The numbers by what each submission belongs to, in order of appearance."""
    found: dict[Key, Share] = {}
    for submission, keys in of_submission.items():
        own = (1, *(int(submission in each) for each in (proposed, before, now)))
        for key in keys:
            known = found.get(key, Share())
            found[key] = Share(*(a + b for a, b in zip(known, own, strict=True)))
    return found
