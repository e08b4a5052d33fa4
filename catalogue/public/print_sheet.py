"""The sheet that a community works by: one method on one side of paper."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from catalogue.bilingual import LocalText
from catalogue.methods.models import Step, WorkMethod
from catalogue.public import method_page
from catalogue.public.place_paths import place_levels

# Room to write where nothing is recorded yet; more would need a second side.
BLANK_STEPS = 5
BLANK_CHECKS = 4
RULED_LINES = 4


@dataclass(frozen=True)
class PrintSheet:
    """What is printed; the rest of a sheet is lines to write on."""

    method: WorkMethod
    places: list[str]
    outcomes: list[method_page.MethodOutcome]
    facts: list[method_page.Fact]
    steps: list[Step]
    checklist: list[LocalText]
    sources: list[method_page.ShownSource]
    revised_on: datetime.date
    printed_on: datetime.date

    @property
    def blank_steps(self) -> range:
        return range(1, BLANK_STEPS + 1)

    @property
    def blank_checks(self) -> range:
        return range(BLANK_CHECKS)

    @property
    def ruled_lines(self) -> range:
        return range(max(RULED_LINES, len(self.checklist)))


def print_sheet(
    method: WorkMethod, *, printed_on: datetime.date | None = None
) -> PrintSheet:
    """The sheet of a method loaded `with_parts`; printed today unless told."""
    return PrintSheet(
        method=method,
        places=place_levels(method.community, method.reporting_body),
        outcomes=method_page.outcomes(method),
        facts=[fact for fact in method_page.facts(method) if fact.values],
        steps=list(method.steps.all()),
        checklist=method.conditions.lines(),
        sources=method_page.sources(method),
        revised_on=timezone.localdate(method.updated_at),
        printed_on=printed_on or timezone.localdate(),
    )
