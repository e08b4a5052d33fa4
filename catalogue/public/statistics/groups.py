"""All charts in their order on the page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext

from catalogue.public.statistics import (
    adoptions,
    holdings,
    official,
    promotion,
    returns,
)
from catalogue.public.statistics.chart import Chart
from catalogue.public.statistics.figures import Figures

_OF_ROUNDS: dict[str, Callable[[Figures], Chart]] = {
    "funnel": official.funnel,
    "rounds": official.rounds,
    "returns": returns.returns,
    "rates": returns.rates,
}
_OF_METHODS: dict[str, Callable[[Figures], Chart]] = {
    "bodies": holdings.bodies,
    "regions": holdings.regions,
    "outcomes": holdings.outcomes,
    "themes": holdings.themes,
    "themes-by-region": holdings.themes_by_region,
    "kinds": holdings.kinds,
    "settlements": holdings.settlements,
    "characteristics": holdings.characteristics,
}
_OF_PROMOTION: dict[str, Callable[[Figures], Chart]] = {
    "promotion": promotion.promotion,
}
_OF_ADOPTIONS: dict[str, Callable[[Figures], Chart]] = {
    "adoptions-by-region": adoptions.regions,
    "adoptions-by-year": adoptions.years,
    "adoptions-by-theme": adoptions.themes,
}
CHARTS = {**_OF_ROUNDS, **_OF_METHODS, **_OF_ADOPTIONS, **_OF_PROMOTION}


@dataclass(frozen=True)
class Group:
    """Charts under one heading."""

    slug: str
    title: str
    charts: list[Chart]


def groups(figures: Figures) -> list[Group]:
    """Every chart, made from the same figures; narrowed ones only of the methods."""
    of_methods = Group(
        "recorded",
        gettext("The recorded methods"),
        [make(figures) for make in _OF_METHODS.values()],
    )
    if figures.is_narrowed:
        return [of_methods]
    of_rounds = Group(
        "official",
        gettext("The rounds and their totals"),
        [make(figures) for make in _OF_ROUNDS.values()],
    )
    of_promotion = Group(
        "made-known",
        gettext("How methods were made known"),
        [make(figures) for make in _OF_PROMOTION.values()],
    )
    of_adoptions = Group(
        "adopted",
        gettext("What was adopted"),
        [make(figures) for make in _OF_ADOPTIONS.values()],
    )
    return [of_rounds, of_methods, of_adoptions, of_promotion]
