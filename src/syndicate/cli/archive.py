"""The store of a feeds.yaml, to look things up: who only asks does not wait for the rooms that poll."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from syndicate.config import Settings, load
from syndicate.store import Store, open_store


@asynccontextmanager
async def open_archive(
    path: Path, environ: dict[str, str]
) -> AsyncIterator[tuple[Settings, Store]]:
    """Open the store of `path` to look things up, beside a daemon that may be at work on it."""
    settings = load(path, environ)
    store = await open_store(settings.store)
    try:
        yield settings, store
    finally:
        await store.close()
