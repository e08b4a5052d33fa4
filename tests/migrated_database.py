"""A database that all migrations have been applied to, for tests to copy.

Applying them takes the better part of a minute, copying the outcome a second. It is
made once for each set of migrations and stays on the server for the next run; what is
added later is applied to a copy of it.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from catalogue.local.paths import REPOSITORY

PREFIX = "catalogue_migrated_"
KEPT = 6
LOCK = 0x6D696772617465


def migrated_database():
    """The name of the database to copy, which is made unless it is there."""
    migrations = _digests_of_migrations()
    name = PREFIX + _digest(json.dumps(migrations).encode())[:16]
    with psycopg.connect(_conninfo("postgres"), autocommit=True) as server:
        # The other test processes wait here for the first one.
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if name not in _databases(server):
            _make(server, name, migrations)
            for old in list(_databases(server))[KEPT:]:
                _drop(server, old)
    return name


def there_is_a_database(name):
    with psycopg.connect(_conninfo("postgres")) as server:
        known = "SELECT FROM pg_database WHERE datname = %s"
        return bool(server.execute(known, [name]).rowcount)


def _databases(server):
    """The databases of this kind, the newest first, with what was applied to them."""
    listed = (
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database "
        "WHERE datname ~ %s AND NOT datallowconn ORDER BY oid DESC"
    )
    found = server.execute(listed, [f"^{PREFIX}[0-9a-f]{{16}}$"])
    return {name: json.loads(applied or "{}") for name, applied in found}


def _make(server, name, migrations):
    # One that a killed run left half done lets itself be connected to.
    _drop(server, name)
    database = sql.Identifier(name)
    begun = [
        each
        for each, applied in _databases(server).items()
        if applied and applied.items() <= migrations.items()
    ]
    start = sql.Identifier(begun[0] if begun else "template0")
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(database, start))
    _migrate(name)
    with psycopg.connect(_conninfo(name)) as made:
        _keep_vacuuming_out(made)
    applied = sql.Literal(json.dumps(migrations))
    for statement in (
        sql.SQL("COMMENT ON DATABASE {} IS {}").format(database, applied),
        sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(database),
    ):
        server.execute(statement)


def _migrate(name):
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        check=True,
        cwd=REPOSITORY,
        env={**os.environ, "DATABASE_URL": address.geturl()},
    )


def _keep_vacuuming_out(database):
    """Have no table counted while its rows are those of a test that is over.

    What is taken for empty is read row by row, and again for each row of another
    table: a page of a round takes minutes then.
    """
    tables = database.execute(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
        "WHERE schemaname = 'public'"
    )
    for (table,) in tables.fetchall():
        database.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")


def _drop(server, name):
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _conninfo(database):
    return make_conninfo(os.environ["DATABASE_URL"], dbname=database)


def _digests_of_migrations():
    """Of the migrations, what they import, and the libraries that bring their own."""
    migrations = sorted(REPOSITORY.glob("catalogue/*/migrations/*.py"))
    imported = {
        path for each in migrations for path in _imported_by(each.read_text("utf-8"))
    }
    requirements = REPOSITORY / "requirements.txt"
    return {
        str(path.relative_to(REPOSITORY)): _digest(path.read_bytes())
        for path in (*migrations, *sorted(imported), requirements, Path(__file__))
    }


def _digest(content):
    return hashlib.sha256(content).hexdigest()


def _imported_by(migration):
    """The modules of the catalogue that a migration imports."""
    for line in re.finditer(
        r"^(?:from (catalogue[.\w]*) import (\w+)|import (catalogue[.\w]+))$",
        migration,
        re.MULTILINE,
    ):
        package, name, module = line.groups()
        for dotted in (module, package, f"{package}.{name}"):
            path = REPOSITORY / f"{(dotted or '').replace('.', '/')}.py"
            if path.is_file():
                yield path


if __name__ == "__main__":
    migrated_database()
