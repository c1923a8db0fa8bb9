"""The sample newsroom and the real daemon, both living in the newsroom's time.

As a program it is `syndicate run` with another clock: python newsroom.py run --config FILE.
The clock is made from the machine's own, so that a daemon that starts again finds the time where it is by then.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from syndicate import daemon
from syndicate.demo.newsroom import CLOSES_AT, OPENS_AT
from syndicate.demo.origin import RunningNewsroom, start_newsroom
from syndicate.log import configure

BEGAN, SECONDS = "REPLAY_BEGAN", "REPLAY_SECONDS"


def replay_clock(began: float, seconds: float) -> Callable[[], datetime]:
    """Nine days in so many seconds, from `began` (Unix time) on, and ever further at that speed."""
    speed = (CLOSES_AT - OPENS_AT).total_seconds() / seconds

    def now() -> datetime:
        return OPENS_AT + timedelta(seconds=max(time.time() - began, 0.0) * speed)

    return now


@contextmanager
def running_newsroom(clock: Callable[[], datetime]) -> Iterator[RunningNewsroom]:
    """Serve the newsroom from a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        newsroom = asyncio.run_coroutine_threadsafe(start_newsroom(clock=clock), loop).result(30)
        try:
            yield newsroom
        finally:
            asyncio.run_coroutine_threadsafe(newsroom.close(), loop).result(30)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def main() -> None:
    configure(as_json=True)
    clock = replay_clock(float(os.environ[BEGAN]), float(os.environ[SECONDS]))
    config = Path(sys.argv[sys.argv.index("--config") + 1])
    asyncio.run(daemon.run(config, dict(os.environ), clock=clock))


if __name__ == "__main__":
    main()
