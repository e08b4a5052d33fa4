"""python -m catalogue.local: the commands behind the Makefile."""

import subprocess
import sys
from collections.abc import Callable, Sequence

from catalogue.local.database import catalogue_environment
from catalogue.local.paths import REPOSITORY
from catalogue.local.postgres.embedded import stop_embedded_server
from catalogue.local.problems import Problem
from catalogue.local.progress import say


def manage(arguments: Sequence[str]) -> int:
    """Run a management command on the local database."""
    with catalogue_environment() as environment:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.call(command, cwd=REPOSITORY, env=environment)


def test(arguments: Sequence[str]) -> int:
    """Run the tests, on databases of their own."""
    with catalogue_environment(for_tests=True) as environment:
        # Every test process closes its databases itself; a pool keeps them open.
        environment.setdefault("CATALOGUE_DATABASE_POOL", "0")
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.call(command, cwd=REPOSITORY, env=environment)


def stop(_arguments: Sequence[str]) -> int:
    """Stop the embedded database, whoever started it."""
    say("PostgreSQL is stopped." if stop_embedded_server() else "Nothing was running.")
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "manage": manage,
    "test": test,
    "stop": stop,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; a Problem becomes one sentence and exit code 1."""
    if not arguments or arguments[0] not in COMMANDS:
        say(f"Usage: python -m catalogue.local {'|'.join(COMMANDS)}")
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Problem as problem:
        print(f"Error: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
