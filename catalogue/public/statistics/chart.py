"""One chart: its finding, its measure, its picture and the table it is drawn from."""

from dataclasses import dataclass, field

from catalogue.cells import Cell
from catalogue.public.statistics.svg import Drawing


@dataclass(frozen=True)
class Column:
    """One column of the table under a chart."""

    heading: str
    is_number: bool = True


@dataclass(frozen=True)
class Row:
    """One row: None where no source gives the figure. It may lead to its methods."""

    cells: list[Cell]
    url: str = ""


@dataclass(frozen=True)
class Chart:
    """The heading is the finding, in words made from the figures alone."""

    slug: str
    finding: str
    measure: str
    drawing: Drawing
    columns: list[Column]
    rows: list[Row]
    note: str = ""
    is_wide: bool = False
    # How a text refers to it.
    citation: str = ""
    headings: list[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "headings", [each.heading for each in self.columns])

    @property
    def cells(self) -> list[list[Cell]]:
        return [row.cells for row in self.rows]


def name_column(heading: str) -> Column:
    """The first column, of words."""
    return Column(heading, is_number=False)
