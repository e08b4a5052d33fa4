"""Work that goes on in threads beside the one that gives it."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock


class Line:
    """Does one piece of work after the other in a thread, until one of them fails."""

    def __init__(self, most_waiting: int) -> None:
        # The thread begins with the first piece.
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._given: deque[Future[None]] = deque()
        self._most_waiting = most_waiting
        self._is_over = False
        self.failure: Exception | None = None

    def give(self, work: Callable[[], object]) -> None:
        """Returns when no more than the most are waiting."""
        self._given.append(self._thread.submit(self._do, work))
        while len(self._given) > self._most_waiting:
            self._given.popleft().result()

    def stop(self) -> None:
        """Leave out what has not begun."""
        self._is_over = True

    def end(self) -> None:
        """Returns when all is done."""
        self._thread.shutdown()

    def _do(self, work: Callable[[], object]) -> None:
        if self._is_over or self.failure is not None:
            return
        try:
            work()
        except Exception as error:  # noqa: BLE001 It is told by whoever gave the work.
            self.failure = error


class Turns:
    """Two threads that need the same thing have it one after the other.

    Neither waits twice: a plain lock goes to whoever runs, and that is the thread that
    has just let go of it.
    """

    def __init__(self) -> None:
        self._is_next = Lock()
        self._has_it = Lock()

    @contextmanager
    def one(self) -> Iterator[None]:
        with self._is_next:
            self._has_it.acquire()
        try:
            yield
        finally:
            self._has_it.release()
