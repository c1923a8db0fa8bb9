"""The corridor from the network to the store: one source, one poll, one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from syndicate.errors import FetchError, ParseError
from syndicate.fetch import cadence
from syndicate.log import event, problem
from syndicate.metrics import Metrics
from syndicate.model import (
    Clock,
    Document,
    NotModified,
    Outcome,
    ParsedFeed,
    Source,
    SourceState,
    Validators,
)
from syndicate.store import Store


class Fetch(Protocol):
    """Brings the bytes of a source; raises FetchError."""

    async def __call__(
        self, url: str, *, validators: Validators, headers: tuple[tuple[str, str], ...] = ()
    ) -> Document | NotModified:
        """Fetch what stands at `url`, if it changed."""
        ...


class Read(Protocol):
    """Makes clean items of bytes, outside this process; raises ParseError."""

    async def __call__(
        self, document: Document, *, source_id: str, marks: bytes | None = None
    ) -> ParsedFeed:
        """Read a document of this source. What `marks` knows, from its last document, may be left out."""
        ...


@dataclass(frozen=True, slots=True)
class Doors:
    """What the corridors need from outside: the network, the workers, the time."""

    fetch: Fetch
    read: Read
    clock: Clock


class Poller:
    """Polls one source at a time, as often as it is asked to at once."""

    def __init__(self, *, store: Store, doors: Doors, metrics: Metrics) -> None:
        self._store = store
        self._doors = doors
        self._metrics = metrics

    async def poll(
        self, source: Source, state: SourceState, fetched: Callable[[], None] = lambda: None
    ) -> Outcome | None:
        """HTTP bytes -> items in the store. Return what the poll brought; None when it failed.

        `fetched` is called as soon as the host of the source has no more to do with it.
        """
        began = time.monotonic()
        error: FetchError | ParseError | None = None
        got: Document | NotModified | None = None
        feed: ParsedFeed | None = None
        try:
            got = await self._doors.fetch(
                source.url, validators=state.validators, headers=source.headers
            )
            fetched()
            if isinstance(got, Document) and got.body_hash != state.body_hash:
                feed = await self._doors.read(got, source_id=source.id, marks=state.marks)
        except (FetchError, ParseError) as caught:
            error = caught
        settle = self._settle(source, state, got, feed, error)
        items = feed.items if feed else ()
        outcome = await self._store.polls.record(source.id, items, settle, self._doors.clock())
        self._tell(source, got, error, outcome, time.monotonic() - began)
        return None if error else outcome

    def _settle(
        self,
        source: Source,
        state: SourceState,
        got: Document | NotModified | None,
        feed: ParsedFeed | None,
        error: FetchError | ParseError | None,
    ) -> Callable[[Outcome], SourceState]:
        now = self._doors.clock()
        if error is not None or got is None:
            failed = error or ParseError(source.url, "no answer")
            return lambda _: cadence.failed(state, failed, every=source.every, now=now)
        return lambda outcome: cadence.polled(
            state, got, feed, outcome, every=source.every, now=now
        )

    def _tell(
        self,
        source: Source,
        got: Document | NotModified | None,
        error: FetchError | ParseError | None,
        outcome: Outcome,
        seconds: float,
    ) -> None:
        result = "failed" if error else "unchanged" if isinstance(got, NotModified) else "read"
        self._metrics.polls.inc(kind=result)
        self._metrics.poll_seconds.observe(seconds)
        if outcome.new or outcome.changed:
            self._metrics.items.inc(outcome.new, "new")
            self._metrics.items.inc(outcome.changed, "changed")
        if error:
            problem("poll failed", source=source.shown_url, reason=error.reason)
        elif outcome.new or outcome.changed:
            event("polled", source=source.shown_url, new=outcome.new, changed=outcome.changed)
