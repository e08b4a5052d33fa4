"""How many methods a list has, and would have with other parameters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import chain
from operator import and_, or_

from catalogue.bilingual import page_language
from catalogue.methods.search.finding import Found
from catalogue.public.facet_index import Bits, FacetIndex
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.parameters import (
    LISTED,
    NEWEST,
    RELEVANCE,
    MethodParameters,
)

_RESULT = ("round", "outcome")


@dataclass(frozen=True)
class Narrowing:
    """The parameters of one list over the bit sets; counts as the list would be."""

    index: FacetIndex
    parameters: MethodParameters
    found: Bits
    # Of a search, by the worth of the field that holds it; the first one counts.
    ranked: Sequence[Bits] = ()

    @classmethod
    def of(cls, filterset: WorkMethodFilter) -> "Narrowing":
        """Read what it takes to count beside the list of this filter set."""
        index = filterset.catalogue.index
        return cls.over(index, filterset.parameters, filterset.found)

    @classmethod
    def over(
        cls, index: FacetIndex, parameters: MethodParameters, found: Found | None
    ) -> "Narrowing":
        """Of the methods that a search found; None: of all."""
        if found is None:
            return cls(index, parameters, index.everything)
        ranked = [index.of_numbers(numbers) for numbers in found.ranked]
        return cls(index, parameters, reduce(or_, ranked), ranked)

    def count(self) -> int:
        """The length of the list."""
        return self.index.count(self.listed)

    @cached_property
    def listed(self) -> Bits:
        """The methods of the list."""
        return self._all(self._parts.values())

    def numbers(self) -> Iterator[int]:
        """The numbers of the methods of the list, in its order."""
        order = self.parameters.effective_order
        if order == RELEVANCE:
            # Most classes are empty, and each would cost a look at every method.
            classes = filter(None, self._by_relevance())
            return chain.from_iterable(map(self.index.newest, classes))
        if order == NEWEST:
            return self.index.newest(self.listed)
        return self.index.in_order(self.listed, order, page_language())

    def _by_relevance(self) -> Iterator[Bits]:
        """Hits in titles, then in summaries, and so on."""
        rest = self.listed
        for hits in self.ranked:
            yield rest & hits
            rest &= ~hits
        yield rest

    def count_of(self, parameter: str, value: str) -> int:
        """Methods with this value, while this parameter's own choices are left out."""
        return self.index.count(self._others[parameter] & self._with(parameter, value))

    def count_without(self, parameter: str) -> int:
        """The length of the list if this parameter said nothing."""
        return self.index.count(self._others[parameter] & self._with(parameter))

    @cached_property
    def _parts(self) -> dict[str, Bits]:
        """What each parameter lets through; round and outcome are one part."""
        chosen = [name for name in LISTED if self.parameters[name]]
        parts = {name: self._with(name, *self.parameters[name]) for name in chosen}
        return {"q": self.found, **{_part(name): parts[name] for name in chosen}}

    @cached_property
    def _others(self) -> dict[str, Bits]:
        """By parameter, the methods that all the other parts let through."""
        return {
            name: self._all(
                bits for part, bits in self._parts.items() if part != _part(name)
            )
            for name in ("q", *LISTED)
        }

    def _with(self, parameter: str, *values: str) -> Bits:
        """What a parameter lets through with these values; without any: all."""
        if parameter in _RESULT:
            chosen = {name: self.parameters[name] for name in _RESULT}
            chosen[parameter] = values
            if not any(chosen.values()):
                return self.index.everything
            return self.index.resulting(chosen["round"], chosen["outcome"])
        if not values:
            return self.index.everything
        return self.index.holding(parameter, values)

    def _all(self, parts: Iterable[Bits]) -> Bits:
        return reduce(and_, parts, self.index.everything)


def _part(parameter: str) -> str:
    return "result" if parameter in _RESULT else parameter
