"""The stock of patterns that demonstration records are written from."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.rounds.demonstration.texts import Pair

# What the writing fills in itself, beside the variables of the files.
GIVEN = frozenset({"community", "year", "matter"})

Texts = tuple[Pair, ...]


@dataclass(frozen=True)
class NumberRange:
    """Whole numbers from the lowest to the highest, in steps."""

    lowest: int
    highest: int
    step: int

    def draw(self, rng: random.Random) -> Pair:
        """One number; English sets thousands apart."""
        number = rng.randrange(self.lowest, self.highest + 1, self.step)
        return Pair(str(number), f"{number:,}")


@dataclass(frozen=True)
class WordChoice:
    """Several wordings, one of which is taken."""

    wordings: Texts

    def draw(self, rng: random.Random) -> Pair:
        """One of the wordings."""
        return rng.choice(self.wordings)


Variables = Mapping[str, NumberRange | WordChoice]


@dataclass(frozen=True)
class StepPattern:
    """One step; each field has one wording or several."""

    title: Texts
    action: Texts
    who: Texts
    when: Texts
    output: Texts
    optional: bool


@dataclass(frozen=True)
class Pattern:
    """One way of working, with the wordings that its records differ by."""

    key: str
    kind: str
    themes: tuple[str, ...]
    may_also: tuple[str, ...]
    profiles: tuple[str, ...]
    matter: Pair
    names: Texts
    summary: Texts
    problem: Texts
    conditions: Texts
    results: Texts
    cautions: Texts
    steps: tuple[StepPattern, ...]
    variables: Variables


@dataclass(frozen=True)
class Stock:
    """All patterns, and what they share."""

    patterns: tuple[Pattern, ...]
    variables: Variables
    endings: Texts
    profiles: Mapping[str, Texts]
    evidence: Mapping[str, Texts]
