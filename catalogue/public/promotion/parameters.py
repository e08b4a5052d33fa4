"""What a reader asks of a list of promotion: read from an address and judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models.functions import Left
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import LocalText
from catalogue.methods.models import WorkMethod
from catalogue.places.models import Province
from catalogue.practice.models import Promotion
from catalogue.public.merged import present_method
from catalogue.public.parameters import Problem, unknown_values
from catalogue.public.written_numbers import may_be_number
from catalogue.rounds.models import SelectionRound

LABELS: dict[str, str | Promise] = {
    "kind": _("Kind"),
    "year": _("Year"),
    "province": _("Province"),
    "round": _("Round"),
    "method": _("Method"),
}
Names = Mapping[str, str | LocalText | Promise]


@dataclass(frozen=True)
class PromotionParameters:
    """The valid part of an address, in one order, and what was left out of it."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, Names] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def __getitem__(self, parameter: str) -> tuple[str, ...]:
        return self.values.get(parameter, ())

    def without(self, parameter: str, value: str) -> dict[str, tuple[str, ...]]:
        """The values when this one is taken out."""
        rest = tuple(each for each in self[parameter] if each != value)
        return {**self.values, parameter: rest}

    def query_string(self, *, page: int = 1) -> str:
        """The one way to write these parameters after a path, "?" included."""
        return query_of(self.values, page=page)


def query_of(values: Mapping[str, Iterable[str]], *, page: int = 1) -> str:
    """Values as a query in one order, "?" included."""
    pairs = [(name, value) for name in LABELS for value in sorted(values.get(name, ()))]
    pairs += [("page", str(page))] if page > 1 else []
    return f"?{urlencode(pairs)}" if pairs else ""


def read_promotion_parameters(
    asked: MultiValueDict[str, str],
) -> PromotionParameters:
    """Keep the values that mean something; name the others, parameter by parameter.

    Of a merged method the one that it went into is meant.
    """
    names = {**_names(), "method": _methods(asked.getlist("method"))}
    values, problems = {}, []
    for parameter, label in LABELS.items():
        stated = dict.fromkeys(each for each in asked.getlist(parameter) if each)
        if parameter == "method":
            stated = dict.fromkeys(_present(each) for each in stated)
        known = [each for each in stated if each in names[parameter]]
        unknown = [each for each in stated if each not in names[parameter]]
        values[parameter] = tuple(sorted(known))
        problems += unknown_values(parameter, label, unknown)
    chosen = {name: each for name, each in values.items() if each}
    return PromotionParameters(chosen, names, tuple(problems))


def _names() -> dict[str, Names]:
    """What each parameter may say, but the methods, which are too many to list."""
    bodies = Province.objects.reporting_bodies()
    rounds = SelectionRound.objects.public()
    dated = Promotion.objects.public().exclude(begins_on="").order_by()
    years = dated.values_list(Left("begins_on", 4), flat=True).distinct()
    return {
        "kind": {str(kind.value): kind.label for kind in Promotion.Kind},
        "year": {year: year for year in sorted(years, reverse=True)},
        "province": {each.slug: each.short_name for each in bodies},
        "round": {each.slug: each.title for each in rounds},
    }


def _methods(asked: Iterable[str]) -> Names:
    numbers = {int(text) for text in map(_present, asked) if may_be_number(text)}
    found = WorkMethod.objects.published().in_bulk(list(numbers)) if numbers else {}
    return {str(number): method.title for number, method in found.items()}


def _present(text: str) -> str:
    """The number of the method that stands where a merged one is named."""
    if not may_be_number(text):
        return text
    present = present_method(int(text))
    return str(present.pk if present else int(text))
