"""Things given to takers, each to as many as it needs, as evenly as can be.

Optimal semi-matching: a thing goes to the emptiest taker that may have it, and chains
of changes then level the loads until no chain makes them more even (Harvey, Ladner,
Lovász and Tamir, "Semi-matchings for bipartite graphs and load balancing", 2006).
Numbers decide between equals, so that the same input gives the same result.
"""

import math
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

Pair = tuple[int, int]
# One change of a chain: this thing goes from this taker to that one.
Change = tuple[int, int, int]


@dataclass(frozen=True)
class Taker:
    """Who takes things: how much weighs how little, and how many are the most."""

    weight: int = 1
    most: int | None = None


def no_preference(thing: int, taker: int) -> tuple[int, ...]:
    return ()


class EvenShares:
    """Who has what; every change keeps to what is allowed and to the limits."""

    def __init__(
        self,
        takers: Mapping[int, Taker],
        needs: int,
        *,
        fixed: Iterable[Pair] = (),
        prefer: Callable[[int, int], tuple[int, ...]] = no_preference,
    ) -> None:
        self.takers = dict(sorted(takers.items()))
        self.needs = needs
        self.fixed = set(fixed)
        self.prefer = prefer
        self.allowed: dict[int, frozenset[int]] = {}
        self.holders: dict[int, set[int]] = {}
        self.things: dict[int, set[int]] = {taker: set() for taker in self.takers}

    def load(self, taker: int) -> int:
        return len(self.things[taker])

    def add(
        self, thing: int, allowed: Collection[int], holders: Collection[int] = ()
    ) -> None:
        """Make a thing known, with who may have it and who has it already.

        Who has it and may not, gives it back; so does whoever has more than the most.
        """
        self.allowed[thing] = frozenset(allowed)
        self.holders[thing] = set()
        for taker in sorted(holders):
            is_fixed = (thing, taker) in self.fixed
            if taker in self.allowed[thing] and (is_fixed or self._has_room(taker)):
                self._put(thing, taker)

    def drop(self, thing: int) -> None:
        """Take a thing from all who have it, and forget it."""
        for taker in self.holders.pop(thing):
            self.things[taker].remove(thing)
        del self.allowed[thing]

    def give(self, thing: int) -> bool:
        """Give a thing to all the takers it needs; else it goes to nobody new."""
        before = set(self.holders[thing])
        while len(self.holders[thing]) < self.needs:
            if not self._give_once(thing):
                for taker in self.holders[thing] - before:
                    self._take(thing, taker)
                return False
        return True

    def level(self) -> None:
        """Change what makes the loads more even, until nothing does."""
        while chain := self._levelling_chain():
            self._apply(chain)

    def _give_once(self, thing: int) -> bool:
        open_to = self.allowed[thing] - self.holders[thing]
        with_room = [taker for taker in open_to if self._has_room(taker)]
        if with_room:
            self._put(thing, min(with_room, key=lambda each: self._rank(thing, each)))
            return True
        for taker in sorted(open_to, key=lambda each: self._rank(thing, each)):
            if chain := self._chain(taker):
                self._apply(chain)
                self._put(thing, taker)
                return True
        return False

    def _rank(self, thing: int, taker: int) -> tuple[float, ...]:
        return (self._cost_of_next(taker), *self.prefer(thing, taker), taker)

    def _levelling_chain(self) -> list[Change]:
        fullest_first = sorted(
            self.takers, key=lambda each: (-self._gain_of_last(each), each)
        )
        for taker in fullest_first:
            if chain := self._chain(taker, below=self._gain_of_last(taker)):
                return chain
        return []

    def _chain(self, start: int, below: float = math.inf) -> list[Change]:
        """The shortest chain that frees one place of the taker, or an empty one.

        It ends where there is room, and where one more costs less than `below`.
        """
        came: dict[int, Change] = {}
        waiting = deque([start])
        while waiting:
            taker = waiting.popleft()
            for thing, other in self._changes_from(taker):
                if other == start or other in came:
                    continue
                came[other] = (thing, taker, other)
                if self._has_room(other) and self._cost_of_next(other) < below:
                    return list(_back(came, other, start))
                waiting.append(other)
        return []

    def _changes_from(self, taker: int) -> Iterator[Pair]:
        for thing in sorted(self.things[taker]):
            if (thing, taker) in self.fixed:
                continue
            others = self.allowed[thing] - self.holders[thing]
            for other in sorted(others, key=lambda each: self._rank(thing, each)):
                yield thing, other

    def _apply(self, chain: list[Change]) -> None:
        for thing, taker, _other in chain:
            self._take(thing, taker)
        for thing, _taker, other in chain:
            self._put(thing, other)

    def _has_room(self, taker: int) -> bool:
        most = self.takers[taker].most
        return most is None or self.load(taker) < most

    def _cost_of_next(self, taker: int) -> float:
        return (2 * self.load(taker) + 1) / self.takers[taker].weight

    def _gain_of_last(self, taker: int) -> float:
        return (2 * self.load(taker) - 1) / self.takers[taker].weight

    def _put(self, thing: int, taker: int) -> None:
        self.holders[thing].add(taker)
        self.things[taker].add(thing)

    def _take(self, thing: int, taker: int) -> None:
        self.holders[thing].remove(taker)
        self.things[taker].remove(thing)


def _back(came: Mapping[int, Change], end: int, start: int) -> Iterator[Change]:
    while end != start:
        yield came[end]
        end = came[end][1]
