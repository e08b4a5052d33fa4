"""The running server of a cluster: found, started, stopped."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from catalogue.local.paths import var_directory
from catalogue.local.postgres.cluster import Cluster
from catalogue.local.problems import Problem
from catalogue.local.progress import progress
from catalogue.local.stopping import stop_signals_wait

START_SECONDS = 120
STOP_SECONDS = 60
LOG_BYTES_KEPT = 5 * 1024 * 1024
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    # A socket's path must not exceed some 100 bytes; a checkout's path may.
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "1GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    "log_timezone": "UTC",
    "lc_messages": "C",
}

_started_here: dict[int, psutil.Popen] = {}
"""By number, the servers whose end this process has to wait for as their parent."""


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server that accepts connections on 127.0.0.1."""

    process: psutil.Process
    port: int


def running_server(cluster: Cluster) -> Server | None:
    """Return the server that runs on the cluster's data, whoever started it."""
    lines = _pid_file_lines(cluster.data)
    if len(lines) < 8 or not lines[7].startswith("ready"):
        return None
    process = _postmaster(cluster.data, lines)
    return None if process is None else Server(process, int(lines[3]))


def start_server(cluster: Cluster) -> Server:
    """Start a server on the cluster, or wait for the one that is starting.

    Raises Problem with the server's own reason when it does not come up.
    """
    for _attempt in range(3):
        starting = _starting_server(cluster.data)
        try:
            if starting is None:
                _remove_stale_pid_file(cluster.data)
                with stop_signals_wait():
                    starting = _launch(cluster)
            server = _wait_until_ready(cluster, starting)
        except BaseException:
            if starting is not None:
                _stop_process(starting)
            raise
        if server is not None:
            return server
    raise Problem(_failure(cluster))


def stop_server(server: Server) -> None:
    """Stop the server, ending its sessions; return when it is gone."""
    _stop_process(server.process)


def log_file() -> Path:
    """Return the file that the server writes its messages to."""
    return var_directory() / "postgres.log"


def _stop_process(process: psutil.Process) -> None:
    process = _started_here.pop(process.pid, process)
    try:
        process.send_signal(signal.SIGINT)
        process.wait(STOP_SECONDS)
    except psutil.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(STOP_SECONDS)
    except psutil.NoSuchProcess:
        return


def _launch(cluster: Cluster) -> psutil.Process:
    settings = SETTINGS | {"port": str(_free_port())}
    log = log_file()
    if log.exists() and log.stat().st_size > LOG_BYTES_KEPT:
        log.unlink()
    with log.open("ab") as output:
        process = psutil.Popen(
            [
                str(cluster.programs / "postgres"),
                "-D",
                str(cluster.data),
                *_as_options(settings),
            ],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={"PATH": os.defpath},
            # Ctrl-C goes to every process of the terminal's group; not to this one.
            start_new_session=True,
            **cluster.account.subprocess_options(),
        )
    _started_here[process.pid] = process
    return process


def _as_options(settings: dict[str, str]) -> Iterator[str]:
    for name, value in settings.items():
        yield from ("-c", f"{name}={value}")


def _wait_until_ready(cluster: Cluster, starting: psutil.Process) -> Server | None:
    deadline = time.monotonic() + START_SECONDS
    with progress("PostgreSQL is starting"):
        while time.monotonic() < deadline:
            server = running_server(cluster)
            if server is not None:
                return server
            if not _is_alive(starting):
                return None
            time.sleep(0.02)
    raise Problem(
        f"PostgreSQL is not ready after {START_SECONDS} seconds; {log_file()} says why."
    )


def _is_alive(process: psutil.Process) -> bool:
    if isinstance(process, psutil.Popen) and process.poll() is not None:
        return False
    return bool(process.is_running())


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _pid_file_lines(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _starting_server(data: Path) -> psutil.Process | None:
    lines = _pid_file_lines(data)
    return _postmaster(data, lines) if lines else None


def _postmaster(data: Path, lines: list[str]) -> psutil.Process | None:
    """Return the process of a pid file, unless the number is another's by now."""
    try:
        process = psutil.Process(int(lines[0]))
        return process if _works_in(process, data) else None
    except (ValueError, psutil.NoSuchProcess):
        return None


def _works_in(process: psutil.Process, data: Path) -> bool:
    """Say whether a process is PostgreSQL's on this data, where it always works."""
    try:
        return bool(
            process.name().startswith("postgres") and Path(process.cwd()) == data
        )
    except (psutil.AccessDenied, psutil.NoSuchProcess, psutil.ZombieProcess):
        return False


def _remove_stale_pid_file(data: Path) -> None:
    """Remove a killed server's pid file, whose number another process may have now."""
    if not (data / "postmaster.pid").exists():
        return
    if not any(_works_in(process, data) for process in psutil.process_iter()):
        (data / "postmaster.pid").unlink(missing_ok=True)


def _failure(cluster: Cluster) -> str:
    log = log_file()
    lines = log.read_text(errors="replace").splitlines()[-30:] if log.exists() else []
    reasons = [line.split("FATAL:")[1].strip() for line in lines if "FATAL:" in line]
    if any("No space left on device" in line for line in lines) or (
        shutil.disk_usage(cluster.data).free == 0
    ):
        return f"The disk with {cluster.data} is full; PostgreSQL cannot start."
    reason = reasons[-1] if reasons else "it gave no reason"
    return f"PostgreSQL did not start: {reason} ({log} has the whole story)."
