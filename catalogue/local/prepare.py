"""python -m catalogue.local.prepare: bring database and static files up to date.

Runs in a process of its own, once for each start of the catalogue; what it does
twice it does quickly. The way to sign in goes to --sign-in-to, a file descriptor.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from catalogue.local.paths import var_directory
from catalogue.local.problems import Problem, disk_errors_as_problems
from catalogue.local.progress import progress


def prepare(*, with_demonstration: bool, sign_in_to: int) -> None:
    """Migrate, load the real data, collect static files, make the administrator."""
    django.setup()
    with progress("Bringing the tables up to date"):
        call_command("migrate", interactive=False, verbosity=0)
    call_command("load_places")
    with progress("Loading the catalogue"):
        call_command("load_catalogue")
    if with_demonstration:
        with progress("Making the demonstration records"):
            call_command("load_demo")
    with progress("Collecting the static files"):
        collect_static_files()
    # Imported here because it wants Django set up.
    from catalogue.local.administrator import ensure_administrator

    sign_in = ensure_administrator()
    with open(sign_in_to, "w", encoding="utf-8") as result:
        json.dump([sign_in.username, sign_in.password], result)


def collect_static_files() -> None:
    """Collect static files unless the same ones were collected before."""
    kept = var_directory() / "static-files-collected"
    fingerprint = _static_files_fingerprint()
    if kept.exists() and kept.read_text(encoding="ascii") == fingerprint:
        return
    kept.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    kept.write_text(fingerprint, encoding="ascii")


def _static_files_fingerprint() -> str:
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@contextmanager
def _faults_as_problems() -> Iterator[None]:
    """Raise Problem for whatever may go wrong through no fault of the code."""
    try:
        with disk_errors_as_problems():
            yield
    except (CommandError, ImproperlyConfigured) as error:
        raise Problem(str(error)) from None
    except DatabaseError as error:
        if isinstance(error.__cause__, psycopg.errors.DiskFull):
            raise Problem("The disk with the database is full.") from None
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise Problem(f"The database refused: {lines[0]}") from None


def main() -> int:
    """Prepare as the command line says; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m catalogue.local.prepare")
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--sign-in-to", type=int, required=True)
    options = parser.parse_args()
    try:
        with _faults_as_problems():
            prepare(with_demonstration=options.demo, sign_in_to=options.sign_in_to)
    except Problem as problem:
        print(f"Error: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
