"""What would become of each row of a file: told before anything is saved."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from catalogue.accounts.models import User
from catalogue.desk.exchange.bodies import Bodies
from catalogue.desk.exchange.communities import Communities
from catalogue.desk.exchange.duplicates import LOOKED_AT_MOST, Resemblances
from catalogue.desk.exchange.method_values import (
    Values,
    differences,
    digest,
    values_of,
)
from catalogue.desk.exchange.problems import Problem
from catalogue.desk.exchange.row_reading import CHOSEN, Reading, RowReader
from catalogue.desk.exchange.values import Fault, Themes, method_number
from catalogue.desk.models import ImportedRow, MethodImport
from catalogue.methods.duplicates import is_similar
from catalogue.methods.models import Theme, WorkMethod
from catalogue.places.models import Community, Province

Outcome = ImportedRow.Outcome
MayChange = Callable[[WorkMethod], bool]

_PIECE = 200

# What a person may answer where a row resembles a method: or the number of that one.
RESEMBLES, AS_NEW, LEAVE_OUT = "resembles", "new", "leave-out"


def check_rows(
    method_import: MethodImport,
    rows: list[ImportedRow],
    *,
    by: User,
    may_change: MayChange,
) -> None:
    """Set outcome, result and values of every row, as things stand; saves nothing."""
    for _done in checked_rows(method_import, rows, by=by, may_change=may_change):
        pass


def checked_rows(
    method_import: MethodImport,
    rows: list[ImportedRow],
    *,
    by: User,
    may_change: MayChange,
) -> Iterator[int]:
    """The same piece by piece: gives the number of rows looked at so far."""
    yield from _Check(method_import, rows, by, may_change).run()


class _Check:
    """One check of all the rows of a file."""

    def __init__(
        self,
        method_import: MethodImport,
        rows: list[ImportedRow],
        by: User,
        may_change: MayChange,
    ) -> None:
        self._rows = rows
        self._visible = WorkMethod.objects.visible_to(by)
        self._may_change = may_change
        self._reader = _reader(method_import, rows, by)
        self._numbers: dict[int, int] = {}
        self._methods: dict[int, WorkMethod] = {}

    def run(self) -> Iterator[int]:
        yield 0
        self._load_methods()
        self._reader.prepare(
            (row, self._methods.get(row.method_number or 0)) for row in self._rows
        )
        readings: list[Reading] = []
        for row in self._rows:
            readings.append(self._read(row))
            if len(readings) % _PIECE == 0:
                yield len(readings)
        new = [
            (row, reading)
            for row, reading in zip(self._rows, readings, strict=True)
            if row.method_number is None
        ]
        self._compare_new_ones(new)
        for row, reading in zip(self._rows, readings, strict=True):
            self._decide(row, reading)

    def _load_methods(self) -> None:
        """The methods that rows name, of those that the person may see."""
        for row in self._rows:
            row.result = {}
            row.method_number = _number_of(row)
        numbers = {row.method_number for row in self._rows if row.method_number}
        methods = self._visible.with_path().prefetch_related("themes", "steps")
        self._methods = methods.in_bulk(list(numbers))

    def _read(self, row: ImportedRow) -> Reading:
        method = self._methods.get(row.method_number or 0)
        reading = self._reader.read(row, method)
        try:
            method_number(row.texts.get("number", ""))
        except Fault as fault:
            reading.problems.insert(0, fault.problem)
            return reading
        if row.method_number is not None:
            if method is None:
                words = {"text": str(row.method_number)}
                reading.problems.insert(0, Problem("unknown-number", "number", words))
            elif method.merged_into_id is not None:
                reading.problems.insert(0, _merged(method))
            first = self._numbers.setdefault(row.method_number, row.number)
            if first != row.number:
                problem = Problem("number-twice", "number", {"row": first})
                reading.problems.append(problem)
        self._check_title(reading, method)
        return reading

    def _check_title(self, reading: Reading, method: WorkMethod | None) -> None:
        now = values_of(method) if method else {}
        said = {**now, **reading.values}
        if any(each.column.startswith("title") for each in reading.problems):
            return
        if not said.get("title_zh") and not said.get("title_en"):
            reading.problems.append(Problem("no-title", "title_zh"))
        elif method and method.is_published and not said.get("community"):
            reading.problems.append(Problem("needed-when-published", "community"))

    def _compare_new_ones(self, new: list[tuple[ImportedRow, Reading]]) -> None:
        """Find what new rows resemble, in the catalogue and in the file."""
        known = Resemblances(
            self._visible,
            {r.community.number for _row, r in new if r.community},
            {
                r.values.get(key, "")
                for _row, r in new
                for key in ("title_zh", "title_en")
            },
        )
        above: defaultdict[Any, list[tuple[ImportedRow, Reading]]] = defaultdict(list)
        for row, reading in new:
            title_zh, title_en, place = _titles_and_place(reading)
            alike = known.of(title_zh, title_en, place)
            row.result["resembles"] = [
                {"number": each.number, "title": each.title} for each in alike
            ]
            for other, theirs in above[place][:LOOKED_AT_MOST]:
                if is_similar(title_zh, _titles_and_place(theirs)[0]) or is_similar(
                    title_en, _titles_and_place(theirs)[1]
                ):
                    row.result["resembles_row"] = other.number
                    break
            above[place].append((row, reading))

    def _decide(self, row: ImportedRow, reading: Reading) -> None:
        method = self._methods.get(row.method_number or 0)
        if method is not None:
            before = values_of(method)
            changed = differences(before, reading.values)
            is_merged = method.merged_into_id is not None
            if changed and not is_merged and not self._may_change(method):
                words = {"state": str(method.get_status_display())}
                reading.problems.append(Problem("may-not-change", "number", words))
            row.result["changes"] = [
                {"key": key, "before": before[key], "after": reading.values[key]}
                for key in changed
            ]
        row.values = reading.values
        row.result["digest"] = digest(reading.values)
        row.result["community"] = (
            str(reading.community.path_text) if reading.community else ""
        )
        row.result["candidates"] = [
            {"number": each.number, "path": each.path_text, "code": each.code}
            for each in reading.candidates
        ]
        row.result["problems"] = [each.as_json() for each in reading.problems]
        row.outcome = _outcome(row, reading)


def _outcome(row: ImportedRow, reading: Reading) -> Outcome:
    if row.choices.get(RESEMBLES) == LEAVE_OUT:
        return Outcome.LEFT_OUT
    if reading.problems:
        return Outcome.WRONG
    if reading.candidates:
        return Outcome.QUESTION
    if row.method_number is not None:
        return Outcome.CHANGED if row.result["changes"] else Outcome.UNCHANGED
    resembles = row.result["resembles"] or row.result.get("resembles_row")
    if resembles and row.choices.get(RESEMBLES) != AS_NEW:
        return Outcome.DUPLICATE
    return Outcome.NEW


def _merged(method: WorkMethod) -> Problem:
    words = {"text": str(method.pk), "into": str(method.merged_into_id)}
    return Problem("merged-number", "number", words)


def _number_of(row: ImportedRow) -> int | None:
    """The method that the row is about: named in the file, or chosen by the person."""
    chosen = row.choices.get(RESEMBLES)
    if isinstance(chosen, int):
        return chosen
    try:
        return method_number(row.texts.get("number", ""))
    except Fault:
        return None


def _titles_and_place(reading: Reading) -> tuple[str, str, int | None]:
    values: Values = reading.values
    place = reading.community.number if reading.community else None
    return values.get("title_zh", ""), values.get("title_en", ""), place


def _reader(
    method_import: MethodImport, rows: list[ImportedRow], by: User
) -> RowReader:
    bodies = list(Province.objects.reporting_bodies())
    chosen = {row.choices[CHOSEN] for row in rows if CHOSEN in row.choices}
    return RowReader(
        keys=set(method_import.headings),
        bodies=Bodies(bodies),
        themes=Themes(Theme.objects.all()),
        communities=Communities(bodies),
        chosen=Community.objects.findable().with_path().in_bulk(list(chosen)),
        person=by,
    )
