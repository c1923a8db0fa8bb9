"""The store of a feeds.yaml, to look things up: who only asks does not wait for the rooms that poll."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from syndicate.config import Settings, load
from syndicate.errors import StoreError
from syndicate.store import Store, open_store
from syndicate.store.engines.opening import file_of, is_there

T = TypeVar("T")


@asynccontextmanager
async def open_existing(
    path: Path, *, may_make: bool = False
) -> AsyncIterator[tuple[Settings, Store]]:
    """Open the store of `path` to look things up, beside a daemon that may be at work on it.

    It may be one that can only be read.
    StoreError where it is a file that is not there, unless `may_make`: an empty store would answer for one that
    stands elsewhere.
    """
    settings = load(path, os.environ)
    file = file_of(settings.store)
    if file is not None and not may_make and not is_there(file):
        raise StoreError(
            f"{file}: there is no store yet; the first `syndicate run` or `syndicate poll` makes it"
        )
    store = await open_store(settings.store, frozen_too=True)
    try:
        yield settings, store
    finally:
        await store.close()


def look_up(path: Path, question: Callable[[Store], Awaitable[T]]) -> T:
    """Ask the store of `path` one thing. Raises as `open_existing`."""

    async def asked() -> T:
        async with open_existing(path) as (_, store):
            return await question(store)

    return asyncio.run(asked())
