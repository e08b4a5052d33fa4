"""Which import brought a change, and which undid it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from catalogue.desk.models import ImportedRow, MethodImport
from catalogue.methods.models import WorkMethod

# What saving and undoing write into the context of their events.
_BROUGHT, _UNDID = "method_import", "undone_import"


@dataclass(frozen=True)
class Origin:
    """An import, the row of its file, and whether it brought or undid the change."""

    number: int
    file_name: str
    row: int | None
    is_undone: bool

    def __str__(self) -> str:
        words = {"file": self.file_name, "row": self.row}
        if self.is_undone:
            return _("The import of “%(file)s” was undone.") % words
        if self.row is None:
            return _("Imported from “%(file)s”.") % words
        return _("Imported from “%(file)s”, row %(row)s.") % words


def origins_of(events: Iterable[Any]) -> dict[Any, Origin]:
    """By event the import that it is of; two queries, and none without an import."""
    named = {event: key for event in events if (key := _import_of(event))}
    if not named:
        return {}
    numbers = {number for number, _is_undone in named.values()}
    files = dict(
        MethodImport.objects.filter(pk__in=numbers).values_list("pk", "file_name")
    )
    rows = _rows(numbers, {_method_of(event) for event in named})
    return {
        event: Origin(
            number, files[number], rows.get((number, _method_of(event))), is_undone
        )
        for event, (number, is_undone) in named.items()
        if number in files
    }


def _rows(numbers: set[int], methods: set[int | None]) -> dict[Any, int]:
    """By import and method the row of the file."""
    rows = ImportedRow.objects.filter(
        method_import__in=numbers, method_number__in=methods - {None}, is_saved=True
    )
    found = rows.values_list("method_import", "method_number", "number")
    return {(number, method): row for number, method, row in found}


def _import_of(event: Any) -> tuple[int, bool] | None:
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    if number := metadata.get(_BROUGHT):
        return number, False
    if number := metadata.get(_UNDID):
        return number, True
    return None


def _method_of(event: Any) -> int | None:
    """The number of the method that an event of it or of a part of it is about."""
    tracked = event.pgh_tracked_model._meta.concrete_model
    if tracked is WorkMethod:
        return int(event.number)
    for field in event._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model is WorkMethod:
            number: int | None = getattr(event, field.attname)
            return number
    return None
