"""The system account that the embedded PostgreSQL runs under.

PostgreSQL refuses to run as root. The wheel's own helpers answer that by opening
every directory above the data to everybody, /root included; nothing here changes the
mode of a directory it did not make.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.local.problems import Problem

ACCOUNT_NAME = "catalogue-postgres"


@dataclass(frozen=True)
class Account:
    """A system account, and whether this process has to change to it."""

    user: int
    group: int
    is_ours: bool

    def subprocess_options(self) -> dict[str, Any]:
        """Return the arguments that make subprocess run a program as the account."""
        options: dict[str, Any] = {"cwd": "/", "umask": 0o077}
        if not self.is_ours:
            options |= {"user": self.user, "group": self.group, "extra_groups": []}
        return options

    def can_enter(self, directory: Path) -> bool:
        """Say whether the account can read the directory by this path."""
        if self.is_ours:
            return os.access(directory, os.R_OK | os.X_OK)
        found = subprocess.run(
            ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(directory)],
            check=False,
            **self.subprocess_options(),
        )
        return found.returncode == 0


def server_account(data: Path) -> Account:
    """Return the account for a server with this data: the data's owner, never root.

    As root, and with no data yet, this is the account catalogue-postgres, made if
    need be. Raises Problem when it cannot be made.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_ours=True)
    if data.exists() and data.stat().st_uid != 0:
        owner = data.stat()
        return Account(owner.st_uid, owner.st_gid, is_ours=False)
    entry = _system_account()
    return Account(entry.pw_uid, entry.pw_gid, is_ours=False)


def _system_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT_NAME)
    except KeyError:
        _make_system_account()
        return pwd.getpwnam(ACCOUNT_NAME)


def _make_system_account() -> None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise Problem(
            "PostgreSQL does not run as root and this machine has no useradd; run "
            "this command as an ordinary user, or set DATABASE_URL."
        )
    options = ["--system", "--user-group", "--no-create-home"]
    home = ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
    made = subprocess.run(
        [useradd, *options, *home, ACCOUNT_NAME],
        check=False,
        capture_output=True,
        text=True,
    )
    already_there = 9
    if made.returncode not in (0, already_there):
        raise Problem(
            "PostgreSQL does not run as root, and making the account "
            f"{ACCOUNT_NAME} for it failed: {made.stderr.strip()}"
        )
