"""A poll that failed -> how long to wait. Pure.

Exponential with full jitter, up to a day, for ever: who comes back after a month is found within a day.
"""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from syndicate.errors import FetchError, Gone, ParseError
from syndicate.fetch.jitter import spread

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=24)
WHEN_GONE = timedelta(days=7)
LONGEST_WISH = timedelta(days=7)
WHEN_BUSY = timedelta(seconds=60)
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


def wait_after(
    error: FetchError | ParseError,
    failures: int,
    *,
    interval: timedelta,
    every: timedelta | None,
    part: float,
) -> timedelta:
    """Tell how long to wait after so many failures in a row; `part`, in [0, 1), is what chance says."""
    if isinstance(error, Gone):
        return max(spread(WHEN_GONE, part), interval)
    if isinstance(error, FetchError) and error.retry_after is not None:
        return max(interval, min(error.retry_after, LONGEST_WISH) * (1 + part / 10))
    # Not from an adapted interval: a server that was down for a moment must not cost hours.
    least = SHORTEST if every is None else interval
    if isinstance(error, FetchError) and error.status in _BUSY:
        least = max(least, WHEN_BUSY)
        if every is None and error.status == HTTPStatus.TOO_MANY_REQUESTS:
            least = max(least, min(2 * interval, LONGEST))  # what was too often is not tried again
    return _back_off(least, failures, part)


def wait_for_network(part: float) -> timedelta:
    """Tell how long to wait when it is the network that is down, and no fault of the source."""
    return SHORTEST * (1 + part)


def _back_off(least: timedelta, failures: int, part: float) -> timedelta:
    """Wait between `least` and twice as much for each failure, up to a day."""
    if least >= LONGEST:
        return least
    ceiling = min(least * (1 << min(failures, 20)), LONGEST)
    return least + (ceiling - least) * part
