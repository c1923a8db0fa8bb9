"""How many files and connections this process may have open, and what of that the network gets."""

from __future__ import annotations

import contextlib
import resource

from syndicate.fetch.limits import CONNECTIONS

# The store, the workers, the log, the listening socket, and some readers.
_KEPT = 40
_EACH = 4  # a connection, its rival of the other address family, and a question to a name server
_ENOUGH = 65536


def raise_limit() -> int:
    """Take as many descriptors as the system lets us have, and tell how many that is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _ENOUGH if hard == resource.RLIM_INFINITY else hard
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return _ENOUGH if soft == resource.RLIM_INFINITY else soft
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def connections(descriptors: int) -> int:
    """Tell how many fetches so many descriptors are enough for, at the same time: 2 at least."""
    return min(max((descriptors - _KEPT) // _EACH, 2), CONNECTIONS)
