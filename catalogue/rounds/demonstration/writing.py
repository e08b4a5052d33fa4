"""Write one record from a pattern: the same draws give the same words."""

import random
from dataclasses import dataclass

from catalogue.methods.models import MethodCharacteristic
from catalogue.rounds.demonstration.stock import Pattern, StepPattern, Stock, Texts
from catalogue.rounds.demonstration.texts import (
    Pair,
    Values,
    filled,
    in_lines,
    in_one_text,
)

CHARACTERISTICS = tuple(MethodCharacteristic.Characteristic.values)
YEARS = range(2012, 2018)


@dataclass(frozen=True)
class WrittenStep:
    """The words of one step."""

    title: Pair
    action: Pair
    who: Pair
    when: Pair
    output: Pair


@dataclass(frozen=True)
class WrittenMethod:
    """The words of one record."""

    title: Pair
    summary: Pair
    problem: Pair
    conditions: Pair
    results: Pair
    cautions: Pair
    steps: tuple[WrittenStep, ...]
    evidence: dict[str, Pair]
    kind: str
    themes: tuple[str, ...]
    year_begun: int


@dataclass(frozen=True)
class Assignment:
    """Which community tries which pattern, and how often others did before it."""

    pattern: Pattern
    community: Pair
    earlier: int
    is_selected: bool


def written_method(
    stock: Stock, assignment: Assignment, rng: random.Random
) -> WrittenMethod:
    """The record of one community: names, numbers, places and roles vary by draw."""
    pattern = assignment.pattern
    year = rng.choice(YEARS)
    values = _values(stock, assignment, year, rng)
    profile = stock.profiles[rng.choice(pattern.profiles)]
    return WrittenMethod(
        title=_title(assignment, rng),
        summary=in_one_text(
            _one(texts, values, rng) for texts in (pattern.summary, stock.endings)
        ),
        problem=in_one_text(
            _one(texts, values, rng) for texts in (profile, pattern.problem)
        ),
        conditions=in_lines(_some(pattern.conditions, 2, values, rng)),
        results=in_one_text(_some(pattern.results, 2, values, rng)),
        cautions=in_lines(_some(pattern.cautions, 1, values, rng)),
        steps=_steps(pattern.steps, values, rng),
        evidence=_evidence(stock, assignment, values, rng),
        kind=pattern.kind,
        themes=_themes(pattern, rng),
        year_begun=year,
    )


def _values(
    stock: Stock, assignment: Assignment, year: int, rng: random.Random
) -> Values:
    drawn = {
        name: variable.draw(rng)
        for variables in (stock.variables, assignment.pattern.variables)
        for name, variable in variables.items()
    }
    return drawn | {
        "community": assignment.community,
        "matter": assignment.pattern.matter,
        "year": Pair(str(year), str(year)),
    }


def _title(assignment: Assignment, rng: random.Random) -> Pair:
    """A name of the pattern; the community stands before it when the name is used."""
    names = assignment.pattern.names
    name = names[assignment.earlier % len(names)]
    is_used = assignment.earlier >= len(names)
    if is_used or rng.random() < 0.5:
        community = assignment.community
        name = Pair(community.zh + name.zh, f"{community.en} {name.en}")
    return name


def _one(texts: Texts, values: Values, rng: random.Random) -> Pair:
    return filled(rng.choice(texts), values)


def _some(
    texts: Texts, at_least: int, values: Values, rng: random.Random
) -> list[Pair]:
    """A few of the texts, in their order."""
    count = rng.randint(min(at_least, len(texts)), len(texts))
    chosen = sorted(rng.sample(range(len(texts)), count))
    return [filled(texts[place], values) for place in chosen]


def _steps(
    steps: tuple[StepPattern, ...], values: Values, rng: random.Random
) -> tuple[WrittenStep, ...]:
    kept = [step for step in steps if not step.optional or rng.random() < 0.5]
    return tuple(
        WrittenStep(
            title=_one(step.title, values, rng),
            action=_one(step.action, values, rng),
            who=_one(step.who, values, rng),
            when=_one(step.when, values, rng),
            output=_one(step.output, values, rng),
        )
        for step in kept
    )


def _evidence(
    stock: Stock, assignment: Assignment, values: Values, rng: random.Random
) -> dict[str, Pair]:
    """All six characteristics for the selected: they are the criteria of review."""
    count = len(CHARACTERISTICS) if assignment.is_selected else rng.randint(3, 5)
    shown = set(rng.sample(CHARACTERISTICS, count))
    return {
        characteristic: _one(stock.evidence[characteristic], values, rng)
        for characteristic in CHARACTERISTICS
        if characteristic in shown
    }


def _themes(pattern: Pattern, rng: random.Random) -> tuple[str, ...]:
    also = [theme for theme in pattern.may_also if rng.random() < 0.4]
    return (*pattern.themes, *also)
