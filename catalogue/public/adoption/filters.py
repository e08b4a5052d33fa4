"""Which adoptions a list, a file or a program asks for."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.methods.models import WorkMethod
from catalogue.places.models import Community
from catalogue.practice.models import Adoption
from catalogue.practice.models.adoption import AdoptionQuerySet
from catalogue.public.kept import Catalogue, current_catalogue
from catalogue.public.parameters import LABELS, Problem, parted, stated, unknown_values
from catalogue.public.vocabulary import Names
from catalogue.public.written_numbers import may_be_number

IN_USE, ENDED = "in-use", "ended"
ADOPTION_LABELS: dict[str, str | Promise] = {
    "method": _("Method"),
    "theme": LABELS["theme"],
    "region": LABELS["region"],
    "province": LABELS["province"],
    "community": LABELS["community"],
    "state": _("State"),
}
STATES: dict[str, str | Promise] = {IN_USE: _("In use"), ENDED: _("Ended")}
_STATES = {IN_USE: Adoption.State.CONFIRMED, ENDED: Adoption.State.ENDED}
_PATHS = {
    "region": "community__reporting_body__region",
    "province": "community__reporting_body__slug",
    "method": "method",
    "community": "community",
}
_MOST_VALUES = 50


class AdoptionFilter:
    """Public adoptions by the parameters of an address.

    What cannot be understood is left out and named in `problems`.
    """

    def __init__(
        self, asked: MultiValueDict[str, str], *, catalogue: Catalogue | None = None
    ) -> None:
        self.catalogue = catalogue or current_catalogue()
        self.values: dict[str, tuple[str, ...]] = {}
        self.problems: list[Problem] = []
        for parameter in ADOPTION_LABELS:
            said = stated(asked.getlist(parameter))[:_MOST_VALUES]
            known, unknown = parted(said, self.names(parameter, said).__contains__)
            if known:
                self.values[parameter] = tuple(known)
            label = ADOPTION_LABELS[parameter]
            self.problems += unknown_values(parameter, label, unknown)

    def names(self, parameter: str, said: list[str]) -> Names:
        """The values that a parameter takes, of these; with their names."""
        if parameter == "method":
            return self._named(WorkMethod.objects.published(), said, "title")
        if parameter == "community":
            rows = Community.objects.real().unmerged()
            return self._named(rows, said, "local_name")
        if parameter == "state":
            return {value: str(label) for value, label in STATES.items()}
        return self._vocabulary[parameter]

    @cached_property
    def _vocabulary(self) -> Mapping[str, Names]:
        return self.catalogue.vocabulary.names()

    def _named(self, rows: Any, said: list[str], field: str) -> Names:
        numbers = [int(text) for text in said if may_be_number(text)]
        found = rows.in_bulk(numbers) if numbers else {}
        return {str(number): getattr(row, field) for number, row in found.items()}

    @property
    def qs(self) -> AdoptionQuerySet:
        """The adoptions of the list, the newest first."""
        rows = Adoption.objects.public()
        for parameter, values in self.values.items():
            rows = rows.filter(self._condition(parameter, values))
        return rows.order_by("-since", "-decided_at", "-pk")

    def _condition(self, parameter: str, values: tuple[str, ...]) -> Q:
        if parameter == "state":
            return Q(state__in=[_STATES[value] for value in values])
        if parameter == "theme":
            methods = WorkMethod.objects.filter(themes__slug__in=values)
            return Q(method__in=methods.values("pk"))
        return Q(**{f"{_PATHS[parameter]}__in": values})

    def query_string(self, *, page: int = 1) -> str:
        """The one way to write these parameters after a path, "?" included."""
        pairs = [
            (parameter, value)
            for parameter in ADOPTION_LABELS
            for value in self.values.get(parameter, ())
        ]
        pairs += [("page", str(page))] if page > 1 else []
        return f"?{urlencode(pairs)}" if pairs else ""
