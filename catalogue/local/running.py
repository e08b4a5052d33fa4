"""One run of the catalogue: prepared, served, stopped, with nothing left behind."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import psutil

from catalogue.local.database import catalogue_environment
from catalogue.local.paths import REPOSITORY, var_directory
from catalogue.local.problems import Problem
from catalogue.local.progress import say
from catalogue.local.stopping import beside, group_of_its_own, wait_for
from catalogue.local.website import (
    check_port_is_free,
    wait_until_it_answers,
    wanted_port,
    website,
)

CLOCK = [sys.executable, "-m", "catalogue.local.clock"]


def run_catalogue(*, with_demonstration: bool) -> None:
    """Serve the catalogue until Stopped is raised. Raises Problem."""
    port = wanted_port()
    if with_demonstration:
        _check_demonstration_is_allowed()
    with _only_run(port) as note:
        check_port_is_free(port)
        with catalogue_environment() as environment:
            username, password = _prepare(environment, with_demonstration, note)
            with website(port, environment) as server:
                _note_group(note, server)
                wait_until_it_answers(server, port)
                with beside(server, CLOCK, environment):
                    _say_where_it_is(port, username, password)
                    code = wait_for(server)
                raise Problem(f"The web server ended by itself (exit code {code}).")


def _check_demonstration_is_allowed() -> None:
    """Refuse at once what load_demo would refuse after all the real loading."""
    given = os.environ.get("DATABASE_URL", "").strip()
    if given and os.environ.get("CATALOGUE_ALLOW_DEMO", "").strip() != "1":
        raise Problem(
            "DATABASE_URL is set, and demonstration records are never mixed into a "
            "real catalogue: set CATALOGUE_ALLOW_DEMO=1 if this database is only for "
            "trying things out."
        )


def stop_run() -> bool:
    """Stop this checkout's run and what a killed one left; say if there was any."""
    note = var_directory() / "run.lock"
    if not note.exists():
        return False
    with note.open("r+") as file:
        state = _read(file)
        was_running = not _lock(file)
        if was_running and "runner" in state:
            psutil.Process(state["runner"]).terminate()
            fcntl.flock(file, fcntl.LOCK_EX)
        return _end_left_over(state) or was_running


@contextmanager
def _only_run(port: int) -> Iterator[IO[str]]:
    """Hold this checkout's run lock, after clearing up what a killed run left."""
    var_directory().mkdir(parents=True, exist_ok=True)
    with (var_directory() / "run.lock").open("a+") as file:
        state = _read(file)
        if not _lock(file):
            raise Problem(
                "This catalogue is running already, on "
                f"http://127.0.0.1:{state.get('port', port)}/; make stop ends it."
            )
        _end_left_over(state)
        _write(file, {"runner": os.getpid(), "port": port})
        yield file
        _write(file, {})


def _prepare(
    environment: dict[str, str], with_demonstration: bool, note: IO[str]
) -> tuple[str, str]:
    reading, writing = os.pipe()
    command = [sys.executable, "-m", "catalogue.local.prepare"]
    command += ["--sign-in-to", str(writing)]
    if with_demonstration:
        command.append("--demo")
    with group_of_its_own(command, environment, pass_fds=[writing]) as process:
        _note_group(note, process)
        os.close(writing)
        with open(reading, encoding="utf-8") as result:
            code = wait_for(process)
            if code != 0:
                raise SystemExit(code)
            username, password = json.load(result)
    return username, password


def _say_where_it_is(port: int, username: str, password: str) -> None:
    say(
        f"\nThe catalogue is ready.\n"
        f"  Site      http://127.0.0.1:{port}/\n"
        f"  Admin     http://127.0.0.1:{port}/admin/\n"
        f"  Sign in   user name {username}, password {password}\n"
        f"Ctrl-C stops it."
    )


def _lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(file: IO[str]) -> dict[str, int]:
    file.seek(0)
    try:
        state = json.load(file)
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


def _write(file: IO[str], state: dict[str, int]) -> None:
    file.seek(0)
    file.truncate()
    json.dump(state, file)
    file.flush()


def _note_group(file: IO[str], process: subprocess.Popen[bytes]) -> None:
    _write(file, _read(file) | {"group": process.pid})


def _end_left_over(state: dict[str, int]) -> bool:
    """End the web server of a run that was killed and could not do so itself."""
    left_over = [
        process
        for process in psutil.process_iter()
        if _is_of_group(process, state.get("group", 0))
    ]
    for process in left_over:
        process.terminate()
    _gone, alive = psutil.wait_procs(left_over, timeout=10)
    for process in alive:
        process.kill()
    psutil.wait_procs(alive, timeout=10)
    return bool(left_over)


def _is_of_group(process: psutil.Process, group: int) -> bool:
    """Say whether a process is of the group and works in this checkout."""
    try:
        return (
            group > 0
            and os.getpgid(process.pid) == group
            and process.cwd() == str(REPOSITORY)
        )
    except (ProcessLookupError, psutil.Error):
        return False
