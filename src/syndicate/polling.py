"""The corridor from the network to the store: one source, one poll, one transaction."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
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


class Heard(Protocol):
    """Is told what a poll that worked brought, and how its source stood before."""

    async def __call__(
        self, source: Source, state: SourceState, feed: ParsedFeed | None, outcome: Outcome
    ) -> None:
        """Draw a conclusion from it."""
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
    """What the corridors need from outside: the network, the workers, the time.

    `post` sends a form to a hub; without it there is no push. `is_chosen` tells of a literal address whether
    people allowed to reach it though it is not public.
    """

    fetch: Fetch
    read: Read
    clock: Clock
    post: Callable[[str, Mapping[str, str]], Awaitable[None]] | None = None
    is_chosen: Callable[[str], bool] = lambda _: False


class Poller:
    """Polls one source at a time, as often as it is asked to at once."""

    def __init__(self, *, store: Store, doors: Doors, metrics: Metrics, heard: Heard) -> None:
        self._store = store
        self._doors = doors
        self._metrics = metrics
        self._heard = heard

    async def poll(self, source: Source, state: SourceState) -> Outcome | None:
        """HTTP bytes -> items in the store. Return what the poll brought; None when it failed."""
        began = time.monotonic()
        error: FetchError | ParseError | None = None
        got: Document | NotModified | None = None
        feed: ParsedFeed | None = None
        try:
            got = await self._doors.fetch(
                source.url, validators=state.validators, headers=source.headers
            )
            if isinstance(got, Document) and got.body_hash != state.body_hash:
                feed = await self._doors.read(got, source_id=source.id, marks=state.marks)
        except (FetchError, ParseError) as caught:
            error = caught
        settle = self._settle(source, state, got, feed, error)
        items = feed.items if feed else ()
        outcome = await self._store.polls.record(source.id, items, settle, self._doors.clock())
        self._tell(source, got, error, outcome, time.monotonic() - began)
        if error is not None:
            return None
        await self._heard(source, state, feed, outcome)
        return outcome

    async def take(self, source: Source, pushed: Document) -> Outcome | None:
        """Bytes that a hub brought -> items in the store. Return what was new; None when they are no feed."""
        try:
            feed = await self._doors.read(pushed, source_id=source.id)
        except ParseError as error:
            problem("push not read", source=source.shown_url, reason=error.reason)
            return None
        outcome = await self._store.polls.deliver(source.id, feed.items, self._doors.clock())
        self._metrics.items.labels("new").inc(outcome.new)
        self._metrics.items.labels("changed").inc(outcome.changed)
        event("pushed", source=source.shown_url, new=outcome.new, changed=outcome.changed)
        return outcome

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
        self._metrics.polls.labels(result).inc()
        self._metrics.poll_seconds.observe(seconds)
        self._metrics.items.labels("new").inc(outcome.new)
        self._metrics.items.labels("changed").inc(outcome.changed)
        if error:
            problem("poll failed", source=source.shown_url, reason=error.reason)
        elif outcome.new or outcome.changed:
            event("polled", source=source.shown_url, new=outcome.new, changed=outcome.changed)
