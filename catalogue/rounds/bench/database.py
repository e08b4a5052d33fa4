"""The database of the bench: beside the configured one, and never the same."""

from django.db import connection
from psycopg import sql

SUFFIX = "_bench"


def work_on_bench_database() -> str:
    """Make the bench database unless it is there, and use it from here on; its name.

    For a process that does nothing else: the configured database is left behind.
    """
    name: str = connection.settings_dict["NAME"]
    if not name.endswith(SUFFIX):
        name += SUFFIX
        _create(name)
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        connection.settings_dict["NAME"] = name
    return name


def _create(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE template0")
            cursor.execute(statement.format(sql.Identifier(name)))
