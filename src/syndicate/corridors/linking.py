"""The corridor between languages: threads that moved of late -> which of them tell the same -> links."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from syndicate.cluster.about import tongues
from syndicate.cluster.meaning import sentences
from syndicate.cluster.meaning.sentences import Sentence
from syndicate.log import event
from syndicate.model import AlsoIn, Clock, Thread, is_recent
from syndicate.store import Fence, Store

PAUSE: Final = timedelta(minutes=10)  # between two passes
RECENT: Final = timedelta(days=3)
LINKING: Final = "link"
MOST: Final = 3000  # threads that one pass looks at


class Linker:
    """Links threads across languages. What it keeps between two passes is only what they took long to find."""

    def __init__(self, *, store: Store, clock: Clock, holder: str = "") -> None:
        self._store = store
        self._clock = clock
        self._holder = holder or store.leases.myself()
        self._claim: Fence | None = None
        self._linked_at: datetime | None = None
        self._senses: dict[str, Sentence] = {}  # of titles

    async def link(self, *, vectors: bool = True) -> None:
        """Look for links, unless that was done a moment ago; by meaning too, where there is an encoder."""
        now = self._clock()
        if is_recent(self._linked_at, now, PAUSE):
            return
        self._linked_at = now
        # Kept until the next pass: so the same process looks again, and it alone.
        self._claim = await self._store.leases.take(LINKING, self._holder, now, 2 * PAUSE)
        if self._claim is None:
            return
        threads = await self._store.tongues.recent(now - RECENT, MOST)
        if len({each.language for each in threads}) < 2:
            return
        links = await asyncio.to_thread(self._links, threads, vectors=vectors)
        if links and (new := await self._store.tongues.record(links)):
            event("linked across languages", threads=new)

    async def lay_down(self) -> None:
        """Let another process look for links at once."""
        if self._claim is not None:
            await self._store.leases.give_back(self._claim)
            self._claim = None

    def _links(self, threads: Sequence[Thread], *, vectors: bool) -> tuple[AlsoIn, ...]:
        encode = sentences.encoder() if vectors else None
        if encode is not None:
            titles = {each.title for each in threads}
            known = {title: sense for title, sense in self._senses.items() if title in titles}
            self._senses = known | {title: encode(title) for title in titles - known.keys()}
        sense = self._senses.__getitem__ if encode else None
        cards = [each for each in (tongues.card(thread, sense) for thread in threads) if each]
        return tongues.also_in(cards, tongues.Bar())
