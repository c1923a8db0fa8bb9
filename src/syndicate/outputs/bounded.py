"""What was made and may be wanted again, within a number of bytes: what was not wanted for longest goes first."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """Keeps values by key. Safe from any thread. The newest stays, however large it is."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._held = 0
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """Return what is kept under a key, and keep it for longer."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def keep(self, key: K, value: V, size_bytes: int) -> None:
        """Keep a value, in the place of what was under its key."""
        with self._lock:
            self._forget(key)
            self._kept[key] = value, size_bytes
            self._held += size_bytes
            while self._held > self._limit and len(self._kept) > 1:
                self._held -= self._kept.popitem(last=False)[1][1]

    def forget(self, key: K) -> None:
        """Keep nothing under a key."""
        with self._lock:
            self._forget(key)

    def _forget(self, key: K) -> None:
        _, size_bytes = self._kept.pop(key, (None, 0))
        self._held -= size_bytes
