"""Lines that tell a person what is going on while something takes long."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PATIENCE_SECONDS = 2.0


def say(line: str) -> None:
    """Print a line at once, also into a pipe; a closed terminal hears nothing."""
    with suppress(OSError):
        print(line, flush=True)


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Say what is being done if it takes longer than two seconds."""
    timer = threading.Timer(PATIENCE_SECONDS, say, [f"{doing} …"])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
