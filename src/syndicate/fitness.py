"""Whether a process is of use: what is due is handed over, and what is to be saved finds room."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from syndicate.errors import StoreFull

SILENCE_S: Final = 60.0  # without a dispatch for so long, something is wrong
FULL_S: Final = 360.0  # what was not saved is tried again when its claim lapsed: in five minutes


class Fitness:
    """Notes how it goes, and tells it."""

    def __init__(self, steady_s: Callable[[], float] = time.monotonic) -> None:
        self._steady_s = steady_s
        self._dispatched = steady_s()
        self._full_at = float("-inf")

    @contextmanager
    def dispatching(self) -> Iterator[None]:
        """Note what comes of handing over what is due."""
        with self.saving():
            yield
        self._dispatched = self._steady_s()

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Note where there is no room. Something smaller may find some: that is no sign that all is well again."""
        try:
            yield
        except StoreFull:
            self._full_at = self._steady_s()
            raise

    def ticking(self) -> Mapping[str, object]:
        """Tell whether the clock ticks."""
        silent_s = round(self._steady_s() - self._dispatched, 1)
        return {"ready": silent_s < SILENCE_S, "seconds_since_dispatch": silent_s}

    def room(self) -> Mapping[str, object]:
        """Tell that there was no room of late; nothing where there was."""
        is_full = self._steady_s() - self._full_at < FULL_S
        return {"ready": False, "store": "its disk is full"} if is_full else {}
