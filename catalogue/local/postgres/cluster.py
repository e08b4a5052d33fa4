"""The data directory of the embedded PostgreSQL: where it lies and how it is made."""

import hashlib
import locale
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from catalogue.local.paths import var_directory
from catalogue.local.postgres.account import Account, server_account
from catalogue.local.postgres.binaries import (
    SYSTEM_DIRECTORY,
    make_system_directory,
    programs_for,
    wheel_version,
)
from catalogue.local.problems import Problem

SUPERUSER = "postgres"
MEGABYTE = 1024 * 1024
SPACE_NEEDED = 1024 * MEGABYTE
"""Bytes that must be free before the first start; a full register takes most of it."""


@dataclass(frozen=True)
class Cluster:
    """A data directory, who runs its server and with which programs."""

    data: Path
    account: Account
    programs: Path


def open_cluster(password: str) -> Cluster:
    """Return this checkout's cluster, made with the password when it is not there.

    Raises Problem when its data was made by another major version of PostgreSQL,
    when the disk is full, or when its directory holds something else.
    """
    place = var_directory() / "postgres"
    account = server_account(place)
    programs = programs_for(account)
    if not (place / "PG_VERSION").exists():
        _make_cluster(place, account, programs, password)
    cluster = Cluster(place.resolve(), account, programs)
    _check_version(cluster)
    return cluster


def _make_cluster(place: Path, account: Account, programs: Path, password: str) -> None:
    if place.is_symlink():
        place.unlink()
    if place.exists():
        raise Problem(f"{place} is there but holds no database; move it away first.")
    final = _final_place(place, account)
    _check_space(final.parent)
    # Made beside its place and renamed when whole: a killed run leaves no half.
    unfinished = final.with_name(final.name + ".unfinished")
    for left_over in (unfinished, final):
        shutil.rmtree(left_over, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    if not account.is_ours:
        os.chown(unfinished, account.user, account.group)
    _initialise(Cluster(unfinished, account, programs), password)
    unfinished.rename(final)
    if final != place:
        place.symlink_to(final)


def _final_place(place: Path, account: Account) -> Path:
    """Return the place itself, or one that the account can reach in its stead."""
    if account.can_enter(place.parent):
        return place
    make_system_directory()
    checkout = hashlib.sha256(os.fsencode(place)).hexdigest()[:12]
    return SYSTEM_DIRECTORY / f"data-{checkout}"


def _check_space(directory: Path) -> None:
    free = shutil.disk_usage(directory).free
    if free < SPACE_NEEDED:
        raise Problem(
            f"The disk with {directory} is full: {free // MEGABYTE} MB are free, and "
            f"a new database needs {SPACE_NEEDED // MEGABYTE} MB."
        )


def _initialise(cluster: Cluster, password: str) -> None:
    with tempfile.TemporaryFile("w+") as password_file:
        password_file.write(password + "\n")
        password_file.flush()
        password_file.seek(0)
        descriptor = password_file.fileno()
        os.fchown(descriptor, cluster.account.user, cluster.account.group)
        made = subprocess.run(
            [*_initdb_command(cluster), f"--pwfile=/dev/fd/{descriptor}"],
            check=False,
            capture_output=True,
            text=True,
            errors="replace",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            pass_fds=[descriptor],
            **cluster.account.subprocess_options(),
        )
    if made.returncode != 0:
        shutil.rmtree(cluster.data, ignore_errors=True)
        raise Problem(_initdb_problem(cluster.data, made.stderr))


def _initdb_command(cluster: Cluster) -> list[str]:
    return [
        str(cluster.programs / "initdb"),
        f"--pgdata={cluster.data}",
        f"--username={SUPERUSER}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        # Sorting and case rules come from PostgreSQL itself; only what asks the
        # C library which characters are letters needs a locale of the machine.
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        f"--lc-ctype={_utf8_character_types()}",
        "--data-checksums",
        "--no-instructions",
    ]


def _utf8_character_types() -> str:
    kept = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"):
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, kept)


def _initdb_problem(data: Path, errors: str) -> str:
    if "No space left on device" in errors or "free disk space" in errors:
        return f"The disk with {data.parent} is full; it has no room for a database."
    lines = [
        line for line in errors.splitlines() if "rror:" in line or "FATAL:" in line
    ]
    reason = (lines or errors.splitlines() or ["no reason was given"])[0]
    return f"The database in {data.parent} could not be made: {reason}"


def _check_version(cluster: Cluster) -> None:
    made_by = (cluster.data / "PG_VERSION").read_text(encoding="ascii").strip()
    ours = wheel_version().split(".")[0]
    if made_by != ours:
        raise Problem(
            f"The data in {cluster.data} was made by PostgreSQL {made_by} and this "
            f"checkout runs PostgreSQL {ours}; move it away and run again for a fresh "
            "database."
        )
