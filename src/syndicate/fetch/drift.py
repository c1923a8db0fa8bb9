"""Does the clock on the wall go as the one that only counts? Pure, but for what it remembers."""

from __future__ import annotations

from datetime import datetime, timedelta

JUMP = timedelta(seconds=60)


class Drift:
    """Compares the two clocks from one look to the next."""

    def __init__(self) -> None:
        self._before: tuple[datetime, float] | None = None

    def jump(self, wall: datetime, steady_s: float) -> timedelta | None:
        """Tell by how much the wall clock jumped since the last look; None when it did not."""
        before, self._before = self._before, (wall, steady_s)
        if before is None:
            return None
        jump = (wall - before[0]) - timedelta(seconds=steady_s - before[1])
        return jump if abs(jump) > JUMP else None
