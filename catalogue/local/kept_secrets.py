"""Secrets made once on this machine and kept in var/, readable by their owner only."""

import os
import secrets
from pathlib import Path

from catalogue.local.problems import Problem


def kept_secret(path: Path, length: int = 32) -> str:
    """Return the secret kept in the file, made on the first call.

    `length` counts random bytes. Raises Problem when the file is empty.
    """
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(length))
    value = path.read_text(encoding="ascii").strip()
    if not value:
        raise Problem(f"{path} is empty; remove it and it is made anew.")
    return value


def _write_once(path: Path, value: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half_written = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(half_written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with open(descriptor, "w", encoding="ascii") as file:
            file.write(value + "\n")
        # A link fails where another process was first; its secret stands then.
        os.link(half_written, path)
    except FileExistsError:
        pass
    finally:
        half_written.unlink()
