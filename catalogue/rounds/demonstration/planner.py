"""The planner of the database is told of rows that were written just now."""

from collections.abc import Collection

from django.db import connection, models


def count_rows_for_the_planner(tables: Collection[type[models.Model]]) -> None:
    """Count the rows of tables whose rows stand in a transaction that is open.

    They are unknown to the planner: for every single one it would look through whole
    tables, for minutes.
    """
    names = (connection.ops.quote_name(each._meta.db_table) for each in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(names)}")
