"""What the units start is there, and starts."""

import re
import shlex
import socket
import subprocess
import sys
from configparser import ConfigParser

import pytest
from django.core.management import get_commands

from catalogue.local.paths import REPOSITORY
from catalogue.local.website import wait_until_it_answers

UNITS = REPOSITORY / "deploy" / "systemd"
HOME = "/opt/catalogue"


def unit(path):
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser


def timers():
    return sorted(UNITS.glob("*.timer"))


def test_every_command_that_a_timer_names_exists():
    started = [unit(timer)["Timer"]["Unit"] for timer in timers()]

    named = [re.fullmatch(r"catalogue-manage@(\w+)\.service", each) for each in started]

    assert {match[1] for match in named if match} >= {"publish_due", "clearsessions"}
    assert {match[1] for match in named if match} - set(get_commands()) == set()


@pytest.mark.parametrize("timer", timers(), ids=lambda path: path.stem)
def test_what_a_timer_starts_is_a_unit_that_lies_beside_it(timer):
    started = unit(timer)["Timer"]["Unit"]

    assert (UNITS / re.sub("@.*\\.", "@.", started)).is_file()


@pytest.mark.parametrize(
    "service", sorted(UNITS.glob("*.service")), ids=lambda p: p.stem
)
def test_every_program_of_ours_that_a_service_starts_is_there(service):
    program = shlex.split(unit(service)["Service"]["ExecStart"])[0]

    if program.startswith(HOME) and ".venv" not in program:
        assert (
            REPOSITORY / program.removeprefix(HOME).lstrip("/")
        ).stat().st_mode & 0o100
    else:
        assert program.startswith(("/usr/bin/", f"{HOME}/.venv/bin/"))


def test_every_service_of_the_account_is_confined():
    names = {service.name for service in UNITS.glob("*.service")}

    # One that may start the web server again, and does nothing else, runs as root.
    assert {name for name in names if not name.startswith("catalogue-")} == {
        "restart-catalogue.service"
    }
    confined = unit(UNITS / "catalogue-.service.d" / "confined.conf")["Service"]
    assert confined["User"] == "catalogue"
    assert confined["ProtectSystem"] == "strict"


def test_the_web_server_starts_by_the_command_of_its_unit(tmp_path):
    command = shlex.split(unit(UNITS / "catalogue-web.service")["Service"]["ExecStart"])
    assert command[0] == f"{HOME}/.venv/bin/python"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command[0], command[command.index("--port") + 1] = sys.executable, str(port)
    (tmp_path / "static").mkdir()
    environment = {
        "CATALOGUE_SECRET_KEY": "0123456789abcdefghij" * 3,
        "CATALOGUE_HOSTS": "catalogue.example",
        "CATALOGUE_VAR": str(tmp_path),
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "GRANIAN_WORKERS": "1",
    }

    with subprocess.Popen(command, cwd=REPOSITORY, env=environment) as server:
        try:
            wait_until_it_answers(server, port)
        finally:
            server.terminate()

    assert server.returncode == 0


@pytest.mark.parametrize("page", ["operating.md", "operating.zh.md"])
def test_the_guide_names_every_timer_and_no_other(page):
    guide = (REPOSITORY / "docs" / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(catalogue-[\w-]+\.timer)` \|", guide, re.MULTILINE)
    enabled = re.search(r"enable --now (catalogue-health\.timer .*)", guide)[1].split()

    there = [timer.name for timer in timers()]

    assert sorted(rows) == there
    assert sorted(enabled) == there
