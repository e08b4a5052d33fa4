"""What a method says, taken over from another one and brought back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from catalogue.merging.plan import GOES, STAYS
from catalogue.methods.models import Theme, WorkMethod
from catalogue.methods.revisions import CONTENT, PARTS, bring_parts, values_of_parts

THEMES = "themes"
Values = list[dict[str, Any]]


def parts_by_name() -> dict[str, type[models.Model]]:
    """The kinds of parts by the name that a method calls them."""
    return {_called(part): part for part in PARTS}


def _called(part: type[models.Model]) -> str:
    to_method: Any = part._meta.get_field("method")
    return str(to_method.remote_field.get_accessor_name())


def together(part: type[models.Model], kept: Values, other: Values) -> Values:
    """The parts of both, in their order; what both have stands once."""
    key = PARTS[part]
    there = [_telling(values, key) for values in kept]
    added = [values for values in other if _telling(values, key) not in there]
    whole = [*kept, *added]
    if added and any("position" in values for values in whole):
        return [{**values, "position": at} for at, values in enumerate(whole, start=1)]
    return whole


def take_over(target: WorkMethod, goes: WorkMethod, chosen: Mapping[str, str]) -> None:
    """Bring the chosen values of the other one into a method."""
    for name, whose in chosen.items():
        if name in CONTENT and whose == GOES:
            setattr(target, name, getattr(goes, name))
    target.save()
    if (whose := chosen.get(THEMES, STAYS)) != STAYS:
        kept = [] if whose == GOES else target.themes.all()
        target.themes.set([*kept, *goes.themes.all()])
    for name, part in parts_by_name().items():
        if (whose := chosen.get(name, STAYS)) != STAYS:
            other = values_of_parts(part, goes)
            kept_parts = [] if whose == GOES else values_of_parts(part, target)
            bring_parts(part, target, together(part, kept_parts, other))


def snapshot(method: WorkMethod) -> dict[str, Any]:
    """All that a method says, ready for JSON."""
    return {
        "fields": {name: getattr(method, _attname(name)) for name in CONTENT},
        THEMES: sorted(method.themes.values_list("pk", flat=True)),
        "parts": {
            name: [_plain(values) for values in values_of_parts(part, method)]
            for name, part in parts_by_name().items()
        },
    }


def bring_back(method: WorkMethod, before: Mapping[str, Any]) -> None:
    """Make a method say what it said at a snapshot."""
    for name, value in before["fields"].items():
        setattr(method, _attname(name), value)
    method.save()
    method.themes.set(Theme.objects.filter(pk__in=before[THEMES]))
    for name, part in parts_by_name().items():
        bring_parts(part, method, before["parts"][name])


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterable[str]:
    """The names of what two snapshots say otherwise."""
    for name, value in one["fields"].items():
        if other["fields"][name] != value:
            yield str(WorkMethod._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    if one[THEMES] != other[THEMES]:
        yield str(Theme._meta.verbose_name_plural)
    for name, part in parts_by_name().items():
        if one["parts"][name] != other["parts"][name]:
            yield str(part._meta.verbose_name_plural)


def _telling(values: Mapping[str, Any], key: str) -> Any:
    """By what a part is the same in two methods; steps never are by their number."""
    if key and key != "position":
        return values[key]
    return {name: value for name, value in values.items() if name != "position"}


def _attname(name: str) -> str:
    field: Any = WorkMethod._meta.get_field(name)
    return str(field.attname)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, bool | int | None) else str(value)
        for name, value in values.items()
    }
