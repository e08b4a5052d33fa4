"""The text of one method, part by part; what is missing is said to be missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext

from catalogue.bilingual import LocalText
from catalogue.marked_text import Line, lines
from catalogue.methods.models import Step, WorkMethod
from catalogue.public import method_page
from catalogue.public.place_paths import place_levels
from catalogue.word.elements import (
    CELL_STYLE,
    Element,
    Headings,
    cells,
    paragraph,
    run,
    table,
)

_STEP_WIDTHS = [560, 4_040, 1_700, 1_300, 1_700]
_CHARACTERISTIC_WIDTHS = [2_600, 6_700]
_DASH = "–"


@dataclass(frozen=True)
class MethodPages:
    """Writes the parts of one method under headings of one level."""

    method: WorkMethod
    headings: Headings
    level: int
    address: str

    def body(self) -> Iterator[Element]:
        """All below the title: facts, the manual, sources, the address."""
        if self.method.is_demo:
            yield paragraph(
                run(gettext("Demonstration record"), bold=True),
                run(" "),
                run(
                    gettext(
                        "This record was generated to show the catalogue at full size. "
                        "It describes no real method and is removed again by one "
                        "command."
                    )
                ),
            )
        yield from self._facts()
        yield from self._text(gettext("In short"), self.method.summary)
        yield from self._text(gettext("The problem"), self.method.problem)
        yield from self._needs()
        yield from self._steps(list(self.method.steps.all()))
        yield from self._text(gettext("What came of it"), self.method.results)
        yield from self._text(gettext("Watch for"), self.method.cautions)
        yield from self._characteristics()
        yield from self._missing()
        yield from self._sources()

    def _facts(self) -> Iterator[Element]:
        places = place_levels(self.method.community, self.method.reporting_body)
        yield _fact(gettext("Where"), _joined(places, " › "))
        results = method_page.outcomes(self.method)
        for each in results:
            notice = f" ({each.notice})" if each.notice else ""
            yield _fact(
                gettext("Outcome"), [run(f"{each.label}, {each.round_label}{notice}")]
            )
        if not results:
            yield _fact(gettext("Outcome"), [run(gettext("Selection not proven"))])
        for fact in method_page.facts(self.method):
            values = [value.label for value in fact.values] or [gettext("Not recorded")]
            yield _fact(fact.label, _joined(values, gettext(", ")))
        yield _fact(gettext("Address"), [run(self.address)])

    def _text(self, title: str, text: LocalText) -> Iterator[Element]:
        if text:
            yield self._heading(title)
            yield from (paragraph(*_runs(line)) for line in lines(text))

    def _needs(self) -> Iterator[Element]:
        if self.method.conditions:
            yield self._heading(gettext("What it needs"))
            for line in self.method.conditions.lines():
                yield paragraph(run("☐ "), run(line))

    def _steps(self, steps: list[Step]) -> Iterator[Element]:
        if not steps:
            return
        yield self._heading(gettext("The steps"))
        head: list[str | Promise] = [
            gettext("No."),
            gettext("Step and what to do"),
            gettext("Who"),
            gettext("When"),
            gettext("What comes out"),
        ]
        yield table(_STEP_WIDTHS, head, (_step_row(step) for step in steps))
        yield paragraph()

    def _characteristics(self) -> Iterator[Element]:
        shown = method_page.characteristics(self.method)
        if not any(each.holds for each in shown):
            return
        yield self._heading(gettext("The six characteristics"))
        head = [gettext("Characteristic"), gettext("What the record says")]
        rows = (
            _row(_CHARACTERISTIC_WIDTHS, [each.name, _record_of(each)])
            for each in shown
        )
        yield table(_CHARACTERISTIC_WIDTHS, head, rows)
        yield paragraph()

    def _missing(self) -> Iterator[Element]:
        missing = method_page.missing(self.method)
        if missing:
            yield self._heading(gettext("Not recorded yet"))
            yield paragraph(
                run(
                    gettext(
                        "The sources read so far do not tell these parts. They stay "
                        "empty until a source does."
                    )
                )
            )
            yield paragraph(*_joined(missing, gettext(", ")))

    def _sources(self) -> Iterator[Element]:
        yield self._heading(gettext("Sources"))
        sources = method_page.sources(self.method)
        for source in sources:
            parts = [part for part in (source.text, source.date, source.note) if part]
            yield paragraph(*_joined(parts, gettext(", ")))
        if not sources:
            yield paragraph(run(gettext("No source is recorded.")))

    def _heading(self, title: str) -> Element:
        return self.headings.heading(title, self.level)[0]


def _fact(label: str, runs: Iterable[Element]) -> Element:
    return paragraph(run(f"{label}  ", bold=True), *runs)


def _joined(texts: Iterable[str], separator: str) -> list[Element]:
    runs: list[Element] = []
    for text in texts:
        if runs:
            runs.append(run(separator))
        runs.append(run(text))
    return runs


def _record_of(each: method_page.ShownCharacteristic) -> str:
    if each.evidence:
        return each.evidence
    if each.holds:
        return gettext("Recorded, without a sentence of evidence")
    return gettext("Not recorded")


def _step_row(step: Step) -> list[Element]:
    what = [_in_cell(run(step.title, bold=True))] if step.title else []
    what += [_in_cell(*_runs(line)) for line in lines(step.action)]
    if step.caution:
        label = run(gettext("Watch for"), bold=True)
        what.append(_in_cell(label, run(" "), run(step.caution)))
    others = [step.who, step.when, step.output]
    return cells(
        _STEP_WIDTHS,
        [
            [_in_cell(run(str(step.position)))],
            what,
            *([_in_cell(run(text or _DASH))] for text in others),
        ],
    )


def _runs(line: Line) -> Iterator[Element]:
    """A line of a marked text: its sign, and what is bold in bold."""
    if line.mark:
        yield run("• " if line.kind == "ul" else f"{line.mark}. ")
    for piece in line.pieces:
        yield run(piece.text, bold=piece.is_bold)


def _row(widths: list[int], texts: list[str]) -> list[Element]:
    return cells(widths, [[_in_cell(run(text))] for text in texts])


def _in_cell(*runs: Element) -> Element:
    return paragraph(*runs, style=CELL_STYLE)
