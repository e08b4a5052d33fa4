"""The pinned requirements: compiled from the .in files, and checked to be so."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from catalogue.local.paths import REPOSITORY
from catalogue.local.problems import Problem

SOURCES = {
    "requirements.txt": ["requirements.in"],
    "requirements-dev.txt": [
        "requirements-dev.in",
        "requirements.in",
        "requirements.txt",
    ],
}
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    # Where packages come from is each machine's own affair.
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
)


def compile_requirements(arguments: Sequence[str] = ()) -> None:
    """Pin what the .in files ask for; --upgrade as argument takes newer versions."""
    for target, (source, *_included) in SOURCES.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", source]
        command += ["--output-file", target, *OPTIONS, *arguments]
        done = subprocess.run(
            command, check=False, cwd=REPOSITORY, stdout=subprocess.DEVNULL
        )
        if done.returncode != 0:
            raise Problem(f"{target} could not be compiled; uv says above why.")
        pins = (REPOSITORY / target).read_text(encoding="utf-8")
        (REPOSITORY / target).write_text(
            _header(REPOSITORY, target) + pins, encoding="utf-8"
        )


def faults_of_requirements(root: Path = REPOSITORY) -> Iterator[str]:
    """Name each compiled file that its sources have left behind."""
    for target in SOURCES:
        text = (root / target).read_text(encoding="utf-8")
        if not text.startswith(_header(root, target)):
            yield f"{target} is not compiled from the present .in file."


def _header(root: Path, target: str) -> str:
    digest = hashlib.sha256()
    for source in SOURCES[target]:
        digest.update((root / source).read_bytes())
    return (
        f"# Compiled from {SOURCES[target][0]} by `make requirements`.\n"
        f"# Sources: sha256 {digest.hexdigest()}\n"
    )
