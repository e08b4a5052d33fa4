"""The database a command works on: the one DATABASE_URL names, else the embedded."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from catalogue.local.kept_secrets import kept_secret
from catalogue.local.paths import var_directory
from catalogue.local.postgres.binaries import wheel_programs
from catalogue.local.postgres.embedded import embedded_database
from catalogue.local.problems import Problem
from catalogue.local.progress import progress

CONNECT_SECONDS = 10


@contextmanager
def catalogue_environment(*, for_tests: bool = False) -> Iterator[dict[str, str]]:
    """Give the environment for programs that use the catalogue's database.

    Raises Problem when there is no such database to be had.
    """
    environment = dict(os.environ)
    if environment.get("DATABASE_URL", "").strip():
        check_database(environment["DATABASE_URL"])
        yield _with_settings(environment)
        return
    # A stranger's PGSSLMODE or PGOPTIONS is not meant for this server.
    environment = {k: v for k, v in environment.items() if not k.startswith("PG")}
    # psql comes with the server, for those who have none.
    environment["PATH"] = f"{environment.get('PATH', os.defpath)}:{wheel_programs()}"
    with embedded_database(for_tests=for_tests) as url:
        yield _with_settings(
            environment | {"DATABASE_URL": url, "CATALOGUE_ALLOW_DEMO": "1"}
        )


def check_database(url: str) -> None:
    """Connect once; raise Problem with one sentence when that fails."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        # What libpq says repeats the whole text, password and all.
        raise Problem(
            "DATABASE_URL cannot be read; write "
            "postgresql://user:password@host:5432/name."
        ) from None
    if not parts.get("dbname"):
        raise Problem("DATABASE_URL names no database; end it with /name.")
    try:
        with progress(f"Waiting for the database {_without_password(url)}"):
            conninfo = make_conninfo(url, connect_timeout=CONNECT_SECONDS)
            psycopg.connect(conninfo).close()
    except psycopg.Error as error:
        reason = _one_line(error)
        raise Problem(
            f"DATABASE_URL {_without_password(url)} does not answer: {reason}."
        ) from None


def _with_settings(environment: dict[str, str]) -> dict[str, str]:
    """Add what the settings ask for and nobody set: a local run over plain HTTP."""
    defaults = {
        "CATALOGUE_HOSTS": "127.0.0.1,localhost,[::1]",
        "CATALOGUE_HTTPS": "no",
        "DJANGO_SETTINGS_MODULE": "catalogue.settings",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }
    if not environment.get("CATALOGUE_SECRET_KEY"):
        defaults["CATALOGUE_SECRET_KEY"] = kept_secret(
            var_directory() / "secret-key", length=48
        )
    given = {name: value for name, value in environment.items() if value}
    return environment | defaults | given


def _without_password(url: str) -> str:
    parts = conninfo_to_dict(url)
    place = f"{parts.get('host') or 'this machine'}:{parts.get('port') or 5432}"
    return f"({place}, database {parts.get('dbname')})"


def _one_line(error: Exception) -> str:
    """Return the reason alone of what libpq says in several lines."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    reason = next((line for line in lines if "failed:" in line), lines[0])
    return re.split("failed:|FATAL:", reason)[-1].strip().rstrip(".")
