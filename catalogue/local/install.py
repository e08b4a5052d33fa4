"""python3 -m catalogue.local.install FILE: make .venv and install what FILE pins.

Runs under the machine's own Python, before anything is installed: the standard
library only, and nothing that Python 3.7 could not read, so that it is this file
that says which Python is needed.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import signal
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")
REPOSITORY = Path(__file__).resolve().parent.parent.parent
VENV = REPOSITORY / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
# What .venv takes on disk, measured on Linux and rounded up.
DISK = "250 MB for make run, 950 MB for make test and make check"
INCLUDED = {"requirements-dev.txt": ["requirements.txt"]}
PACKAGES_SHOWN_AT_A_TIME = 10


class CannotInstall(Exception):
    """One sentence on what is missing and what helps."""


def main(requirements: str) -> int:
    """Make sure that .venv holds what the file pins; return the exit code."""
    # Ctrl-C then ends this without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        _use_a_new_enough_python()
        if not is_installed(requirements):
            install(requirements)
    except CannotInstall as problem:
        print(f"Error: {problem}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Error: {error.strerror}: {error.filename or VENV}", file=sys.stderr)
        return 1
    return 0


def is_installed(requirements: str) -> bool:
    """Say whether .venv was filled from the file as it is now."""
    try:
        stamp = _stamp(requirements).read_text()
    except OSError:
        return False
    return stamp == _fingerprint(requirements) and VENV_PYTHON.exists()


def install(requirements: str) -> None:
    """Make .venv if need be and install the file's packages, hashes checked."""
    var = REPOSITORY / "var"
    var.mkdir(exist_ok=True)
    with (var / "install.lock").open("a") as lock:
        # Two first commands at once: the second finds the work done.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_installed(requirements):
            return
        print(f"Installing {requirements} (a minute or two, once)", flush=True)
        if not _runs(VENV_PYTHON):
            _make_venv()
        pip = [str(VENV_PYTHON), "-m", "pip", "install", "--require-hashes"]
        quiet = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
        _run_pip([*pip, *quiet, "-r", str(REPOSITORY / requirements)])
        for name in [requirements, *INCLUDED.get(requirements, [])]:
            _stamp(name).write_text(_fingerprint(name))


def _use_a_new_enough_python() -> None:
    if sys.version_info >= OLDEST:
        return
    for name in NEWER_NAMES:
        path = shutil.which(name)
        if path and _runs(Path(path)):
            command = [path, "-m", "catalogue.local.install", *sys.argv[1:]]
            raise SystemExit(subprocess.call(command))
    raise CannotInstall(
        f"Python 3.11 or newer is needed and {sys.executable} is Python "
        f"{sys.version_info[0]}.{sys.version_info[1]}; name another with "
        "make PYTHON=/path/to/python3."
    )


def _runs(python: Path) -> bool:
    """Say whether this is a Python that works, has pip's ground and is new enough."""
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    if python == VENV_PYTHON:
        check = "import pip; " + check
    try:
        found = subprocess.run([str(python), "-c", check], stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return found.returncode == 0


def _make_venv() -> None:
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise CannotInstall(
            "This Python cannot make a virtual environment; on Debian and Ubuntu "
            "run: apt-get install python3-venv"
        ) from None
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    made = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode != 0:
        output = made.stdout.decode("utf-8", "replace").strip()
        _raise_if_disk_is_full(output)
        raise CannotInstall(f"Making {VENV} failed: {output.splitlines()[-1:]}")


def _run_pip(command: list[str]) -> None:
    """Run pip, showing how many packages it has got hold of."""
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = []
    collected = 0
    for line in pip.stdout or ():
        lines.append(line.decode("utf-8", "replace").strip())
        if lines[-1].startswith("Collecting "):
            collected += 1
            if collected % PACKAGES_SHOWN_AT_A_TIME == 0:
                print(f"  {collected} packages found", flush=True)
        if lines[-1].startswith("Installing collected"):
            print(f"  unpacking {collected} packages", flush=True)
    if pip.wait() != 0:
        raise CannotInstall(_pip_problem(lines))


def _pip_problem(lines: list[str]) -> str:
    _raise_if_disk_is_full("\n".join(lines))
    errors = [line for line in lines if line.startswith("ERROR:")]
    reason = errors[0][6:].strip() if errors else (lines or ["pip gave no reason"])[-1]
    return f"The packages could not be installed: {reason}"


def _raise_if_disk_is_full(output: str) -> None:
    if "No space left on device" in output or "Errno 28" in output:
        raise CannotInstall(f"The disk with {VENV} is full; the packages need {DISK}.")


def _stamp(requirements: str) -> Path:
    return VENV / f"installed-{requirements}"


def _fingerprint(requirements: str) -> str:
    return hashlib.sha256((REPOSITORY / requirements).read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
