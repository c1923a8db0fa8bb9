"""The daemon's rooms, open within a benchmark's own process, over a store that is thrown away."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.origins import feeds_yaml
from benchmarks.proctree import spent_by_children
from syndicate.config import load
from syndicate.house import House, open_house


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU seconds: of this process (all of its threads), and of its workers."""

    here_s: float
    workers_s: float

    @property
    def all_s(self) -> float:
        """Of both."""
        return self.here_s + self.workers_s


@asynccontextmanager
async def rooms(urls: Sequence[str]) -> AsyncIterator[House]:
    """Open a house that follows these."""
    with TemporaryDirectory() as folder:
        async with open_house(load(feeds_yaml(Path(folder), urls), {})) as house:
            yield house


async def spent(work: Callable[[], Awaitable[object]]) -> Spent:
    """Tell what some work takes."""
    here, workers = process_time(), spent_by_children()
    await work()
    return Spent(process_time() - here, spent_by_children() - workers)
