"""What the page beside and above a list of methods offers to choose and take away."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext

from catalogue.bilingual import as_written
from catalogue.methods.search.nearest import nearest_questions
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.narrowing import Narrowing
from catalogue.public.parameters import LABELS, LISTED, ORDERS, RELEVANCE

SHOWN_AT_ONCE = 5
# Those most readers want stand open; the others open when they are in use.
_OPEN = ("outcome", "theme", "region", "province", "kind")
_FACETS = tuple(name for name in LISTED if name != "community")


@dataclass(frozen=True)
class FacetChoice:
    """One value with the number of methods that taking it would show."""

    value: str
    label: str
    count: int
    selected: bool
    bar: int


@dataclass(frozen=True)
class Facet:
    """One parameter with its choices; `kind` says how it is drawn."""

    parameter: str
    label: str | Promise
    kind: str
    open: bool
    choices: list[FacetChoice]
    more_choices: list[FacetChoice]

    @property
    def more_open(self) -> bool:
        return any(choice.selected for choice in self.more_choices)


@dataclass(frozen=True)
class Chip:
    """One value in use, with the address of the list without it."""

    parameter_label: str | Promise
    value_label: str | Promise
    remove_url: str
    name: str


@dataclass(frozen=True)
class Spelling:
    """Another search that finds something."""

    text: str
    url: str


@dataclass(frozen=True)
class Suggestion:
    """What an empty list would show if one parameter said nothing."""

    label: str
    url: str
    count: int


@dataclass(frozen=True)
class OrderLink:
    order: str
    label: str | Promise
    url: str
    current: bool


def facets(filterset: WorkMethodFilter, narrowing: Narrowing) -> list[Facet]:
    """Every facet of the list."""
    return [_facet(filterset, narrowing, name) for name in _FACETS]


def _facet(filterset: WorkMethodFilter, narrowing: Narrowing, parameter: str) -> Facet:
    chosen = filterset.parameters[parameter]
    counts = {
        value: narrowing.count_of(parameter, value)
        for value in filterset.names[parameter]
    }
    largest = max(counts.values(), default=0) or 1
    choices = [
        FacetChoice(
            value=value,
            label=filterset.names[parameter][value],
            count=count,
            selected=value in chosen,
            bar=round(100 * count / largest),
        )
        for value, count in counts.items()
    ]
    is_grid = parameter == "province"
    shown = len(choices) if is_grid else SHOWN_AT_ONCE
    return Facet(
        parameter=parameter,
        label=LABELS[parameter],
        kind="tiles" if is_grid else "choices",
        open=parameter in _OPEN or bool(chosen),
        choices=choices[:shown],
        more_choices=choices[shown:],
    )


def chips(path: str, filterset: WorkMethodFilter) -> list[Chip]:
    """Every value in use, the search too."""
    return [
        _chip(path, filterset, parameter, value)
        for parameter in ("q", *LISTED)
        for value in filterset.parameters[parameter]
    ]


def _chip(path: str, filterset: WorkMethodFilter, parameter: str, value: str) -> Chip:
    label = value_label(filterset, parameter, value)
    without = filterset.parameters.toggled(parameter, value)
    return filter_chip(LABELS[parameter], label, path + without.query_string())


def filter_chip(
    parameter_label: str | Promise, value_label: str | Promise, remove_url: str
) -> Chip:
    """A value that narrows a list, named by what following it does."""
    name = gettext("Remove filter %(parameter)s: %(value)s") % {
        "parameter": parameter_label,
        "value": value_label,
    }
    return Chip(parameter_label, value_label, remove_url, name)


def value_label(filterset: WorkMethodFilter, parameter: str, value: str) -> str:
    """The name of a value as the page writes it; a search stands for itself."""
    return as_written(value) if parameter == "q" else filterset.names[parameter][value]


def suggestions(
    path: str, filterset: WorkMethodFilter, narrowing: Narrowing
) -> list[Suggestion]:
    """For an empty list: what each parameter in use hides, the most first."""
    parameters = filterset.parameters
    offered = [
        Suggestion(
            label=gettext("Without %(parameter)s: %(values)s")
            % {
                "parameter": LABELS[name],
                "values": gettext(", ").join(
                    value_label(filterset, name, value) for value in parameters[name]
                ),
            },
            url=path + parameters.holding(name).query_string(),
            count=narrowing.count_without(name),
        )
        for name in ("q", *LISTED)
        if parameters[name]
    ]
    return sorted(
        (each for each in offered if each.count), key=lambda each: -each.count
    )


def spellings(path: str, filterset: WorkMethodFilter) -> list[Spelling]:
    """For an empty list: what the reader may have meant to search for."""
    parameters = filterset.parameters
    return [
        Spelling(text, path + parameters.holding("q", text).query_string())
        for asked in parameters["q"][:1]
        for text in nearest_questions(asked)
    ]


def order_links(path: str, filterset: WorkMethodFilter) -> list[OrderLink]:
    """The orders a list can have; relevance is one of a search only."""
    parameters = filterset.parameters
    return [
        OrderLink(
            order=order,
            label=label,
            url=path + parameters.ordered(order).query_string(),
            current=order == parameters.effective_order,
        )
        for order, label in ORDERS.items()
        if order != RELEVANCE or parameters["q"]
    ]
