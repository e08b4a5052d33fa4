"""python3 -m catalogue.local.install FILE: make .venv and install what FILE pins.

Runs under the machine's own Python, before anything is installed: the standard
library only, and no syntax that an old Python could not read, so that it is this
file that says which Python is needed.
"""

import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")
REPOSITORY = os.path.dirname(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
)
VENV = os.path.join(REPOSITORY, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
INCLUDED = {"requirements-dev.txt": ["requirements.txt"]}


class CannotInstall(Exception):
    """One sentence on what is missing and what helps."""


def main(requirements):
    """Make sure that .venv holds what the file pins; return the exit code."""
    try:
        _use_a_new_enough_python()
        if not is_installed(requirements):
            install(requirements)
    except CannotInstall as problem:
        sys.stderr.write("Error: {}\n".format(problem))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def is_installed(requirements):
    """Say whether .venv was filled from the file as it is now."""
    try:
        with open(_stamp(requirements)) as stamp:
            return stamp.read() == _fingerprint(requirements) and os.path.exists(
                VENV_PYTHON
            )
    except OSError:
        return False


def install(requirements):
    """Make .venv if need be and install the file's packages, hashes checked."""
    print("Installing {} (a minute or two, once)".format(requirements), flush=True)
    if not _runs(VENV_PYTHON):
        _make_venv()
    pip = [VENV_PYTHON, "-m", "pip", "install", "--require-hashes", "--no-input"]
    quiet = ["--disable-pip-version-check", "--progress-bar", "off"]
    _run_pip(pip + quiet + ["-r", os.path.join(REPOSITORY, requirements)])
    for name in [requirements] + INCLUDED.get(requirements, []):
        with open(_stamp(name), "w") as stamp:
            stamp.write(_fingerprint(name))


def _use_a_new_enough_python():
    if sys.version_info >= OLDEST:
        return
    for name in NEWER_NAMES:
        path = shutil.which(name)
        if path and _runs(path):
            arguments = [path, "-m", "catalogue.local.install"] + sys.argv[1:]
            os.execv(path, arguments)
    raise CannotInstall(
        "Python 3.11 or newer is needed and {} is Python {}.{}; name another with "
        "make PYTHON=/path/to/python3.".format(sys.executable, *sys.version_info[:2])
    )


def _runs(python):
    try:
        command = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        return subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _make_venv():
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise CannotInstall(
            "This Python cannot make a virtual environment; on Debian and Ubuntu "
            "run: apt-get install python3-venv"
        )
    command = [sys.executable, "-m", "venv", "--clear", VENV]
    made = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode != 0:
        _raise_if_disk_is_full(made.stdout.decode("utf-8", "replace"))
        last_line = made.stdout.decode("utf-8", "replace").strip().split("\n")[-1]
        raise CannotInstall("Making {} failed: {}".format(VENV, last_line))


def _run_pip(command):
    """Run pip, showing how many packages it has got hold of."""
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = []
    collected = 0
    for line in pip.stdout:
        lines.append(line.decode("utf-8", "replace").strip())
        if lines[-1].startswith("Collecting "):
            collected += 1
            if collected % 10 == 0:
                print("  {} packages found".format(collected), flush=True)
        if lines[-1].startswith("Installing collected"):
            print("  unpacking {} packages".format(collected), flush=True)
    if pip.wait() != 0:
        raise CannotInstall(_pip_problem(lines))


def _pip_problem(lines):
    _raise_if_disk_is_full("\n".join(lines))
    errors = [line for line in lines if line.startswith("ERROR:")]
    reason = errors[0][6:].strip() if errors else (lines or ["pip gave no reason"])[-1]
    return "The packages could not be installed: {}".format(reason)


def _raise_if_disk_is_full(output):
    if "No space left on device" in output or "Errno 28" in output:
        raise CannotInstall(
            "The disk with {} is full; the packages need about 400 MB.".format(VENV)
        )


def _stamp(requirements):
    return os.path.join(VENV, "installed-" + requirements)


def _fingerprint(requirements):
    with open(os.path.join(REPOSITORY, requirements), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
