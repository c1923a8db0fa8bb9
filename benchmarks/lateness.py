"""How late the event loop is while it polls: the time that a page or a feed would have waited for it.

    python benchmarks/lateness.py [--sources 200] [--bombs 4]

A timer of 10 ms measures itself: idle; in a cold round; while what that brought is clustered; and in a round among
documents that keep a careless parser busy for half a minute each. Wall time: on a machine with other work only the
ratio to idle means something.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import asyncio
import logging
import statistics
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from benchmarks.origins import origin
from benchmarks.rooms import rooms

EVERY_S = 0.01


@asynccontextmanager
async def watched(late: list[float]) -> AsyncIterator[None]:
    """Collect how late, in milliseconds, a timer fires until the end of the block."""
    loop = asyncio.get_running_loop()

    async def tick() -> None:
        while True:
            due = loop.time() + EVERY_S
            await asyncio.sleep(EVERY_S)
            late.append(1000 * (loop.time() - due))

    ticking = asyncio.create_task(tick())
    try:
        yield
    finally:
        ticking.cancel()
        await asyncio.wait([ticking])


async def during(name: str, work: Callable[[], Awaitable[object]], idle: float = 0.0) -> float:
    """Print a line on the lateness during some work; return its 99th percentile."""
    late: list[float] = []
    async with watched(late):
        await work()
    cuts = statistics.quantiles(late, n=100, method="inclusive")
    ratio = f"   p99 / idle {cuts[98] / idle:5.1f}" if idle else ""
    print(
        f"{name:34} p50 {cuts[49]:6.2f}  p99 {cuts[98]:7.2f}  max {max(late):7.1f} ms  of {len(late)}{ratio}",
        flush=True,
    )
    return cuts[98]


async def measure(sources: int, bombs: int) -> None:
    """Poll the good ones, then the bombs among some that changed."""
    with origin(sources) as served:
        evil = [f"{served.bases[0]}/bomb/{number}" for number in range(bombs)]
        async with rooms([*served.urls, *evil]) as house:
            await asyncio.to_thread(served.tell, "/warm")
            poll_all, cluster = house.pipeline.poll_all, house.pipeline.cluster
            idle = await during("idle", lambda: asyncio.sleep(10))
            await during("cold round", lambda: poll_all(served.urls), idle)
            await during("clustering what it brought", cluster, idle)
            await asyncio.to_thread(served.tell, "/change?every=1")
            await during(
                "2 new items each, among bombs", lambda: poll_all([*evil, *served.urls]), idle
            )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--bombs", type=int, default=4)
    options = parser.parse_args()
    logging.getLogger("syndicate").setLevel(logging.CRITICAL)
    asyncio.run(measure(options.sources, options.bombs))


if __name__ == "__main__":
    main()
