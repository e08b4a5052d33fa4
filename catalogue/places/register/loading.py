"""Bring the tables of places up to a register, all of it or nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pghistory
from django.db import connection, transaction
from django.utils import timezone

from catalogue.places.english import english_name, english_street_name
from catalogue.places.models import (
    Community,
    Division,
    Province,
    RegisterChange,
    RegisterLoad,
    Street,
)
from catalogue.places.progress import Progress
from catalogue.places.register import rows, statements
from catalogue.places.register.bulk import without_indexes
from catalogue.places.register.files import RegisterFile, register_file
from catalogue.places.register.findings import Found, write_findings
from catalogue.places.register.staging import line_of, stage

DATA = Path(__file__).resolve().parent.parent / "data"
# The day for which the statistics bureau published the codes that come with us.
DATA_REGISTER_ON = date(2023, 6, 30)
_ROWS_OF_THE_COUNTRY = 620_572


@dataclass
class Outcome:
    """What a load did; `skipped` says in a sentence why it did nothing.

    `found` counts the changes by level and kind; the first load finds none.
    """

    skipped: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    new: int = 0
    found: Found = field(default_factory=Counter)
    to_settle: int = 0


def load_register(
    *, folder: Path = DATA, register_on: date = DATA_REGISTER_ON, progress: Progress
) -> Outcome:
    """Load the register in a folder; nothing when this one or a newer one is loaded.

    Places that a newer register leaves out stay. Raises DataFileError, with nothing
    changed, when a file is not as it must be.
    """
    with transaction.atomic(), pghistory.context(command="load_places"):
        # Two loads at once wait for each other.
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE places_registerload IN EXCLUSIVE MODE")
        return _Load(folder, register_on, progress).run()


class _Load:
    def __init__(self, folder: Path, register_on: date, progress: Progress) -> None:
        self.register_on = register_on
        self.before = RegisterLoad.objects.newest_on()
        self.is_first = not Community.objects.filter(register_on__isnull=False).exists()
        self.progress = progress
        self.outcome = Outcome()
        self.provinces = register_file(folder, "provinces", rows.PROVINCE_COLUMNS)
        self.divisions = register_file(folder, "divisions", rows.DIVISION_COLUMNS)
        self.streets = register_file(folder, "streets", rows.STREET_COLUMNS)
        self.communities = register_file(folder, "communities", rows.COMMUNITY_COLUMNS)

    def run(self) -> Outcome:
        checksums = {file.name: file.sha256() for file in self._files()}
        self.outcome.skipped = self._reason_to_skip(checksums)
        if self.outcome.skipped:
            return self.outcome
        with self.progress.during("Provinces, prefectures, counties and streets"):
            self._load_above_communities()
        self._stage_communities()
        self._load_communities()
        if not self.is_first:
            self._write_findings()
        self._remember(checksums)
        return self.outcome

    def _files(self) -> list[RegisterFile]:
        return [self.provinces, self.divisions, self.streets, self.communities]

    def _reason_to_skip(self, checksums: dict[str, str]) -> str:
        loads = {load.file: load for load in RegisterLoad.objects.all()}
        newest = max((load.register_on for load in loads.values()), default=None)
        if newest and newest > self.register_on:
            return (
                f"The register of {newest} is loaded; the older one of "
                f"{self.register_on} is not loaded over it."
            )
        is_same = newest == self.register_on and checksums == {
            name: load.sha256 for name, load in loads.items() if name in checksums
        }
        return f"The register of {newest} is loaded already." if is_same else ""

    def _is_loaded(self, file: RegisterFile) -> bool:
        """Whether the very same file is loaded, so that staff's changes to it stay."""
        loads = RegisterLoad.objects.filter(file=file.name, sha256=file.sha256())
        return loads.exists()

    def _load_above_communities(self) -> None:
        provinces = list(rows.province_rows(self.provinces))
        codes = {str(province["code"]) for province in provinces}
        if not self._is_loaded(self.provinces):
            _upsert_provinces(provinces)
        divisions = list(rows.division_rows(self.divisions, codes))
        stage("staged_division", map(line_of, divisions))
        stage("staged_name", map(line_of, _english_names(Division, divisions)))
        self._bring_up("division", statements.DIVISIONS)
        counties = {str(division[0]) for division in divisions}
        streets = list(rows.street_rows(self.streets, counties))
        stage("staged_street", map(line_of, streets))
        stage("staged_name", map(line_of, _english_names(Street, streets)))
        self._bring_up("street", statements.STREETS)
        # Six hundred thousand rows are joined with these: the planner must know them.
        _execute("ANALYZE places_province, places_division, places_street")
        self.street_codes = {str(street[0]) for street in streets}
        self.outcome.rows = {
            self.provinces.name: len(provinces),
            self.divisions.name: len(divisions),
            self.streets.name: len(streets),
        }

    def _stage_communities(self) -> None:
        doing = f"Reading {self.communities.name}"
        with self.progress.during(doing, _ROWS_OF_THE_COUNTRY) as advance:
            self.outcome.rows[self.communities.name] = stage(
                "staged_community",
                rows.community_rows(self.communities, self.street_codes, advance),
            )

    def _load_communities(self) -> None:
        values = {"register_on": self.register_on, "before": self.before}
        # What is known of a table that is being filled misleads the planner: a loop
        # over the streets for every community would take hours.
        _execute("SET LOCAL enable_nestloop = off")
        if self.is_first:
            self.outcome.new = self.outcome.rows[self.communities.name]
            with (
                without_indexes("places_community", self.progress),
                self.progress.during("Communities"),
            ):
                _execute(statements.ALL_COMMUNITIES, values)
        else:
            with self.progress.during("Comparing communities"):
                _execute(statements.COMPARE_COMMUNITIES)
                _execute("ANALYZE compared_community")
            with self.progress.during("Changed communities"):
                _execute(statements.KNOWN_COMMUNITIES, values)
                _execute(statements.WITHDRAWN_COMMUNITIES, values)
                self.outcome.new = _execute(statements.NEW_COMMUNITIES, values)
        _execute("SET LOCAL enable_nestloop TO DEFAULT")
        with self.progress.during("Statistics for the planner"):
            _execute("ANALYZE places_community")

    def _bring_up(self, level: str, statement: str) -> None:
        """Divisions or streets, with what is otherwise noted before."""
        values: dict[str, date | None] = {"register_on": self.register_on}
        _execute(statements.COMPARE_PLACES[level])
        _execute(statement)
        _execute(statements.WITHDRAWN_PLACES[level], values)

    def _write_findings(self) -> None:
        with self.progress.during("What the register has otherwise"):
            self.outcome.found = write_findings(self.register_on)
            self.outcome.to_settle = RegisterChange.objects.open().count()

    def _remember(self, checksums: dict[str, str]) -> None:
        RegisterLoad.objects.all().delete()
        RegisterLoad.objects.bulk_create(
            RegisterLoad(
                file=name,
                sha256=checksum,
                rows=self.outcome.rows[name],
                register_on=self.register_on,
                loaded_at=timezone.now(),
            )
            for name, checksum in checksums.items()
        )


def _upsert_provinces(provinces: list[dict[str, object]]) -> None:
    for values in provinces:
        Province.objects.update_or_create(code=values["code"], defaults=values)


def _english_names(
    model: type[Division] | type[Street], staged: Iterable[rows.Line]
) -> list[tuple[str, str]]:
    """The English name of each row; one that staff put right stays."""
    english = english_name if model is Division else english_street_name
    known: dict[str, tuple[str, str]] = {
        code: (register_name or name, own)
        for code, name, register_name, own in model.objects.values_list(
            "code", "name_zh", "register_name", "name_en"
        )
    }
    names = []
    for code, name, *_rest in staged:
        before, own = known.get(str(code), ("", ""))
        stays = own and (before == name or own != english(before))
        names.append((str(code), own if stays else english(str(name))))
    return names


def _execute(sql: str, values: dict[str, date | None] | None = None) -> int:
    """Run a statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)
