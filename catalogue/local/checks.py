"""make check: everything that can be said about the code without running it."""

import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalogue.local.floors import faults_of_imports
from catalogue.local.markup import faults_of_markup
from catalogue.local.messages import faults_of_translations
from catalogue.local.paths import REPOSITORY
from catalogue.local.progress import say
from catalogue.local.requirements import faults_of_requirements

FAULTS_SHOWN = 20


@dataclass(frozen=True)
class Check:
    """A named check, whose work returns its complaints: nothing when all is well."""

    name: str
    work: Callable[[dict[str, str]], str]


def failed_checks(environment: dict[str, str]) -> list[str]:
    """Run every check, say how each went, and return the names of those that failed."""
    failed = []
    for check in CHECKS:
        started = time.monotonic()
        complaints = check.work(environment)
        outcome = "FAILED" if complaints else "ok"
        say(f"{check.name:<44} {outcome:<7} {time.monotonic() - started:5.1f} s")
        if complaints:
            say(complaints.rstrip() + "\n")
            failed.append(check.name)
    return failed


def _program(*command: str) -> Callable[[dict[str, str]], str]:
    def work(environment: dict[str, str]) -> str:
        done = subprocess.run(
            [sys.executable, *command],
            check=False,
            cwd=REPOSITORY,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        failed = done.returncode != 0
        return (done.stdout or f"exit code {done.returncode}") if failed else ""

    return work


def _faults(find: Callable[[], Iterable[str]]) -> Callable[[dict[str, str]], str]:
    def work(_environment: dict[str, str]) -> str:
        faults = sorted(find())
        more = len(faults) - FAULTS_SHOWN
        rest = [f"… and {more} more."] if more > 0 else []
        return "\n".join(faults[:FAULTS_SHOWN] + rest)

    return work


def _deployment(environment: dict[str, str]) -> str:
    """Run Django's deployment checks under the settings of production."""
    production = {
        "CATALOGUE_SECRET_KEY": secrets.token_urlsafe(50),
        "CATALOGUE_HOSTS": "catalogue.example",
        "CATALOGUE_HTTPS": "yes",
        "CATALOGUE_DEBUG": "no",
    }
    check = _program("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    return check(environment | production)


CHECKS = (
    Check("style", _program("-m", "ruff", "check", ".")),
    Check("formatting", _program("-m", "ruff", "format", "--check", ".")),
    Check("imports point down", _faults(faults_of_imports)),
    Check("no inline style or script", _faults(faults_of_markup)),
    Check("requirements are compiled", _faults(faults_of_requirements)),
    Check("translations are complete and compiled", _faults(faults_of_translations)),
    Check(
        "migrations are complete", _program("manage.py", "makemigrations", "--check")
    ),
    Check("settings are fit for production", _deployment),
    Check("types", _program("-m", "mypy")),
)
