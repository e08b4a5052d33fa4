"""python -m catalogue.local: the commands behind the Makefile."""

# ruff: noqa: E402
import signal

# Until the work below handles it, Ctrl-C ends this without a traceback.
signal.signal(signal.SIGINT, signal.SIG_DFL)

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from catalogue.local.browser import browser_is_required, find_chromium, install_chromium
from catalogue.local.database import catalogue_environment
from catalogue.local.page_checkers import find_page_checkers, install_page_checkers
from catalogue.local.paths import REPOSITORY
from catalogue.local.postgres.embedded import stop_embedded_server
from catalogue.local.problems import Problem, disk_errors_as_problems
from catalogue.local.progress import say
from catalogue.local.running import run_catalogue, stop_run
from catalogue.local.stopping import Stopped, run_in_foreground, stop_signals_raise

MOST_TEST_PROCESSES = 4


def run(_arguments: Sequence[str]) -> int:
    """Serve the catalogue with its real data."""
    run_catalogue(with_demonstration=False)
    return 0


def demo(_arguments: Sequence[str]) -> int:
    """Serve the catalogue with demonstration records added."""
    run_catalogue(with_demonstration=True)
    return 0


def stop(_arguments: Sequence[str]) -> int:
    """Stop what runs from this checkout, whoever started it."""
    stopped_run = stop_run()
    stopped_server = stop_embedded_server()
    say("Stopped." if stopped_run or stopped_server else "Nothing was running.")
    return 0


def manage(arguments: Sequence[str]) -> int:
    """Run a management command on the local database."""
    with catalogue_environment() as environment:
        return run_in_foreground([sys.executable, "manage.py", *arguments], environment)


def test(arguments: Sequence[str]) -> int:
    """Run the tests, on databases of their own."""
    with catalogue_environment(for_tests=True) as environment:
        # Every test process closes its databases itself; a pool keeps them open.
        environment.setdefault("CATALOGUE_DATABASE_POOL", "0")
        with _migrating_meanwhile(environment):
            environment |= _browser_for(arguments)
            _ensure_page_checkers(arguments)
            pytest = [sys.executable, "-m", "pytest"]
            runs = [arguments] if arguments else _whole_suite()
            return max(run_in_foreground([*pytest, *run], environment) for run in runs)


@contextmanager
def _migrating_meanwhile(environment: dict[str, str]) -> Iterator[None]:
    """Begin with the database that the tests copy; they wait until it is there."""
    migrating = subprocess.Popen(
        [sys.executable, "-m", "tests.migrated_database"],
        cwd=REPOSITORY,
        env=environment,
    )
    try:
        yield
    finally:
        migrating.wait()


def _whole_suite() -> list[list[str]]:
    """Let every core take its share; what takes times has the machine to itself.

    Each process has databases and a browser of its own.
    """
    processes = min(os.cpu_count() or 1, MOST_TEST_PROCESSES)
    shared = ["-n", str(processes), "--dist", "loadgroup"] if processes > 1 else []
    return [[*shared, "-m", "not alone"], ["-m", "alone"]]


def check(_arguments: Sequence[str]) -> int:
    """Check the code without running it."""
    # Its libraries are development tools, which a mere run does not install.
    from catalogue.local.checks import failed_checks

    with catalogue_environment() as environment:
        failed = failed_checks(environment)
    say(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


def messages(arguments: Sequence[str]) -> int:
    """Collect the texts to translate, fill in from the given files, compile."""
    from catalogue.local.messages import PO_FILE, update_translations

    missing = update_translations(merged=[Path(name) for name in arguments])
    say(f"{missing} texts have no translation yet." if missing else "All translated.")
    say(f"The translations are in {PO_FILE.relative_to(REPOSITORY)}.")
    return 0


def requirements(arguments: Sequence[str]) -> int:
    """Compile the pinned requirements anew."""
    from catalogue.local.requirements import compile_requirements

    compile_requirements(arguments)
    return 0


def _browser_for(arguments: Sequence[str]) -> dict[str, str]:
    """Find a browser, or install one where tests of all kinds will run."""
    found = find_chromium()
    if found is None and (not arguments or browser_is_required()):
        found = install_chromium()
    if found is None and browser_is_required():
        raise Problem("REQUIRE_BROWSER=1, and no Chromium was found or installed.")
    return {"CHROMIUM": found} if found else {}


def _ensure_page_checkers(arguments: Sequence[str]) -> None:
    """Install what checks pages where tests in a browser will run."""
    wanted = not arguments or any("tests/browser" in each for each in arguments)
    found = find_page_checkers()
    if found is None and (wanted or browser_is_required()):
        found = install_page_checkers()
    if found is None and browser_is_required():
        raise Problem("REQUIRE_BROWSER=1, and npm could not install the page checkers.")


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "demo": demo,
    "stop": stop,
    "manage": manage,
    "test": test,
    "check": check,
    "messages": messages,
    "requirements": requirements,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; a Problem becomes one sentence and exit code 1."""
    if not arguments or arguments[0] not in COMMANDS:
        say(f"Usage: python -m catalogue.local {'|'.join(COMMANDS)}")
        return 2
    os.chdir(REPOSITORY)
    with stop_signals_raise():
        try:
            with disk_errors_as_problems():
                return COMMANDS[arguments[0]](arguments[1:])
        except Problem as problem:
            print(f"Error: {problem}", file=sys.stderr)
            return 1
        except Stopped:
            say("\nStopped.")
            return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
