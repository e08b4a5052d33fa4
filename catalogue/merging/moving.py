"""Put the rows of one record under another one, and back again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error, models, transaction
from django.utils.translation import gettext as _

from catalogue.merging.relations import Follows, Relation, Relations

_SHOWN = 5
PUT_ELSEWHERE = (Follows.MOVES, Follows.JOINS)


@dataclass(frozen=True)
class Attached:
    """What of one kind is attached to a record."""

    relation: Relation
    count: int
    first: list[models.Model]

    @property
    def label(self) -> str:
        meta = self.relation.model._meta
        return str(meta.verbose_name if self.count == 1 else meta.verbose_name_plural)


def attached(
    relations: Relations, row: models.Model, *follows: Follows
) -> list[Attached]:
    """What is attached to a record and follows in one of these ways; kinds without
    rows are not named."""
    found = []
    for relation in relations.that(*follows, model=type(row)):
        rows = relation.rows_of(row)
        count = rows.count()
        if count:
            found.append(Attached(relation, count, list(rows[:_SHOWN])))
    return found


def move(
    relations: Relations, goes: models.Model, stays: models.Model
) -> dict[str, list[Any]]:
    """Put what moves under the one that stays; the keys of what was moved.

    Raises ValidationError when the database does not let a row move.
    """
    moved = {}
    for relation in relations.that(*PUT_ELSEWHERE, model=type(goes)):
        keys = list(_going(relation, stays, goes).values_list("pk", flat=True))
        if keys:
            moved[relation.name] = keys
            _put(relation, keys, stays)
    return moved


def move_back(
    relations: Relations,
    moved: Mapping[str, Iterable[Any]],
    stays: models.Model,
    goes: models.Model,
) -> None:
    """Put under the other record again what was moved from there.

    Raises ValidationError, and names it, when a row is no longer where it was put.
    """
    for relation in relations.that(*PUT_ELSEWHERE, model=type(goes)):
        keys = list(moved.get(relation.name, []))
        there = relation.rows_of(stays).filter(pk__in=keys).count()
        if there != len(keys):
            raise ValidationError(
                _("Of what moved (%(kind)s), something was removed or put elsewhere."),
                params={"kind": str(relation.model._meta.verbose_name_plural)},
            )
        if keys:
            _put(relation, keys, goes)


def clashes(
    relations: Relations, stays: models.Model, goes: models.Model
) -> Iterator[tuple[models.Model, models.Model]]:
    """Rows of both that cannot stand under one record: the one of which there may be
    only one comes first for the record that stays."""
    for relation in relations.that(Follows.MOVES, model=type(goes)):
        for names, condition in _unique_beside(relation):
            yield from _clashing(relation, names, condition, stays, goes)


def _going(relation: Relation, stays: models.Model, goes: models.Model) -> Any:
    """The rows that are put under the one that stays."""
    rows = relation.rows_of(goes)
    if relation.follows is Follows.JOINS:
        for names, condition in _unique_beside(relation):
            there = _clashing(relation, names, condition, stays, goes)
            rows = rows.exclude(pk__in=[row.pk for _kept, row in there])
    return rows


def _put(relation: Relation, keys: list[Any], under: models.Model) -> None:
    try:
        with transaction.atomic():
            rows = relation.model._default_manager.filter(pk__in=keys)
            rows.update(**{relation.field.name: under})
            if relation.after is not None:
                relation.after(keys)
    except Error as refusal:
        raise ValidationError(
            _("The database does not let this move: %(kind)s. %(why)s"),
            params={
                "kind": str(relation.model._meta.verbose_name_plural),
                "why": str(refusal).splitlines()[0],
            },
        ) from refusal


def _unique_beside(relation: Relation) -> Iterator[tuple[list[str], Any]]:
    """What must differ between rows under one record, and for which rows."""
    meta, own = relation.model._meta, relation.field.name
    if relation.field.unique:
        yield [], None
    for together in meta.unique_together:
        if own in together:
            yield [name for name in together if name != own], None
    for constraint in meta.total_unique_constraints + [
        each
        for each in meta.constraints
        if isinstance(each, models.UniqueConstraint) and each.condition is not None
    ]:
        if own in constraint.fields:
            others = [name for name in constraint.fields if name != own]
            yield others, constraint.condition


def _clashing(
    relation: Relation,
    names: list[str],
    condition: models.Q | None,
    stays: models.Model,
    goes: models.Model,
) -> Iterator[tuple[models.Model, models.Model]]:
    kept, going = relation.rows_of(stays), relation.rows_of(goes)
    if condition is not None:
        kept, going = kept.filter(condition), going.filter(condition)
    for row in going:
        values = {name: getattr(row, name) for name in names}
        if None not in values.values() and (other := kept.filter(**values).first()):
            yield other, row
