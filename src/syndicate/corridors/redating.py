"""The corridor back from a clock that was ahead: what it dated into the future is dated anew, once it is right.

Until then such items would stand above all that comes, and hide it. Ids stay, and no feed's `updated` goes back.
"""

from __future__ import annotations

from datetime import datetime

from syndicate.corridors.forgetting import reached
from syndicate.holding import Holding
from syndicate.log import event
from syndicate.model import Declared
from syndicate.store import Store


async def redate(store: Store, declared: Declared, holding: Holding, now: datetime) -> None:
    """Date anew what was seen later than it is, unless another process has the threads in its hands."""
    await store.floors.lift(await reached(store, declared))
    async with holding.settling() as claim:
        if claim is not None:
            dated = await store.items.redate(now, claim)
            event("the clock was ahead: what it had seen is dated anew", items=dated)
