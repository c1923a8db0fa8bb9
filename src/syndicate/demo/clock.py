"""Nine days in a minute: the newsroom's own time. Pure."""

from collections.abc import Callable
from datetime import datetime, timedelta


def accelerated_clock(
    start: datetime, end: datetime, seconds: float, monotonic: Callable[[], float]
) -> Callable[[], datetime]:
    """Return a clock that runs from `start` to `end` within so many seconds, and then stands.

    `monotonic` is the true clock, read first in this call.
    """
    if seconds <= 0 or end < start:
        raise ValueError("a clock runs forward, and for more than zero seconds")
    began = monotonic()
    span = end - start

    def now() -> datetime:
        passed = min(max(monotonic() - began, 0.0) / seconds, 1.0)
        return start + timedelta(seconds=passed * span.total_seconds())

    return now
