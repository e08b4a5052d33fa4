"""An uploaded file becomes rows of the database; the file itself is not kept."""

import datetime
import json
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.desk.exchange.checking import MayChange, checked_rows
from catalogue.desk.exchange.reading.recognise import read_file
from catalogue.desk.exchange.table import Table, TableRow, read_table
from catalogue.desk.models import ImportedRow, MethodImport

_AT_ONCE = 500
# One document for many rows: an array of texts takes ten times as long to write.
_KEEP = """
    INSERT INTO desk_importedrow (
        method_import_id, number, texts, steps, choices, outcome, result,
        method_number, after, is_saved
    )
    SELECT
        %s, number, texts, steps, choices, outcome, result, method_number, '', false
    FROM jsonb_to_recordset(%s::jsonb) AS row (
        number int, texts jsonb, steps jsonb, choices jsonb, outcome text,
        result jsonb, method_number int
    )
"""
_KEPT = ["number", "texts", "steps", "choices", "outcome", "result", "method_number"]
FORGOTTEN_AFTER = datetime.timedelta(days=30)


def read_upload(
    name: str, content: bytes, *, by: User
) -> tuple[MethodImport, list[TableRow]]:
    """An import that is not kept yet, and its rows; raises FileRefused."""
    table = read_table(read_file(name, content))
    method_import = MethodImport(
        made_by=by,
        file_name=name.replace("\x00", "")[:200],
        headings=table.headings,
        notes=_notes(table),
    )
    return method_import, table.rows


def take_in(
    method_import: MethodImport, written: list[TableRow], *, may_change: MayChange
) -> Iterator[int]:
    """Check and keep the rows of a file, and give the number of rows done so far.

    All in one transaction, which ends with the last number: whoever stops asking for
    numbers before has kept nothing. Previews that nobody saved are forgotten after a
    month.
    """
    with transaction.atomic():
        _forget_old_previews()
        method_import.save()
        rows = [
            ImportedRow(
                method_import=method_import,
                number=row.number,
                texts=row.texts,
                steps=row.steps,
            )
            for row in written
        ]
        yield from checked_rows(
            method_import, rows, by=method_import.made_by, may_change=may_change
        )
        _keep(method_import, rows)
    yield len(rows)


def _keep(method_import: MethodImport, rows: list[ImportedRow]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _AT_ONCE):
            chunk = [
                {name: getattr(row, name) for name in _KEPT}
                for row in rows[start : start + _AT_ONCE]
            ]
            written = json.dumps(chunk, ensure_ascii=False)
            cursor.execute(_KEEP, [method_import.pk, written])


def check_again(
    method_import: MethodImport,
    *,
    by: User,
    may_change: MayChange,
    choices: dict[int, dict[str, Any]] | None = None,
) -> Iterator[int]:
    """Bring the preview up to date, with what the person chose for some rows.

    Gives the number of rows done so far, in one transaction as `take_in`.
    """
    with transaction.atomic():
        rows = list(method_import.rows.select_for_update())
        before = {row.pk: (row.outcome, row.result, row.method_number) for row in rows}
        for row in rows:
            row.choices = {**row.choices, **(choices or {}).get(row.number, {})}
        yield from checked_rows(method_import, rows, by=by, may_change=may_change)
        changed = [
            row
            for row in rows
            if (row.outcome, row.result, row.method_number) != before[row.pk]
            or row.number in (choices or {})
        ]
        fields = ["choices", "outcome", "result", "method_number"]
        ImportedRow.objects.bulk_update(changed, fields, batch_size=_AT_ONCE)
    yield len(rows)


def _notes(table: Table) -> dict[str, Any]:
    return {
        "unknown_headings": table.unknown_headings,
        "hidden_sheets": table.hidden_sheets,
        "hidden_rows": table.hidden_rows,
        "formulas": table.formulas,
        "steps_without_method": table.steps_without_method[:100],
    }


def _forget_old_previews() -> None:
    old = MethodImport.objects.filter(
        state=MethodImport.State.PREVIEW, made_at__lt=timezone.now() - FORGOTTEN_AFTER
    )
    old.delete()
