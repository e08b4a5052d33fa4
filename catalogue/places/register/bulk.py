"""Fill an empty table fast: its indexes and keys are set aside and made anew."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from catalogue.places.progress import Progress

_FOREIGN_KEYS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %s::regclass AND contype = 'f'
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = %s::regclass AND NOT indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


@contextmanager
def without_indexes(table: str, progress: Progress) -> Iterator[None]:
    """Fill a table without its indexes and foreign keys; then make and check them.

    Inside the caller's transaction, so a fault leaves the table as it was. Others
    wait for the table meanwhile: for a table that is still empty only.
    """
    with connection.cursor() as cursor:
        # A table with events waiting for the end of the transaction cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_FOREIGN_KEYS, [table])
        keys = cursor.fetchall()
        cursor.execute(_INDEXES, [table])
        indexes = cursor.fetchall()
        for name, _definition in keys:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        with progress.during("Indexes", len(indexes) + len(keys)) as advance:
            for done, (_name, definition) in enumerate(indexes, 1):
                cursor.execute(definition)
                advance(done)
            for done, (name, definition) in enumerate(keys, len(indexes) + 1):
                cursor.execute(
                    f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'
                )
                advance(done)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
