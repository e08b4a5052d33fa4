"""Rows on their way into the tables: copied into temporary tables of the session."""

from collections.abc import Iterable
from itertools import islice

from django.db import connection

_ROWS_AT_ONCE = 5_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

_TABLES = {
    "staged_division": """
        code text, name text, pinyin text, initials text, level text, kind text,
        province text, parent text, in_mca_2026 boolean, in_nbs_2023 boolean,
        replaced_by text""",
    "staged_street": "code text, name text, pinyin text, initials text, county text",
    "staged_community": """
        code text, name text, key_stem text, key_type text, pinyin text, initials text,
        is_virtual boolean, committee_kind text, settlement text, street text""",
    "staged_name": "code text, name_en text",
}


def stage(table: str, lines: Iterable[str]) -> int:
    """Copy the lines into a temporary table that ends with the transaction."""
    lines = iter(lines)
    count = 0
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
        cursor.execute(f"CREATE TEMP TABLE {table} ({_TABLES[table]}) ON COMMIT DROP")
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            while block := list(islice(lines, _ROWS_AT_ONCE)):
                copy.write("\n".join(block) + "\n")
                count += len(block)
        cursor.execute(f"ANALYZE {table}")
    return count


def line_of(cells: Iterable[str | None]) -> str:
    """One row as COPY reads it."""
    return "\t".join(map(_cell, cells))


def _cell(value: str | None) -> str:
    if value is None:
        return r"\N"
    return value if value.isalnum() else value.translate(_ESCAPES)
