"""Say what takes long: a running count on a terminal, plain lines in a log."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

PATIENCE_SECONDS = 2.0


class Stream(Protocol):
    """What progress is written to."""

    def write(self, text: str, /) -> object: ...
    def flush(self) -> None: ...
    def isatty(self) -> bool: ...


class Progress:
    """Tells a person what is being done and how far it is."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.is_terminal = stream.isatty()

    @contextmanager
    def during(self, doing: str, total: int = 0) -> Iterator[Callable[[int], None]]:
        """Name the work; the caller reports how many of `total` are done."""
        started = last = time.monotonic()
        waiting = threading.Timer(PATIENCE_SECONDS, self._write, [f"{doing} …\n"])
        waiting.daemon = True

        def advance(done: int) -> None:
            nonlocal last
            now = time.monotonic()
            if total and now - last >= (0.2 if self.is_terminal else PATIENCE_SECONDS):
                last = now
                self._count(doing, min(done / total, 1))

        if self.is_terminal:
            self._write(f"\r\033[K{doing} …")
        else:
            waiting.start()
        try:
            yield advance
        finally:
            waiting.cancel()
            if self.is_terminal:
                self._write("\r\033[K")
        seconds = time.monotonic() - started
        if self.is_terminal or seconds > PATIENCE_SECONDS:
            self._write(f"{doing}: {seconds:.1f} s\n")

    def _count(self, doing: str, share: float) -> None:
        filled = round(share * 30)
        bar = "#" * filled + "." * (30 - filled)
        if self.is_terminal:
            self._write(f"\r\033[K{doing} [{bar}] {share:4.0%}")
        else:
            self._write(f"{doing} … {share:.0%}\n")

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()
