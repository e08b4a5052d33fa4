"""What a newer register has otherwise than the tables, one row for each place."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from catalogue.places.names import MatchingKey, division_stem, matching_key


@dataclass(frozen=True)
class Compared:
    """A place before and after; what is not there on one side is empty.

    `above` is the code of its street, county, or prefecture and province.
    """

    level: str
    code: str
    name: str
    above: str
    code_before: str
    name_before: str
    above_before: str
    is_back: bool
    replaced_by: str

    @property
    def is_new(self) -> bool:
        return not self.code_before

    @property
    def is_gone(self) -> bool:
        return not self.code

    @property
    def is_renamed(self) -> bool:
        return self.code != "" and self.name_before not in ("", self.name)

    @property
    def has_moved(self) -> bool:
        """Whether it stands under another place with its old code."""
        # Communities follow their street, which has a row of its own.
        is_both = self.code != "" and self.code_before != ""
        return is_both and self.level != "community" and self.above != self.above_before

    @property
    def key(self) -> MatchingKey:
        """The matching key of the name, of what is gone of its former one."""
        name = self.name_before if self.is_gone else self.name
        if self.level == "community":
            return matching_key(name)
        return MatchingKey(division_stem(name), "")


_COLUMNS = {
    "community": "street, code_before, name_before, street_before, is_back, NULL",
    "street": "above, code_before, name_before, above_before, is_back, replaced_by",
    "division": "above, code_before, name_before, above_before, is_back, replaced_by",
}


def compared(level: str) -> list[Compared]:
    """The differences of a level, in the order of their codes."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT code, name, {_COLUMNS[level]} FROM compared_{level} "  # noqa: S608
            "ORDER BY coalesce(code_before, code)"
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [_compared(level, *row) for row in rows]


def _compared(level: str, *row: Any) -> Compared:
    code, name, above, *before, is_back, replaced_by = row
    code_before, name_before, above_before = (each or "" for each in before)
    return Compared(
        level=level,
        code=code or "",
        name=name or "",
        above=above or "",
        code_before=code_before,
        name_before=name_before,
        above_before=above_before,
        is_back=bool(is_back),
        replaced_by=replaced_by or "",
    )
