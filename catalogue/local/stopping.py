"""Waiting for programs in a way that every kind of stop ends cleanly."""

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from catalogue.local.paths import REPOSITORY

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE_SECONDS = 15


class Stopped(BaseException):
    """Somebody asked this command to stop, which is no failure."""


@contextmanager
def stop_signals_raise() -> Iterator[None]:
    """Turn the first stop signal into Stopped; ignore the others while we clear up."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    before = {number: signal.signal(number, stop) for number in _signals_that_stop()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def stop_signals_wait() -> Iterator[None]:
    """Let stop signals take effect after the block, which then is done as a whole.

    For starting a program: one that runs is one we know of.
    """
    held: list[int] = []

    def hold(number: int, _frame: FrameType | None) -> None:
        held.append(number)

    before = {number: signal.signal(number, hold) for number in _signals_that_stop()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if held:
        signal.raise_signal(held[0])


def _signals_that_stop() -> list[signal.Signals]:
    """Leave out a hang-up that whoever started us, nohup say, has us ignore."""
    hangs_up = signal.getsignal(signal.SIGHUP) != signal.SIG_IGN
    return [n for n in STOP_SIGNALS if n != signal.SIGHUP or hangs_up]


def wait_for(process: subprocess.Popen[bytes]) -> int:
    """Return the process's exit code; raise Stopped when make, our parent, is gone."""
    parent = os.getppid()
    while True:
        try:
            return process.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            if "MAKELEVEL" in os.environ and os.getppid() != parent:
                raise Stopped from None


@contextmanager
def group_of_its_own(
    command: list[str], environment: dict[str, str], pass_fds: Sequence[int] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program, out of Ctrl-C's reach, and end its whole group with the block."""
    process = None
    try:
        with stop_signals_wait():
            process = subprocess.Popen(
                command,
                cwd=REPOSITORY,
                env=environment,
                pass_fds=pass_fds,
                process_group=0,
            )
        yield process
    finally:
        if process is not None:
            _end_group(process)


@contextmanager
def beside(
    process: subprocess.Popen[bytes], command: list[str], environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in the group of another one while the block runs.

    Whatever ends that group ends it too, a later run that clears up included.
    """
    companion = None
    try:
        with stop_signals_wait():
            companion = subprocess.Popen(
                command, cwd=REPOSITORY, env=environment, process_group=process.pid
            )
        yield companion
    finally:
        if companion is not None:
            companion.terminate()
            companion.wait(PATIENCE_SECONDS)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(PATIENCE_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def run_in_foreground(command: list[str], environment: dict[str, str]) -> int:
    """Run a program that answers Ctrl-C itself, such as a shell; return its code."""
    process = subprocess.Popen(command, env=environment)

    def leave_it_to_the_program(_number: int, _frame: FrameType | None) -> None:
        """The terminal sends Ctrl-C to the program as well."""

    def pass_on(number: int, _frame: FrameType | None) -> None:
        process.send_signal(number)

    signal.signal(signal.SIGINT, leave_it_to_the_program)
    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGHUP, pass_on)
    try:
        code = process.wait()
        # A program that a signal ended has the code that a shell would give it.
        return code if code >= 0 else 128 - code
    finally:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
