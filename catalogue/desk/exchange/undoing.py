"""Undo a whole import as one act, unless something of it was changed since."""

from collections.abc import Iterator
from dataclasses import dataclass

import pghistory
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.desk.exchange.checking import MayChange
from catalogue.desk.exchange.saving import AT_ONCE, digest_of, write_methods
from catalogue.desk.models import ImportedRow, MethodImport
from catalogue.methods.models import Theme, WorkMethod
from catalogue.methods.search.writing import Writing


@dataclass(frozen=True)
class Hindrance:
    """A method that keeps the import from being undone."""

    row: ImportedRow
    method: WorkMethod | None


class CannotBeUndone(Exception):
    """Some of the methods are no longer as the import left them."""

    def __init__(self, hindrances: list[Hindrance]) -> None:
        self.hindrances = hindrances
        super().__init__(len(hindrances))


@transaction.atomic
def undo_import(
    method_import: MethodImport,
    *,
    by: User,
    may_change: MayChange,
    may_delete: MayChange,
) -> int:
    """Take new methods away and bring changed ones back; how many there were.

    Raises CannotBeUndone, and changes nothing, when one was changed since or is out of
    the person's reach.
    """
    locked = MethodImport.objects.select_for_update().get(pk=method_import.pk)
    if not locked.is_saved:
        raise CannotBeUndone([])
    rows = list(method_import.rows.filter(is_saved=True))
    methods = _locked(rows, by)
    hindrances = [
        Hindrance(row, method)
        for row in rows
        if not _is_as_left(row, method := methods.get(row.method_number or 0))
        or not method
        or not (may_change(method) if row.before else may_delete(method))
    ]
    if hindrances:
        raise CannotBeUndone(hindrances)
    with pghistory.context(user=by.pk, undone_import=method_import.pk):
        _delete([row for row in rows if row.before is None], methods)
        _bring_back(rows, methods)
        method_import.state = MethodImport.State.UNDONE
        method_import.undone_at = timezone.now()
        method_import.undone_by = by
        method_import.save()
    return len(rows)


def _locked(rows: list[ImportedRow], by: User) -> dict[int, WorkMethod]:
    visible = WorkMethod.objects.visible_to(by).order_by("pk")
    numbers = [row.method_number for row in rows if row.method_number]
    locked = visible.select_for_update().prefetch_related("themes", "steps")
    return locked.in_bulk(numbers)


def _is_as_left(row: ImportedRow, method: WorkMethod | None) -> bool:
    return method is not None and digest_of(method) == row.after


def _delete(rows: list[ImportedRow], methods: dict[int, WorkMethod]) -> None:
    numbers = [row.method_number for row in rows if row.method_number]
    try:
        with transaction.atomic():
            WorkMethod.objects.filter(pk__in=numbers).delete()
    except ProtectedError:
        raise CannotBeUndone(list(_in_use(rows, methods))) from None


def _in_use(
    rows: list[ImportedRow], methods: dict[int, WorkMethod]
) -> Iterator[Hindrance]:
    """The methods to which something else refers that must stay."""
    for row in rows:
        method = methods[row.method_number or 0]
        try:
            with transaction.atomic():
                WorkMethod.objects.filter(pk=method.pk).delete()
        except ProtectedError:
            yield Hindrance(row, method)


def _bring_back(rows: list[ImportedRow], methods: dict[int, WorkMethod]) -> None:
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    befores = [
        (methods[row.method_number or 0], row.before)
        for row in rows
        if row.before is not None
    ]
    with Writing() as search_texts:
        for start in range(0, len(befores), AT_ONCE):
            write_methods(befores[start : start + AT_ONCE], themes, search_texts)
