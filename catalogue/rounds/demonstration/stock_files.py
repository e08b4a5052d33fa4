"""Read the stock from its TOML files; a fault names file, place and remedy."""

import tomllib
from pathlib import Path

from catalogue.data_files import DataFileError
from catalogue.methods.models import MethodCharacteristic, WorkMethod
from catalogue.rounds.demonstration.stock import (
    GIVEN,
    Pattern,
    StepPattern,
    Stock,
    Variables,
)
from catalogue.rounds.demonstration.stock_tables import Table
from catalogue.rounds.demonstration.texts import Pair, variables

FOLDER = Path(__file__).resolve().parent / "stock"
SHARED = "shared.toml"


def read_stock(folder: Path = FOLDER) -> Stock:
    """Every pattern of the folder, in the order of files and places in them.

    Raises DataFileError with the file and the place at fault.
    """
    shared = _table(folder / SHARED)
    shared.must_have({"vary", "profiles", "endings", "evidence"})
    shared_variables = shared.table("vary").variables()
    known = GIVEN | set(shared_variables)
    profiles = shared.table("profiles").texts_by_key(known)
    patterns: list[Pattern] = []
    for path in sorted(folder.glob("*.toml")):
        if path.name != SHARED:
            file = _table(path)
            file.must_have({"pattern"})
            patterns += [
                _pattern(table, shared_variables, set(profiles))
                for table in file.tables("pattern", named_by="key")
            ]
    _check_names(folder, patterns)
    return Stock(
        patterns=tuple(patterns),
        variables=shared_variables,
        endings=_endings(shared, known),
        profiles=profiles,
        evidence=_evidence(shared, known),
    )


def _table(path: Path) -> Table:
    try:
        return Table(path.name, tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise DataFileError(f"{path.name} is missing in {path.parent}.") from None
    except UnicodeDecodeError as error:
        raise DataFileError(
            f"{path.name}: byte {error.start} is not UTF-8; save the file as UTF-8."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(f"{path.name}: {error}; expected TOML.") from None


def _pattern(table: Table, shared: Variables, profiles: set[str]) -> Pattern:
    needed = {
        "key", "kind", "themes", "profiles", "matter", "names", "summary", "problem",
        "conditions", "results", "cautions", "steps",
    }  # fmt: skip
    table.must_have(needed, {"may_also", "vary"})
    own = table.table("vary").variables() if "vary" in table.values else {}
    if both := set(own) & (set(shared) | GIVEN):
        raise table.fault("vary", f"names other than the shared {', '.join(both)}")
    known = GIVEN | set(shared) | set(own)
    return Pattern(
        key=table.word("key"),
        kind=table.word("kind", allowed=set(WorkMethod.Kind.values)),
        themes=table.words("themes"),
        may_also=table.words("may_also") if "may_also" in table.values else (),
        profiles=table.words("profiles", allowed=profiles),
        matter=table.texts("matter", frozenset())[0],
        names=table.texts("names", frozenset()),
        summary=table.texts("summary", known),
        problem=table.texts("problem", known),
        conditions=table.texts("conditions", known),
        results=table.texts("results", known),
        cautions=table.texts("cautions", known),
        steps=tuple(_step(step, known) for step in table.tables("steps")),
        variables=own,
    )


def _step(table: Table, known: frozenset[str]) -> StepPattern:
    table.must_have({"title", "action", "who", "when", "output"}, {"optional"})
    return StepPattern(
        title=table.texts("title", known),
        action=table.texts("action", known),
        who=table.texts("who", known),
        when=table.texts("when", known),
        output=table.texts("output", known),
        optional=table.values.get("optional") is True,
    )


def _endings(shared: Table, known: frozenset[str]) -> tuple[Pair, ...]:
    """Last sentences of summaries."""
    table = shared.table("endings")
    table.must_have({"of_the_summary"})
    return table.texts("of_the_summary", known)


def _evidence(shared: Table, known: frozenset[str]) -> dict[str, tuple[Pair, ...]]:
    """Sentences for each of the six characteristics."""
    table = shared.table("evidence")
    table.must_have(set(MethodCharacteristic.Characteristic.values))
    return table.texts_by_key(known)


def _check_names(folder: Path, patterns: list[Pattern]) -> None:
    """Titles differ by their names, so no name may stand twice."""
    seen: set[str] = set()
    for pattern in patterns:
        for name in pattern.names:
            if name.zh in seen or variables(name):
                raise DataFileError(
                    f"pattern {pattern.key} in {folder.name}, field names: found "
                    f"“{name.zh}” again, expected a name of its own."
                )
            seen.add(name.zh)
