"""The web server of a local run: granian on 127.0.0.1."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import AbstractContextManager

from catalogue.local.problems import Problem
from catalogue.local.progress import progress
from catalogue.local.stopping import group_of_its_own

HOST = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 3
WORKERS = min(os.cpu_count() or 1, 4)
THREADS_OF_A_WORKER = 4


def wanted_port() -> int:
    """Return the port that PORT asks for, 8000 when it does not."""
    text = os.environ.get("PORT", "").strip() or "8000"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise Problem(f"PORT is {text}; write a number from 1 to 65535.")
    return int(text)


def check_port_is_free(port: int) -> None:
    """Raise Problem when nothing of ours can listen on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except PermissionError:
            raise Problem(
                f"This account may not use port {port}; choose one above 1023, such "
                "as PORT=8000."
            ) from None
        except OSError:
            raise Problem(
                f"Port {port} is in use by another program; stop it or choose another "
                f"port, such as PORT={port + 1 if port < 65535 else 8001}."
            ) from None


def website(
    port: int, environment: dict[str, str]
) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """Serve the catalogue while the block runs."""
    return group_of_its_own(_command(port), environment)


def wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    """Return when the site answers; raise Problem when it will not."""
    with progress("The web server is starting"):
        _wait_until_it_answers(process, port)


def _command(port: int) -> list[str]:
    options = {
        "--interface": "wsgi",
        "--host": HOST,
        "--port": str(port),
        "--workers": str(WORKERS),
        "--blocking-threads": str(THREADS_OF_A_WORKER),
        # A worker that is told to stop while it starts misses it.
        "--workers-kill-timeout": f"{STOP_SECONDS}s",
        "--log-level": "warning",
    }
    arguments = [text for option in options.items() for text in option]
    return [sys.executable, "-m", "granian", *arguments, "catalogue.wsgi:application"]


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Problem(
                f"The web server stopped at once (exit code {process.returncode}); "
                "its own lines above say why."
            )
        if _answers(port):
            return
        time.sleep(0.05)
    raise Problem(f"The web server does not answer after {START_SECONDS} seconds.")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
