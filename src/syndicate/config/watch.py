"""A file -> a signal each time that its content has changed. Only home of watchfiles.

The folder is watched, not the file: editors save by renaming, and Kubernetes swaps a link beside it.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from watchfiles import awatch

from syndicate.config.gate import LIMIT_BYTES

GONE_S: Final = 3.0  # no save takes this long
LOOK_S: Final = 1.0
_EMPTY: Final = hashlib.sha256().digest()  # so it is while a program writes it in its place


def changes(path: Path) -> AsyncIterator[None]:
    """Yield after each change of the file's content since this call, whatever the way it was saved.

    A file that is gone or empty for a moment, or saved without a change, is no change; one that stays so, or that
    nobody may read any more, is one.
    """
    return _changes(path.absolute(), _digest(path))


async def _changes(path: Path, last: bytes | None) -> AsyncIterator[None]:
    clock = asyncio.get_running_loop().time
    seen_at = clock()
    async for _ in _looks(path.parent):
        now = await asyncio.to_thread(_digest, path)
        if now not in (None, _EMPTY):
            seen_at = clock()
        elif clock() - seen_at < GONE_S:
            continue
        if now != last:
            last = now
            yield None


async def _looks(folder: Path) -> AsyncIterator[None]:
    """Say when to look: at once where the system tells of a change in the folder, and once a second anyhow.

    Links that lead elsewhere and network drives tell nothing, and nobody is told where a user's watches are used up.
    """
    told = awatch(
        folder,
        watch_filter=None,
        debounce=200,
        step=50,
        rust_timeout=int(LOOK_S * 1000),
        yield_on_timeout=True,
        recursive=False,
    )
    try:
        async for _ in told:
            yield None
    except (OSError, RuntimeError):  # watchfiles tells a refusal of the system by either
        while True:
            yield None
            await asyncio.sleep(LOOK_S)


def _digest(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return hashlib.sha256(file.read(LIMIT_BYTES + 1)).digest()
    except OSError:
        return None
