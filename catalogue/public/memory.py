"""A memory that never outgrows its bytes and knows what its content is true of."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Measured(Protocol):
    """What can be kept: it knows about how many bytes it takes."""

    @property
    def size(self) -> int: ...


Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept", bound=Measured)


class Memory(Generic[Key, Kept]):
    """Things of one edition; those asked for last stay, within so many bytes."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._edition: Hashable = None
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, edition: Hashable, key: Key) -> Kept | None:
        """What is kept under a key; what is of another edition is gone."""
        with self._lock:
            if edition != self._edition:
                self._empty(edition)
            kept = self._kept.get(key)
            if kept:
                self._kept.move_to_end(key)
            return kept

    def put(self, edition: Hashable, key: Key, thing: Kept) -> None:
        """Keep a thing, unless its edition has passed while it was made."""
        with self._lock:
            if edition != self._edition:
                return
            replaced = self._kept.pop(key, None)
            self._kept[key] = thing
            self.bytes += thing.size - (replaced.size if replaced else 0)
            while self.bytes > self.most_bytes:
                _key, oldest = self._kept.popitem(last=False)
                self.bytes -= oldest.size

    def empty(self) -> None:
        """Forget everything."""
        with self._lock:
            self._empty(None)

    def _empty(self, edition: Hashable) -> None:
        self._edition = edition
        self._kept.clear()
        self.bytes = 0
