"""An output -> bytes, rendered when somebody asks, kept until the store has changed.

A bad render never reaches a reader: an entry that cannot be written is left out, and where the whole feed fails the
bytes of before stand. Both are told in the log and counted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from weakref import WeakValueDictionary

from syndicate.errors import RenderError, StoreError
from syndicate.log import failure, problem
from syndicate.model import Address, Clock, Coding, Declared, OutputFeed, Publication
from syndicate.outputs.bounded import Bounded
from syndicate.outputs.composing import compose
from syndicate.outputs.fragments import Fault, Fragments
from syndicate.outputs.making import Making
from syndicate.protocols import Encoder
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.instants import second
from syndicate.publish.jsonfeed import JsonFeedEncoder
from syndicate.publish.press import Sheet, Write, lay, pack, prepare
from syndicate.publish.rss import RssEncoder
from syndicate.store import Store

ENCODERS: Final[Mapping[str, Encoder]] = {
    encoder.suffix: encoder for encoder in (AtomEncoder(), RssEncoder(), JsonFeedEncoder())
}
LIMIT_BYTES: Final = 64 * 2**20
_OVERHEAD_BYTES: Final = 1200  # of an address, and of what holds the bytes that stand there
_ENTRY_BYTES: Final = 1500  # of an entry's smaller fields and of what holds it
SHEETS_BYTES: Final = 16 * 2**20  # most of what is in them is kept elsewhere, too


@dataclass(frozen=True, slots=True)
class _Rendering:
    """What stands at an address, in the codings that were asked for; None where it could not be written."""

    made_of: tuple[Declared, int]
    codings: Mapping[Coding, Publication] | None

    @property
    def size_bytes(self) -> int:
        return _OVERHEAD_BYTES + sum(len(each.body) for each in (self.codings or {}).values())


class Press:
    """Renders an output when somebody asks and the store has changed since; one of each at a time."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock,
        on_render: Callable[[], None],
        on_fault: Callable[[str], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._on_render = on_render
        self._on_fault = on_fault
        self._making = Making()
        self._fragments = Fragments()
        self._kept: Bounded[Address, _Rendering] = Bounded(LIMIT_BYTES)
        self._sheets: Bounded[Address, Sheet] = Bounded(SHEETS_BYTES)
        self._failing: set[Address] = set()
        # A lock lasts as long as somebody holds it or waits for it.
        self._locks: WeakValueDictionary[Address, asyncio.Lock] = WeakValueDictionary()

    @property
    def failing(self) -> int:
        """How many feeds could not be rendered when they were asked for last."""
        return len(self._failing)

    async def publication(
        self, declared: Declared, address: Address, coding: Coding = "identity"
    ) -> Publication | None:
        """Return the bytes that stand at an address; None where nothing is published.

        Raises RenderError where they cannot be written and never could.
        """
        lock = self._locks.setdefault(address, asyncio.Lock())
        async with lock:
            rendering = await self._current(declared, address)
            if rendering is None:
                return None
            if rendering.codings is None:
                raise RenderError(f"{address} could not be rendered")
            return rendering.codings.get(coding) or await self._packed(address, rendering, coding)

    def standing(self, declared: Declared, address: Address, coding: Coding) -> Publication | None:
        """Give what `publication` would, if that is known without asking the store."""
        revision = self._store.meta.known()
        kept = self._kept.get(address)
        if revision is None or kept is None or kept.codings is None:
            return None
        return kept.codings.get(coding) if kept.made_of == (declared, revision) else None

    async def _current(self, declared: Declared, address: Address) -> _Rendering | None:
        made_of = declared, await self._store.revision()
        kept = self._kept.get(address)
        if kept is None or kept.made_of != made_of:
            old = kept.codings if kept else None
            codings: Mapping[Coding, Publication] | None
            try:
                codings = await self._rendered(made_of, address, old or {})
                self._failing.discard(address)
            except StoreError:
                raise
            except Exception as error:
                codings = old
                self._failing.add(address)
                self._on_fault("feed")
                failure("a feed could not be rendered, its old bytes stand", error, address=address)
            if codings == {}:
                self._kept.forget(address)
                return None
            kept = _Rendering(made_of, codings)
            self._kept.keep(address, kept, kept.size_bytes)
        return kept

    async def _rendered(
        self, made_of: tuple[Declared, int], address: Address, old: Mapping[Coding, Publication]
    ) -> Mapping[Coding, Publication]:
        """Render what stands at an address now. Bytes that did not change keep what was packed of them."""
        declared, revision = made_of
        feed = await compose(self._store, declared, address, self._making)
        if feed is None:
            return {}
        faults: list[Fault] = []
        write = partial(self._fragments.written, faults=faults)
        publication = await asyncio.to_thread(self._printed, feed, address, write)
        self._on_render()
        for fault in faults:
            self._on_fault("entry")
            failure("an entry is left out", fault.error, entry=fault.entry_id, address=address)
        before = old.get("identity")
        if publication == before:
            return old
        if address.part is None and address.kind != "search":
            await self._show(declared.known_as(address), feed.updated_at, revision)
        return {"identity": replace(publication, updated_at=self._begun(before))}

    async def _show(self, place: str, updated_at: datetime, revision: int) -> None:
        """Note how far a feed has come before anybody reads it: of what it shows next, nothing may be as new."""
        try:
            await self._store.floors.show(place, updated_at, revision)
            await self._store.revision()  # the note is a write, after which it would not be known
        except StoreError as error:  # a disk that is full keeps nobody from reading
            problem("how far a feed has come is not noted", place=place, reason=error)

    def _begun(self, before: Publication | None) -> datetime:
        """Say since when bytes stand, for whoever asks by date: each later than those before, to the second.

        When an entry changed is no answer: what is placed late, a copy that joins and a merge change bytes without it.
        """
        now = second(self._clock())
        return max(now, before.updated_at + timedelta(seconds=1)) if before else now

    def _printed(self, feed: OutputFeed, address: Address, write: Write) -> Publication:
        encoder = ENCODERS[address.suffix]
        sheet = lay(feed, encoder, write, self._sheets.get(address))
        publication = prepare(feed, encoder, sheet)
        # Entries hold about as much text as was written of them.
        size_bytes = 2 * len(publication.body) + _ENTRY_BYTES * len(feed.entries)
        self._sheets.keep(address, sheet, size_bytes)
        return publication

    async def _packed(self, address: Address, rendering: _Rendering, coding: Coding) -> Publication:
        codings = rendering.codings or {}
        plain = codings["identity"]
        body = await asyncio.to_thread(pack, plain.body, coding)
        packed = replace(plain, body=body, coding=coding)
        more = replace(rendering, codings={**codings, coding: packed})
        self._kept.keep(address, more, more.size_bytes)
        return packed
