"""A database that all migrations have been applied to, for tests to copy.

Applying them takes the better part of a minute, copying the outcome a second. It is
made once for each set of migrations and stays on the server for the next run.
"""

import hashlib
import os
import re
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from catalogue.local.paths import REPOSITORY

PREFIX = "catalogue_migrated_"
KEPT = 4
LOCK = 0x6D696772617465


def migrated_database():
    """The name of the database to copy, which is made unless it is there."""
    name = PREFIX + _digest_of_migrations()[:16]
    with psycopg.connect(_conninfo("postgres"), autocommit=True) as server:
        # The other test processes wait here for the first one.
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if name not in _databases(server):
            _make(server, name)
            for old in _databases(server)[KEPT:]:
                _drop(server, old)
    return name


def there_is_a_database(name):
    with psycopg.connect(_conninfo("postgres")) as server:
        known = "SELECT FROM pg_database WHERE datname = %s"
        return bool(server.execute(known, [name]).rowcount)


def _databases(server):
    """The databases of this kind, the newest first."""
    listed = (
        "SELECT datname FROM pg_database WHERE datname ~ %s AND NOT datallowconn "
        "ORDER BY oid DESC"
    )
    found = server.execute(listed, [f"^{PREFIX}[0-9a-f]{{16}}$"])
    return [name for (name,) in found]


def _make(server, name):
    # One that a killed run left half done lets itself be connected to.
    _drop(server, name)
    database = sql.Identifier(name)
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(database))
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        check=True,
        cwd=REPOSITORY,
        env={
            **os.environ,
            "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])
            ._replace(path=f"/{name}")
            .geturl(),
        },
    )
    server.execute(
        sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(database)
    )


def _drop(server, name):
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _conninfo(database):
    return make_conninfo(os.environ["DATABASE_URL"], dbname=database)


def _digest_of_migrations():
    """Of the migrations, what they import, and the libraries that bring their own."""
    digest = hashlib.sha256()
    migrations = sorted(REPOSITORY.glob("catalogue/*/migrations/*.py"))
    imported = {
        path for each in migrations for path in _imported_by(each.read_text("utf-8"))
    }
    requirements = REPOSITORY / "requirements.txt"
    for path in (*migrations, *sorted(imported), requirements):
        digest.update(f"{path.relative_to(REPOSITORY)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


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
