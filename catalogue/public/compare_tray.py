"""The methods that a reader has chosen to compare, as long as the address says so.

No cookie: links of lists and of the pages of methods carry the choice.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from catalogue.methods.models import WorkMethod
from catalogue.public.chosen_methods import comparison_url
from catalogue.public.parameters import MOST_COMPARED, MethodParameters

FEWEST_COMPARED = 2
# The address of the page with other parameters.
Address = Callable[[MethodParameters], str]


@dataclass(frozen=True)
class Choice:
    """Where a method is put into the comparison or, when chosen, taken out of it."""

    url: str
    is_chosen: bool
    # Of a chosen one: how many are chosen, and the comparison once they are enough.
    count: int = 0
    compare_url: str = ""

    @property
    def words(self) -> str:
        """What the link does; the title of the method stands behind it."""
        if self.is_chosen:
            return gettext("Take out of the comparison")
        return gettext("Add to the comparison")


@dataclass(frozen=True)
class ChosenMethod:
    """A method in the tray, with the address of the page without it there."""

    title: str
    url: str
    remove_url: str


@dataclass(frozen=True)
class Tray:
    """The chosen methods and what can be done with them."""

    methods: list[ChosenMethod]
    compare_url: str
    clear_url: str

    @property
    def is_enough(self) -> bool:
        return len(self.methods) >= FEWEST_COMPARED

    @property
    def compare_words(self) -> str:
        return compare_words(len(self.methods))


def choice(
    number: int, parameters: MethodParameters, address: Address
) -> Choice | None:
    """What the card of a method offers; nothing when others fill the comparison."""
    chosen = parameters.compared
    if number in chosen:
        return Choice(
            url=address(_without(parameters, number)),
            is_chosen=True,
            count=len(chosen),
            compare_url=_compare_url(parameters),
        )
    if len(chosen) >= MOST_COMPARED:
        return None
    return Choice(address(parameters.comparing([*chosen, number])), is_chosen=False)


def tray(
    parameters: MethodParameters,
    titled: Mapping[int, WorkMethod],
    address: Address,
) -> Tray | None:
    """The tray of a page, of methods loaded by `titled`; None: nothing is chosen."""
    if not parameters.compared:
        return None
    query = parameters.query_string()
    return Tray(
        methods=[
            ChosenMethod(
                title=titled[number].title,
                url=titled[number].get_absolute_url() + query,
                remove_url=address(_without(parameters, number)),
            )
            for number in parameters.compared
            if number in titled
        ],
        compare_url=_compare_url(parameters),
        clear_url=address(parameters.comparing([])),
    )


def compare_words(count: int) -> str:
    """What the link to the comparison of so many methods says."""
    return ngettext(
        "Compare %(number)d method", "Compare %(number)d methods", count
    ) % {"number": count}


def titled(numbers: Iterable[int]) -> dict[int, WorkMethod]:
    """Published methods with what links to them say; one query if there are any."""
    rows = WorkMethod.objects.published()
    return rows.only("number", "slug", "title_zh", "title_en").in_bulk([*numbers])


def _compare_url(parameters: MethodParameters) -> str:
    enough = len(parameters.compared) >= FEWEST_COMPARED
    return comparison_url(parameters.compared) if enough else ""


def _without(parameters: MethodParameters, number: int) -> MethodParameters:
    return parameters.comparing(each for each in parameters.compared if each != number)
