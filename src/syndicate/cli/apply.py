"""What a command wrote into a file of people -> the store: by this process, or by the one that is at work on it."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from syndicate.errors import StoreBusy

if TYPE_CHECKING:  # --help needs no database driver
    from syndicate.store import Store

PATIENCE_S: Final = 15.0  # a daemon takes a file over within a second, another command ends
NOT_YET: Final = (
    f"another Syndicate is at work on this store and has not carried it out within {PATIENCE_S:.0f} seconds:"
    " it, or the next one that works on this store, will"
)


async def carried_out(path: Path, is_done: Callable[[Store], Awaitable[bool]]) -> bool:
    """Carry out what the files say as soon as nobody else has the store, or wait until whoever has it did.

    False where neither came within the patience of a person.
    """
    from syndicate.cli.lookup import open_existing
    from syndicate.config import load
    from syndicate.house import open_house

    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            async with open_house(load(path, os.environ)):
                return True
        except StoreBusy:
            async with open_existing(path) as (_, store):
                if await is_done(store):
                    return True
        if time.monotonic() >= until:
            return False
        await asyncio.sleep(0.1)
