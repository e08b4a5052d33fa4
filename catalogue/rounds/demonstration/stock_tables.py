"""One table of a TOML file, read value by value."""

import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from catalogue.data_files import DataFileError
from catalogue.rounds.demonstration.stock import (
    NumberRange,
    Texts,
    Variables,
    WordChoice,
)
from catalogue.rounds.demonstration.texts import Pair, variables


@dataclass(frozen=True)
class Table:
    """Values with the place they stand at, such as “service.toml, pattern dogs”."""

    place: str
    values: dict[str, Any]

    def fault(self, field: str, expected: str) -> DataFileError:
        """The error that says what was expected in one field of this table."""
        found = str(self.values.get(field, "nothing"))[:80]
        return DataFileError(
            f"{self.place}, field {field}: found “{found}”, expected {expected}."
        )

    def must_have(
        self, needed: AbstractSet[str], allowed: AbstractSet[str] = frozenset()
    ) -> None:
        """Raise DataFileError for a field that is missing or not known."""
        for field in sorted(needed - set(self.values)):
            raise self.fault(field, "a value")
        for field in sorted(set(self.values) - needed - allowed):
            raise self.fault(field, "no such field")

    def table(self, field: str) -> "Table":
        """A table inside this one."""
        if not isinstance(self.values[field], dict):
            raise self.fault(field, f"a table [{field}]")
        return Table(f"{self.place}, [{field}]", self.values[field])

    def tables(self, field: str, named_by: str = "") -> list["Table"]:
        """A list of tables, told apart by one of their fields or by their number."""
        value = self.values[field]
        if not (value and _is_list_of(dict, value)):
            raise self.fault(field, f"one or more tables [[{field}]]")
        return [
            Table(f"{self.place}, {field} {row.get(named_by, number)}", row)
            for number, row in enumerate(value, start=1)
        ]

    def word(self, field: str, allowed: AbstractSet[str] = frozenset()) -> str:
        """A word, among the allowed ones where there are any."""
        value = self.values[field]
        if not isinstance(value, str) or (allowed and value not in allowed):
            raise self.fault(field, _one_of(allowed))
        return value

    def words(
        self, field: str, allowed: AbstractSet[str] = frozenset()
    ) -> tuple[str, ...]:
        """A list of one or more words, among the allowed ones where there are any."""
        value = self.values[field]
        if not (value and _is_list_of(str, value)) or (
            allowed and not set(value) <= allowed
        ):
            raise self.fault(field, f"a list: {_one_of(allowed)}")
        return tuple(value)

    def texts(self, field: str, known: AbstractSet[str]) -> Texts:
        """A pair, or a list of pairs, that uses known variables only."""
        value = self.values[field]
        pairs = [value] if _is_list_of(str, value) else value
        if not (pairs and _is_list_of(list, pairs)):
            raise self.fault(field, 'pairs ["Chinese", "English"]')
        return tuple(self._pair(field, pair, known) for pair in pairs)

    def texts_by_key(self, known: AbstractSet[str]) -> dict[str, Texts]:
        """Every field of the table as texts."""
        return {field: self.texts(field, known) for field in self.values}

    def variables(self) -> Variables:
        """Every field of the table as a range of numbers or a choice of wordings."""
        return {field: self._variable(field) for field in self.values}

    def _variable(self, field: str) -> NumberRange | WordChoice:
        value = self.values[field]
        if not isinstance(value, dict):
            return WordChoice(self.texts(field, frozenset()))
        if set(value) != {"from", "to", "step"} or not all(
            type(number) is int and number > 0 for number in value.values()
        ):
            raise self.fault(field, "{ from = 2, to = 9, step = 1 }")
        if value["from"] > value["to"]:
            raise self.fault(field, "“from” at most “to”")
        return NumberRange(value["from"], value["to"], value["step"])

    def _pair(self, field: str, value: list[Any], known: AbstractSet[str]) -> Pair:
        if len(value) != 2 or not (_is_list_of(str, value) and all(value)):
            raise self.fault(field, 'a pair ["Chinese", "English"]')
        pair = Pair(*value)
        if any("CJK" in unicodedata.name(letter, "") for letter in pair.en):
            raise self.fault(field, "no Chinese in the English text")
        try:
            unknown = variables(pair) - known
        except ValueError:
            raise self.fault(field, "every brace closed") from None
        if unknown:
            raise self.fault(field, f"no variable {{{min(unknown)}}}")
        return pair


def _is_list_of(kind: type, value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, kind) for part in value)


def _one_of(allowed: AbstractSet[str]) -> str:
    return "one of " + ", ".join(sorted(allowed)) if allowed else "a word"
