"""The texts of one row as values of a method, with all that is wrong with them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from catalogue.accounts.models import User
from catalogue.desk.exchange.bodies import Bodies
from catalogue.desk.exchange.communities import KEYS as PLACE_KEYS
from catalogue.desk.exchange.communities import Communities, place_texts
from catalogue.desk.exchange.method_values import TEXT_KEYS, Values, limit_of
from catalogue.desk.exchange.problems import Problem, in_both
from catalogue.desk.exchange.steps import steps_of
from catalogue.desk.exchange.values import Fault, Themes, kind, stored_text, year
from catalogue.desk.models import ImportedRow
from catalogue.methods.admin.forms import reports_through
from catalogue.methods.models import WorkMethod
from catalogue.places.models import Community, Province

_LIMITS = {key: limit_of(WorkMethod, key) for key in TEXT_KEYS}
CHOSEN = "community"


@dataclass
class Reading:
    """What a row says of a method, as far as it could be understood."""

    values: Values = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    community: Community | None = None
    body: Province | None = None
    candidates: list[Community] = field(default_factory=list)


@dataclass
class RowReader:
    """Reads the rows of one file, with what it takes to understand them."""

    keys: set[str]
    bodies: Bodies
    themes: Themes
    communities: Communities
    # Communities that a person chose, and that may still be chosen.
    chosen: dict[int, Community]
    person: User

    def read(self, row: ImportedRow, method: WorkMethod | None) -> Reading:
        """The values of the columns that the file has; `method` is the one it names."""
        reading = Reading()
        for key in TEXT_KEYS:
            self._take(reading, row, key, self._text(key))
        self._take(reading, row, "kind", kind)
        self._take(reading, row, "year_begun", year)
        self._take(reading, row, "themes", self.themes.named)
        steps, problems = steps_of(row.steps)
        reading.problems += problems
        if steps:
            reading.values["steps"] = steps
        reading.body = self._body(reading, row, method)
        self._place(reading, row, method)
        self._put_together(reading, method)
        return reading

    def _take(
        self, reading: Reading, row: ImportedRow, key: str, read: Callable[[str], Any]
    ) -> None:
        if key not in self.keys:
            return
        try:
            reading.values[key] = read(row.texts.get(key, ""))
        except Fault as fault:
            reading.problems.append(fault.problem)

    def _text(self, key: str) -> Callable[[str], str]:
        return lambda text: stored_text(text, key, _LIMITS[key])

    def prepare(self, rows: Iterable[tuple[ImportedRow, WorkMethod | None]]) -> None:
        """Look up the places of all rows at once."""
        self.communities.prepare(
            (row.texts, self._body(Reading(), row, method)) for row, method in rows
        )

    def _body(
        self, reading: Reading, row: ImportedRow, method: WorkMethod | None
    ) -> Province | None:
        """The body of the account; who works for all may name any."""
        own = self.person.reporting_body
        own = None if self.person.sees_all_reporting_bodies else own
        text = row.texts.get("reporting_body", "")
        named = self.bodies.named(text) if text else None
        if text and named is None:
            problem = Problem("body", "reporting_body", {"text": text})
            reading.problems.append(problem)
        elif own and named and named != own:
            words = {"own": _name(own), "body": _name(named)}
            reading.problems.append(Problem("other-body", "reporting_body", words))
        if own:
            return own
        return named or (method.reporting_body if method else None)

    def _place(
        self, reading: Reading, row: ImportedRow, method: WorkMethod | None
    ) -> None:
        written = {
            key: row.texts.get(key, "") for key in PLACE_KEYS if key in self.keys
        }
        if not written:
            reading.community = method.community if method else None
            return
        if method and self._is_the_same(written, method.community):
            reading.community = method.community
        elif chosen := self.chosen.get(row.choices.get(CHOSEN, 0)):
            reading.community = chosen
        else:
            try:
                found = self.communities.find(row.texts, reading.body)
            except Fault as fault:
                reading.problems.append(fault.problem)
                return
            reading.community, reading.candidates = found.community, found.candidates
        if not reading.candidates:
            reading.values["community"] = (
                reading.community.number if reading.community else None
            )

    def _is_the_same(self, written: dict[str, str], now: Community | None) -> bool:
        """Whether the columns say what our own file says of the method's community."""
        ours = place_texts(now)
        return all(text == ours[key] for key, text in written.items())

    def _put_together(self, reading: Reading, method: WorkMethod | None) -> None:
        """Reporting body and community must fit each other."""
        body, community = reading.body, reading.community
        if body is None and community is not None:
            body = community.reporting_body
        if body is None:
            if not reading.problems and not reading.candidates:
                reading.problems.append(Problem("no-body", "community"))
            return
        if community is not None and not reports_through(community, body):
            words = {
                "community": community.name,
                "province": _name(community.province),
                "body": _name(body),
            }
            reading.problems.append(Problem("other-province", "community", words))
        if method is None or "reporting_body" in self.keys:
            reading.values["reporting_body"] = body.code


def _name(body: Province) -> dict[str, str]:
    return in_both(body.short_name_zh, body.short_name_en)
