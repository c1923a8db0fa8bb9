"""An output -> bytes, rendered when somebody asks, kept until the store has changed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Final
from weakref import WeakValueDictionary

from syndicate.model import Address, Declared, Publication
from syndicate.outputs.composing import compose
from syndicate.protocols import Encoder
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.jsonfeed import JsonFeedEncoder
from syndicate.publish.press import prepare
from syndicate.publish.rss import RssEncoder
from syndicate.store import Store

ENCODERS: Final[Mapping[str, Encoder]] = {
    encoder.suffix: encoder for encoder in (AtomEncoder(), RssEncoder(), JsonFeedEncoder())
}
KEPT_RENDERINGS: Final = 512


class Press:
    """Renders an output when somebody asks and the store has changed since; one of each at a time."""

    def __init__(self, store: Store, *, on_render: Callable[[], None]) -> None:
        self._store = store
        self._on_render = on_render
        self._kept: OrderedDict[Address, tuple[tuple[Declared, int], Publication]] = OrderedDict()
        # A lock lasts as long as somebody holds it or waits for it.
        self._locks: WeakValueDictionary[Address, asyncio.Lock] = WeakValueDictionary()

    async def publication(self, declared: Declared, address: Address) -> Publication | None:
        """Return the bytes that stand at an address; None where nothing is published."""
        lock = self._locks.setdefault(address, asyncio.Lock())
        async with lock:
            return await self._current(declared, address)

    async def _current(self, declared: Declared, address: Address) -> Publication | None:
        revision = (declared, await self._store.revision())
        kept = self._kept.get(address)
        if kept is not None and kept[0] == revision:
            self._kept.move_to_end(address)
            return kept[1]
        feed = await compose(self._store, declared, address)
        if feed is None:
            return None
        publication = await asyncio.to_thread(prepare, feed, ENCODERS[address.suffix])
        self._on_render()
        self._kept[address] = (revision, publication)
        if len(self._kept) > KEPT_RENDERINGS:
            self._kept.popitem(last=False)
        return publication
