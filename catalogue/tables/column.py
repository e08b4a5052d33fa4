from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.functional import Promise

from catalogue.cells import Cell

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its heading, width in characters, and what it says of a row."""

    heading: Promise | str
    width: int
    cell: Callable[[Row], Cell]
