"""What becomes of the rows that point at a record when it goes into another one.

Every app says it for its own rows, when it is ready; a row of which nobody has said it
keeps the merge from being made, so that nothing is left behind unnoticed.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from pghistory.models import Event

Numbers = Collection[Any]
After = Callable[[Numbers], object]


class Follows(Enum):
    """What becomes of rows that point at the record that goes."""

    # They are put under the one that stays.
    MOVES = "moves"
    # The same; where the one that stays has such a row already, it remains.
    JOINS = "joins"
    # They tell of the one that goes, and can still be read there.
    REMAINS = "remains"
    # They are its content: the person who merges chooses, and copies are made.
    CHOSEN = "chosen"
    # They follow from other rows, and are made anew.
    MADE_ANEW = "made anew"
    # There must be none: the person is told what to do first.
    HINDERS = "hinders"


@dataclass(frozen=True)
class Relation:
    """A field that points at records of the kind that is merged."""

    field: Any
    follows: Follows
    # Called with the numbers of rows that were moved.
    after: After | None = None

    @property
    def name(self) -> str:
        return _name(self.field)

    @property
    def model(self) -> Any:
        return self.field.model

    def rows_of(self, row: models.Model) -> Any:
        """The rows that point at this record."""
        return self.model._default_manager.filter(**{self.field.name: row}).order_by(
            "pk"
        )


class Relations:
    """What is said of all relations to one model."""

    def __init__(self, label: str) -> None:
        self.label = label
        self._said: dict[str, tuple[Follows, After | None]] = {}

    def say(self, name: str, follows: Follows, *, after: After | None = None) -> None:
        """Say what becomes of the rows whose field is named "app.Model.field"."""
        self._said[name] = (follows, after)

    def all(self, model: type[models.Model]) -> list[Relation]:
        """Every relation to the model, with what was said of it.

        Raises ImproperlyConfigured for one of which nothing was said.
        """
        fields = list(fields_that_point_at(model))
        unsaid = {_name(field) for field in fields} - self._said.keys()
        if unsaid:
            names = ", ".join(sorted(unsaid))
            raise ImproperlyConfigured(
                f"What becomes of {names} when two rows of {self.label} are merged? "
                "Say it where the app is ready (docs/decisions/merging.md)."
            )
        return [Relation(field, *self._said[_name(field)]) for field in fields]

    def that(self, *follows: Follows, model: type[models.Model]) -> list[Relation]:
        """The relations whose rows follow in one of these ways."""
        return [each for each in self.all(model) if each.follows in follows]


def fields_that_point_at(model: type[models.Model]) -> Iterator[Any]:
    """The fields of other rows that point at rows of a model; history is no row."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        related: Any = relation.related_model
        if not issubclass(related, Event):
            yield relation.field  # type: ignore[union-attr]


def _name(field: Any) -> str:
    return f"{field.model._meta.label}.{field.name}"
