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
from syndicate.store import Store
from syndicate.turns import RENEWED, Turn

PAUSE: Final = timedelta(minutes=10)  # between two passes
RECENT: Final = timedelta(days=3)
LINKING: Final = "link"
MOST: Final = 3000  # threads that one pass looks at


class Linker:
    """Links threads across languages. What it keeps between two passes is only what they took long to find.

    The process that looked keeps the turn, so that it looks again, and it alone.
    """

    def __init__(self, *, store: Store, clock: Clock, holder: str = "") -> None:
        self._store = store
        self._clock = clock
        self._turn = Turn(store=store, clock=clock, name=LINKING, holder=holder)
        self._asked_at: datetime | None = None
        self._linked_at: datetime | None = None
        self._senses: dict[str, Sentence] = {}  # of titles

    async def link(self, *, vectors: bool = True) -> None:
        """Look for links, unless that was done a moment ago; by meaning too, where there is an encoder."""
        now = self._clock()
        if is_recent(self._linked_at, now, PAUSE) or is_recent(self._asked_at, now, RENEWED):
            return
        self._asked_at = now
        async with self._turn.taken() as claim:
            if claim is not None:
                self._linked_at = now
                await self._look(now, vectors=vectors)

    async def keep(self) -> None:
        """Keep the turn until the next pass, if this process has it."""
        await self._turn.keep()

    async def lay_down(self) -> None:
        """Let another process look for links at once."""
        await self._turn.lay_down()

    async def _look(self, now: datetime, *, vectors: bool) -> None:
        threads = await self._store.tongues.recent(now - RECENT, MOST)
        if len({each.language for each in threads}) < 2:
            return
        links = await asyncio.to_thread(self._links, threads, vectors=vectors)
        if links and (new := await self._store.tongues.record(links)):
            event("linked across languages", threads=new)

    def _links(self, threads: Sequence[Thread], *, vectors: bool) -> tuple[AlsoIn, ...]:
        encode = sentences.encoder() if vectors else None
        if encode is not None:
            titles = {each.title for each in threads}
            known = {title: sense for title, sense in self._senses.items() if title in titles}
            self._senses = known | {title: encode(title) for title in titles - known.keys()}
        sense = self._senses.__getitem__ if encode else None
        cards = [each for each in (tongues.card(thread, sense) for thread in threads) if each]
        return tongues.also_in(cards, tongues.Bar())
