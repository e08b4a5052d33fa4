"""The example of the environment file, and what the site makes of it."""

import os
import shlex
import subprocess
import sys

from catalogue.local.paths import REPOSITORY

EXAMPLE = REPOSITORY / "deploy" / "catalogue.env.example"


def example():
    """The variables, as both systemd and a shell read them."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    given = [line for line in lines if line and not line.startswith("#")]
    return dict(shlex.split(line)[0].split("=", 1) for line in given)


def check(environment):
    """Run the deployment checks as systemd would, with these variables alone."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={"PATH": os.defpath, **environment},
        cwd=REPOSITORY,
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_example_is_fit_for_production_once_it_has_a_secret():
    secret = {"CATALOGUE_SECRET_KEY": "0123456789abcdefghij" * 3}
    # A pool would look for the database of the example.
    no_pool = {"CATALOGUE_DATABASE_POOL": "0"}

    done = check(example() | secret | no_pool)

    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


def test_the_example_holds_no_secret_and_does_not_start_without_one():
    done = check(example())

    assert done.returncode == 1
    assert "Set CATALOGUE_SECRET_KEY" in done.stderr


def test_every_value_is_in_single_quotes():
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()

    values = [line.split("=", 1)[1] for line in lines if line and line[0] != "#"]

    assert [value for value in values if value != f"'{value[1:-1]}'"] == []
