"""A short form above a page: of each parameter it takes one value, or all."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Option:
    value: str
    label: str | Promise
    selected: bool


@dataclass(frozen=True)
class Choice:
    """One parameter of which the form takes a value, or all."""

    parameter: str
    label: str | Promise
    options: list[Option]


def choice_of(
    parameter: str,
    label: str | Promise,
    names: Mapping[str, str | Promise],
    chosen: Container[str],
) -> Choice:
    """The choice among the values that `names` calls by name."""
    options = [Option(value, name, value in chosen) for value, name in names.items()]
    return Choice(parameter, label, options)
