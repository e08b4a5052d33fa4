"""Save the rows of an import in one transaction, and tell how far it is."""

from collections.abc import Iterator
from typing import Any

import pghistory
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.desk.exchange.checking import MayChange, check_rows
from catalogue.desk.exchange.method_values import (
    Values,
    digest,
    put_into,
    values_of,
    write_steps,
    write_themes,
)
from catalogue.desk.models import ImportedRow, MethodImport
from catalogue.methods.models import Theme, WorkMethod
from catalogue.methods.publication import cancel_schedule, send_for_checking
from catalogue.methods.search.index import load_parts, with_parts
from catalogue.methods.search.writing import Writing
from catalogue.methods.slugs import method_slug
from catalogue.places.models import Community

Outcome = ImportedRow.Outcome
AT_ONCE = 250
_NOTE = """
    UPDATE desk_importedrow AS row
    SET is_saved = true, method_number = saved.number, after = saved.digest
    FROM unnest(%s::bigint[], %s::int[], %s::text[]) AS saved (id, number, digest)
    WHERE row.id = saved.id
"""


class NotAsShown(Exception):
    """Something has changed since the preview: it must be looked at again."""


class SomeRowsAreNotGood(Exception):
    """All rows were to be saved, and some cannot be."""


def save_import(
    method_import: MethodImport,
    *,
    by: User,
    may_change: MayChange,
    good_ones_only: bool,
    for_checking: bool,
) -> Iterator[int]:
    """Write the rows, and give the number of rows done after each piece.

    All in one transaction, which ends with the last number: whoever stops asking for
    numbers before has saved nothing. Raises NotAsShown, SomeRowsAreNotGood.
    """
    with transaction.atomic():
        yield 0
        rows = _rows_as_shown(method_import, by, may_change)
        if not good_ones_only and any(row.goes_back for row in rows):
            raise SomeRowsAreNotGood
        good = [row for row in rows if row.outcome in (Outcome.NEW, Outcome.CHANGED)]
        with Writing() as search_texts:
            saving = _Saving(by, good, search_texts, for_checking=for_checking)
            for start in range(0, len(good), AT_ONCE):
                if start:
                    yield start
                # One for each piece: every event updates the row of its context, and
                # within a transaction its old versions pile up.
                with pghistory.context(user=by.pk, method_import=method_import.pk):
                    saving.save(good[start : start + AT_ONCE])
        _note(good)
        method_import.state = MethodImport.State.SAVED
        method_import.saved_at = timezone.now()
        method_import.save()
    yield len(good)


def _rows_as_shown(
    method_import: MethodImport, by: User, may_change: MayChange
) -> list[ImportedRow]:
    """The rows, checked again; raises NotAsShown when the preview is out of date."""
    locked = MethodImport.objects.select_for_update().get(pk=method_import.pk)
    if not locked.is_preview:
        raise NotAsShown
    rows = list(method_import.rows.all())
    shown = [_shown(row) for row in rows]
    numbers = [row.method_number for row in rows if row.method_number]
    list(WorkMethod.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))
    check_rows(method_import, rows, by=by, may_change=may_change)
    if [_shown(row) for row in rows] != shown:
        raise NotAsShown
    return rows


def _shown(row: ImportedRow) -> tuple[Any, ...]:
    """What the preview said would be done, in no language."""
    result = row.result
    return row.outcome, row.method_number, result["digest"], result.get("changes")


class _Saving:
    """Writes rows, some hundred at a time."""

    def __init__(
        self,
        by: User,
        rows: list[ImportedRow],
        search_texts: Writing,
        *,
        for_checking: bool,
    ) -> None:
        self._by = by
        self._search_texts = search_texts
        self._for_checking = for_checking
        self._themes = {theme.slug: theme for theme in Theme.objects.all()}
        # All at once: while texts are written every question waits for its turn.
        self._communities = (
            Community.objects.with_path_of_many()
            .prefetch_related("former_names")
            .in_bulk([each for row in rows if (each := row.values.get("community"))])
        )

    def save(self, rows: list[ImportedRow]) -> None:
        numbers = [row.method_number for row in rows if row.method_number]
        methods = _loaded().in_bulk(numbers)
        written = []
        for row in rows:
            method = methods.get(row.method_number or 0)
            row.before = values_of(method) if method else None
            community = self._communities.get(row.values.get("community"))
            fresh = WorkMethod(entered_by=self._by, community=community)
            written.append((method or fresh, row.values))
        after = write_methods(written, self._themes, self._search_texts)
        for row, (method, _values) in zip(rows, written, strict=True):
            row.method_number = method.pk
        if self._for_checking:
            old = {row.method_number for row in rows if row.before is not None}
            new = [method for number, method in after.items() if number not in old]
            send_for_checking(new, by=self._by)
            after = _loaded().in_bulk(after)
        for row, (method, _values) in zip(rows, written, strict=True):
            row.after = digest_of(after[method.pk])
        for row in rows:
            if row.before is not None:
                row.save(update_fields=["before"])


def write_methods(
    methods: list[tuple[WorkMethod, Values]],
    themes: dict[str, Theme],
    search_texts: Writing,
) -> dict[int, WorkMethod]:
    """Save methods with these values; they are given back as they then are.

    Their themes and steps must be loaded.
    """
    for method, values in methods:
        put_into(method, values)
    new = [method for method, _values in methods if method._state.adding]
    changed = [method for method, _values in methods if not method._state.adding]
    _enter(new)
    for method in changed:
        if method.publish_at is not None:
            # What was released for a later moment is no longer what stands there.
            cancel_schedule(method)
        else:
            method.save()
    write_themes(methods, themes)
    write_steps(methods)
    load_parts(new)
    after = with_parts().in_bulk([method.pk for method in changed])
    after |= {method.pk: method for method in new}
    search_texts.add(list(after.values()))
    return after


def _enter(methods: list[WorkMethod]) -> None:
    """Save new methods in one statement."""
    for method in methods:
        method.slug = method_slug(method.title_en, method.title_zh)
    WorkMethod.objects.bulk_create(methods)


def digest_of(method: WorkMethod) -> str:
    """What tells whether a method was touched since: its values, state and time."""
    moment = method.updated_at.isoformat()
    return digest([values_of(method), method.status, moment])


def _note(rows: list[ImportedRow]) -> None:
    """Write down what became of the rows, in one statement: bulk_update is slow."""
    columns = (
        [row.pk for row in rows],
        [row.method_number for row in rows],
        [row.after for row in rows],
    )
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, columns)


def _loaded() -> QuerySet[WorkMethod]:
    return WorkMethod.objects.prefetch_related("themes", "steps")
