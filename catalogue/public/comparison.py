"""Two to four methods side by side, what differs first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import LocalText
from catalogue.methods.models import Step, WorkMethod
from catalogue.public import method_page
from catalogue.public.chosen_methods import METHOD, ChosenMethods, comparison_url
from catalogue.public.compare_tray import FEWEST_COMPARED
from catalogue.public.parameters import (
    MOST_COMPARED,
    Problem,
    too_many_compared,
    unknown_values,
)
from catalogue.public.place_paths import place_levels

METHOD_LABEL = _("Method")
_ARROW = " › "

# A paragraph in runs of one language each, and the paragraphs of one part of one
# method: none where nothing is recorded.
Paragraph = tuple[str, ...]
Cell = list[Paragraph]


@dataclass(frozen=True)
class Column:
    """One of the methods compared, with the address of the comparison without it."""

    method: WorkMethod
    remove_url: str


@dataclass(frozen=True)
class Row:
    """One part of the methods, a cell for each."""

    label: str
    cells: list[Cell]

    @property
    def differs(self) -> bool:
        return any(cell != self.cells[0] for cell in self.cells)


@dataclass(frozen=True)
class Comparison:
    """The methods compared, and their parts in two groups."""

    columns: list[Column]
    different: list[Row]
    same: list[Row]

    @property
    def is_complete(self) -> bool:
        return len(self.columns) >= FEWEST_COMPARED

    @property
    def has_room(self) -> bool:
        return len(self.columns) < MOST_COMPARED

    @property
    def numbers(self) -> list[int]:
        return [column.method.number for column in self.columns]


def comparison(methods: list[WorkMethod]) -> Comparison:
    """Compare methods loaded `with_parts`, in the order they are given."""
    numbers = [method.number for method in methods]
    rows = list(_rows(methods)) if methods else []
    return Comparison(
        columns=[
            Column(method, comparison_url(n for n in numbers if n != method.number))
            for method in methods
        ],
        different=[row for row in rows if row.differs],
        same=[row for row in rows if not row.differs],
    )


def problems(chosen: ChosenMethods) -> list[Problem]:
    """What is left out of a comparison, and why."""
    return [
        *unknown_values(METHOD, METHOD_LABEL, chosen.unknown),
        *too_many_compared(METHOD, METHOD_LABEL, chosen.numbers[MOST_COMPARED:]),
    ]


def _rows(methods: list[WorkMethod]) -> Iterable[Row]:
    for label, cell in _PARTS.items():
        yield Row(str(label), [cell(method) for method in methods])
    characteristics = [method_page.characteristics(method) for method in methods]
    for of_each in zip(*characteristics, strict=True):
        yield Row(of_each[0].name, [_characteristic(each) for each in of_each])


def _where(method: WorkMethod) -> Cell:
    levels = place_levels(method.community, method.reporting_body)
    arrows = [run for level in levels for run in (_ARROW, level)]
    return [tuple(arrows[1:])]


def _outcomes(method: WorkMethod) -> Cell:
    return [
        (each.label, " · ", each.round_label) for each in method_page.outcomes(method)
    ]


def _themes(method: WorkMethod) -> Cell:
    return [(theme.name,) for theme in method.themes.all()]


def _kind(method: WorkMethod) -> Cell:
    return [(method.get_kind_display(),)] if method.kind else []


def _settlement(method: WorkMethod) -> Cell:
    community = method.community
    if community is None or not community.settlement:
        return []
    return [(community.get_settlement_display(),)]


def _year(method: WorkMethod) -> Cell:
    return [(str(method.year_begun),)] if method.year_begun else []


def _text(field: str) -> Callable[[WorkMethod], Cell]:
    def lines(method: WorkMethod) -> Cell:
        text: LocalText = getattr(method, field)
        return [(line,) for line in text.lines()]

    return lines


def _steps(method: WorkMethod) -> Cell:
    return [_step(step) for step in method.steps.all()]


def _step(step: Step) -> Paragraph:
    runs = (f"{step.position}. ", step.title or step.action.without_marks)
    return (*runs, " – ", step.who) if step.who else runs


def _characteristic(each: method_page.ShownCharacteristic) -> Cell:
    if not each.holds:
        return []
    return [(each.evidence or gettext("Recorded, without a sentence of evidence"),)]


_PARTS: dict[str | Promise, Callable[[WorkMethod], Cell]] = {
    _("Where"): _where,
    _("Outcome"): _outcomes,
    _("Theme"): _themes,
    _("Kind"): _kind,
    _("Settlement"): _settlement,
    _("Year begun"): _year,
    _("In short"): _text("summary"),
    _("The problem"): _text("problem"),
    _("What it needs"): _text("conditions"),
    _("The steps"): _steps,
    _("What came of it"): _text("results"),
    _("Watch for"): _text("cautions"),
}
