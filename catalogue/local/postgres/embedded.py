"""The embedded database in use: shared by several commands, stopped by the last."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from catalogue.local.kept_secrets import kept_secret
from catalogue.local.paths import var_directory
from catalogue.local.postgres.cluster import SUPERUSER, Cluster, open_cluster
from catalogue.local.postgres.server import (
    Server,
    running_server,
    start_server,
    stop_server,
)
from catalogue.local.problems import Problem
from catalogue.local.progress import progress

DATABASE = "catalogue"
TEST_ROLE = "catalogue_test"


@contextmanager
def embedded_database(*, for_tests: bool = False) -> Iterator[str]:
    """Give the URL of this checkout's own database while the block runs.

    The server is started if need be and stopped when nobody uses it any more. Tests
    come in under a role of their own that cannot enter the real database. Raises
    Problem.
    """
    var = var_directory()
    var.mkdir(parents=True, exist_ok=True)
    password = kept_secret(var / "postgres-password")
    with ExitStack() as held:
        with _alone():
            with progress("Making the database (a few seconds, once)"):
                cluster = open_cluster(password)
            users = held.enter_context(_users_file(cluster).open("a"))
            fcntl.flock(users, fcntl.LOCK_SH)
            held.callback(_leave, cluster, users)
            server = running_server(cluster) or start_server(cluster)
            _ensure_roles_and_databases(server, password)
        role = TEST_ROLE if for_tests else DATABASE
        yield _url(server, role, password, role)


def stop_embedded_server() -> bool:
    """Stop this checkout's server whoever uses it; say whether it ran."""
    var = var_directory()
    if not (var / "postgres" / "PG_VERSION").exists():
        return False
    cluster = open_cluster(kept_secret(var / "postgres-password"))
    server = running_server(cluster)
    if server is not None:
        stop_server(server)
    return server is not None


@contextmanager
def _alone() -> Iterator[None]:
    """Keep others from starting or stopping the server during the block."""
    with (var_directory() / "postgres.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _users_file(cluster: Cluster) -> Path:
    """Return the file that everyone who uses the server holds a shared lock on."""
    return cluster.data.with_name(cluster.data.name + ".users")


def _leave(cluster: Cluster, users: IO[str]) -> None:
    with _alone():
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        server = running_server(cluster)
        if server is not None:
            stop_server(server)


def _url(server: Server, role: str, password: str, database: str) -> str:
    return f"postgresql://{role}:{password}@127.0.0.1:{server.port}/{database}"


def _ensure_roles_and_databases(server: Server, password: str) -> None:
    """Make what the catalogue signs in to, unless an earlier start did."""
    url = _url(server, SUPERUSER, password, "postgres")
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
            for role in (DATABASE, TEST_ROLE):
                _ensure_role(connection, role, password)
            _ensure_database(connection)
    except psycopg.OperationalError as error:
        raise Problem(
            "The embedded PostgreSQL does not let its own administrator in "
            f"({str(error).strip()}); was var/postgres-password changed or removed?"
        ) from None


def _ensure_role(
    connection: psycopg.Connection[tuple[str]], role: str, password: str
) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if known.fetchone():
        return
    statement = sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(
        sql.Identifier(role), sql.Literal(password)
    )
    connection.execute(statement)
    if role == TEST_ROLE:
        # Nothing of a test outlives it, so nothing waits for the disk.
        connection.execute(
            sql.SQL("ALTER ROLE {} SET synchronous_commit = off").format(
                sql.Identifier(role)
            )
        )


def _ensure_database(connection: psycopg.Connection[tuple[str]]) -> None:
    known = connection.execute(
        "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
    )
    if known.fetchone():
        return
    name = sql.Identifier(DATABASE)
    connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(name))
    connection.execute(
        sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(name)
    )
