import json
import os
import socket
import subprocess
import sys

import psutil
import pytest

from catalogue.local.paths import REPOSITORY
from catalogue.local.problems import Problem
from catalogue.local.running import CLOCK, _only_run, stop_run
from catalogue.local.stopping import beside, group_of_its_own
from catalogue.local.website import wait_until_it_answers, website

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def var(tmp_path, monkeypatch):
    monkeypatch.setenv("CATALOGUE_VAR", str(tmp_path))
    return tmp_path


@pytest.fixture
def left_over(var):
    """The web server of a run that was killed, as the run noted it down."""
    with subprocess.Popen(SLEEP, cwd=REPOSITORY, process_group=0) as process:
        note = {"runner": 0, "port": 8000, "group": process.pid}
        (var / "run.lock").write_text(json.dumps(note))
        yield process
        process.kill()


def test_a_second_run_of_a_checkout_is_told_where_the_first_is(var):
    with (
        _only_run(8123),
        pytest.raises(Problem, match=r"running already, on http://127\.0\.0\.1:8123/"),
        _only_run(8124),
    ):
        pass


def test_a_run_ends_the_web_server_that_a_killed_run_left(left_over):
    with _only_run(8000):
        assert not psutil.pid_exists(left_over.pid)


def test_stop_ends_the_web_server_that_a_killed_run_left(left_over):
    assert stop_run() is True
    assert not psutil.pid_exists(left_over.pid)


def test_a_number_that_now_belongs_to_another_program_is_left_alone(var, tmp_path):
    with subprocess.Popen(SLEEP, cwd=tmp_path, process_group=0) as stranger:
        note = {"runner": 0, "port": 8000, "group": stranger.pid}
        (var / "run.lock").write_text(json.dumps(note))

        assert stop_run() is False
        assert stranger.poll() is None

        stranger.kill()


@pytest.mark.parametrize("text", ["", "not json", "[1]"])
def test_a_damaged_note_blocks_nothing(var, text):
    (var / "run.lock").write_text(text)

    with _only_run(8000):
        pass


def test_the_web_server_answers_and_leaves_nothing_behind(var):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    environment = {**os.environ, "CATALOGUE_VAR": str(var)}
    (var / "static").mkdir()

    with website(port, environment) as server:
        wait_until_it_answers(server, port)
        workers = psutil.Process(server.pid).children(recursive=True)

    assert workers
    assert not [worker for worker in workers if worker.is_running()]
    with socket.create_server(("127.0.0.1", port)):
        pass


def test_the_clock_of_a_run_lasts_as_long_as_the_run_and_no_longer():
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    environment = os.environ | {"DATABASE_URL": nowhere, "CATALOGUE_DATABASE_POOL": "0"}

    with (
        group_of_its_own(SLEEP, environment) as server,
        beside(server, CLOCK, environment) as clock,
    ):
        group, ran = os.getpgid(clock.pid), clock.poll() is None

    assert (group, ran) == (server.pid, True)
    assert not psutil.pid_exists(clock.pid)


def test_a_killed_run_leaves_its_clock_to_the_next_one(left_over):
    with (
        subprocess.Popen(
            SLEEP, cwd=REPOSITORY, process_group=left_over.pid
        ) as companion,
        _only_run(8000),
    ):
        assert not psutil.pid_exists(companion.pid)


def test_a_web_server_that_ends_at_once_is_a_problem(var):
    environment = {**os.environ, "CATALOGUE_HTTPS": "perhaps"}

    with (
        website(1, environment) as server,
        pytest.raises(Problem, match="The web server stopped at once"),
    ):
        wait_until_it_answers(server, 1)


def test_a_group_is_ended_with_its_leader():
    leader = (
        "import subprocess, sys, time; subprocess.run([sys.executable, *sys.argv[1:]])"
    )

    with group_of_its_own([sys.executable, "-c", leader, *SLEEP[1:]], {}) as process:
        while not (children := psutil.Process(process.pid).children()):
            pass

    psutil.wait_procs(children, timeout=10)
    assert not children[0].is_running()
