"""The commands as a person types them: their sentences and exit codes."""

import os
import subprocess
import sys

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from catalogue.local.paths import REPOSITORY


def command(*arguments, **variables):
    """Run a command of the Makefile; return its exit code and what it complained of."""
    done = subprocess.run(
        [sys.executable, "-m", "catalogue.local", *arguments],
        check=False,
        cwd=REPOSITORY,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("variables", "complaint"),
    [
        ({"PORT": "abc"}, "Error: PORT is abc; write a number from 1 to 65535.\n"),
        (
            {"PORT": "8799", "DATABASE_URL": "nonsense"},
            "Error: DATABASE_URL cannot be read; write "
            "postgresql://user:password@host:5432/name.\n",
        ),
    ],
)
def test_a_run_that_cannot_be_says_one_sentence(tmp_path, variables, complaint):
    variables = {"CATALOGUE_VAR": str(tmp_path), **variables}

    assert command("run", **variables) == (1, complaint)


def test_demonstration_records_are_refused_at_once_where_they_may_not_be(tmp_path):
    code, complaint = command(
        "demo",
        CATALOGUE_VAR=str(tmp_path),
        CATALOGUE_ALLOW_DEMO="",
        DATABASE_URL="postgresql://127.0.0.1/real",
    )

    assert code == 1
    assert complaint.startswith("Error: DATABASE_URL is set, and demonstration records")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    var = str(tmp_path / "file" / "var")

    code, complaint = command("manage", "check", CATALOGUE_VAR=var, DATABASE_URL="")

    assert code == 1
    assert complaint.startswith("Error: ")
    assert complaint.count("\n") == 1


def test_stopping_what_does_not_run_is_no_failure(tmp_path):
    assert command("stop", CATALOGUE_VAR=str(tmp_path)) == (0, "")


def test_an_unknown_command_is_told_the_known_ones():
    assert command("fly") == (2, "")


def test_the_exit_code_of_a_management_command_is_handed_on():
    server = conninfo_to_dict(os.environ["DATABASE_URL"])
    url = make_conninfo(**server | {"dbname": "postgres"})

    code, complaint = command("manage", "no_such_command", DATABASE_URL=url)

    assert code == 1
    assert complaint.startswith("Unknown command: 'no_such_command'")
