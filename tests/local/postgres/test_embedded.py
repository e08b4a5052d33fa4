import os
import signal
import stat
import subprocess
import sys
import time

import psutil
import psycopg
import pytest

from catalogue.local.kept_secrets import kept_secret
from catalogue.local.paths import REPOSITORY
from catalogue.local.postgres.cluster import open_cluster
from catalogue.local.postgres.embedded import embedded_database, stop_embedded_server
from catalogue.local.postgres.server import running_server
from catalogue.local.problems import Problem

HOLD_THE_DATABASE = """
import time
from catalogue.local.postgres.embedded import embedded_database
with embedded_database() as url:
    print(url, flush=True)
    time.sleep(60)
"""


def server_of(var):
    return running_server(open_cluster(kept_secret(var / "postgres-password")))


def servers_in(var):
    data = str((var / "postgres").resolve())
    return [
        process
        for process in psutil.process_iter(["name", "cmdline"])
        if process.info["name"] == "postgres"
        and data in (process.info["cmdline"] or ())
    ]


def wait_until(happened, seconds=60):
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def start_and_kill_a_holder():
    """Return the URL of a database whose user was killed without a chance to stop."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_DATABASE],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        url = holder.stdout.readline().strip()
        holder.kill()
    return url


def test_the_database_speaks_utf8_whatever_the_machine_does(var):
    with embedded_database() as url, psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT pg_encoding_to_char(encoding), datlocprovider, datlocale "
            "FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        letters = connection.execute("SELECT '社' ~ '[[:alpha:]]'").fetchone()

    assert found == ("UTF8", "b", "C.UTF-8")
    assert letters == (True,)


def test_the_server_stops_with_its_last_user(var):
    with embedded_database() as first:
        with embedded_database() as second:
            assert second == first
        assert server_of(var) is not None

    assert server_of(var) is None


def test_tests_cannot_enter_the_real_database(var):
    with embedded_database(for_tests=True) as url:
        real = url.removesuffix("catalogue_test") + "catalogue"
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(real)


def test_secrets_and_data_are_closed_to_others(var):
    modes = {
        name: stat.S_IMODE((var / name).stat().st_mode)
        for name in ("postgres-password", "postgres")
    }

    assert modes == {"postgres-password": 0o600, "postgres": 0o700}


def test_the_server_of_a_killed_run_is_taken_over_and_stopped(var):
    left_over = start_and_kill_a_holder()
    assert server_of(var) is not None

    with embedded_database() as url:
        assert url == left_over

    assert server_of(var) is None


def test_a_killed_server_whose_number_went_to_another_program_starts_again(var):
    start_and_kill_a_holder()
    postmaster = server_of(var).process
    postmaster.kill()
    psutil.wait_procs([postmaster], timeout=10)
    pid_file = var / "postgres" / "postmaster.pid"
    _number, *rest = pid_file.read_text().splitlines(keepends=True)
    pid_file.write_text(f"{os.getpid()}\n" + "".join(rest))

    with embedded_database() as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_data_of_another_major_version_is_refused(var):
    version = var / "postgres" / "PG_VERSION"
    kept = version.read_text()
    version.write_text("17\n")

    try:
        with (
            pytest.raises(Problem, match="made by PostgreSQL 17 and this checkout"),
            embedded_database(),
        ):
            pass
    finally:
        version.write_text(kept)


def test_a_stop_while_the_server_starts_leaves_none_behind(var, monkeypatch):
    def stop_at_once(*_arguments):
        raise KeyboardInterrupt

    module = "catalogue.local.postgres.server._wait_until_ready"
    monkeypatch.setattr(module, stop_at_once)

    with pytest.raises(KeyboardInterrupt), embedded_database():
        pass

    assert servers_in(var) == []


def test_stop_ends_a_server_that_a_killed_run_left(var):
    start_and_kill_a_holder()

    assert stop_embedded_server() is True
    assert stop_embedded_server() is False
    assert servers_in(var) == []


def test_a_terminated_command_stops_the_server(var):
    with subprocess.Popen(
        [sys.executable, "-m", "catalogue.local", "manage", "shell"],
        cwd=REPOSITORY,
        env={k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as command:
        wait_until(lambda: server_of(var) is not None)
        command.send_signal(signal.SIGTERM)
        output = command.communicate(timeout=60)[0]

    assert b"Traceback" not in output
    assert servers_in(var) == []
