"""The corridor from the network to the store: one source, one poll, one transaction."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Final, Protocol

from syndicate.errors import FetchError, ParseError, Poison, Refused, SyndicateError
from syndicate.fetch import Fetch, backoff, cadence, flood, moves
from syndicate.fetch.holds import Holds, stands
from syndicate.fetch.network import Network, WayOut
from syndicate.log import event, problem
from syndicate.metrics import Metrics
from syndicate.model import (
    Clock,
    Document,
    Item,
    NotModified,
    Outcome,
    ParsedFeed,
    Source,
    SourceState,
)
from syndicate.store import Store
from syndicate.store.polls import NOTHING

LEASE: Final = timedelta(minutes=5)
SOON: Final = timedelta(seconds=15)  # until another process has read its feeds.yaml anew


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

    `complete` gives items the text of their pages where a source asks for it; it never fails.
    `post` sends a form to a hub that a feed names; without it there is no push. `tell` sends one to a hub that people
    name, `ask` and `deliver` reach followers of our own hub; without them nobody is told. `is_chosen` tells of a
    literal address whether people allowed to reach it though it is not public. `steady_s` only counts: against it one
    sees that `clock` was set. `lease` is for how long, by `clock`, a claim keeps a source for who polls it.
    """

    fetch: Fetch
    read: Read
    clock: Clock
    post: Callable[[str, Mapping[str, str]], Awaitable[None]] | None = None
    is_chosen: Callable[[str], bool] = lambda _: False
    complete: Callable[[Source, Sequence[Item]], Awaitable[tuple[Item, ...]]] | None = None
    tell: Callable[[str, Mapping[str, str]], Awaitable[None]] | None = None
    ask: Callable[[str, Mapping[str, str]], Awaitable[bytes]] | None = None
    deliver: Callable[[str, bytes, Mapping[str, str]], Awaitable[None]] | None = None
    steady_s: Callable[[], float] = time.monotonic
    lease: timedelta = LEASE


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of asking a source: `feed` is None where nothing is new, `error` where nothing went wrong."""

    got: Document | NotModified | None = None
    feed: ParsedFeed | None = None
    error: FetchError | ParseError | None = None


class Poller:
    """Polls one source at a time, as often as it is asked to at once."""

    def __init__(
        self, *, store: Store, doors: Doors, metrics: Metrics, heard: Heard, way_out: WayOut
    ) -> None:
        self._store = store
        self._doors = doors
        self._metrics = metrics
        self._holds = Holds()
        self._network = Network()
        self._way_out = way_out
        self._heard = heard

    async def poll(
        self, source: Source, state: SourceState, fetched: Callable[[], None] = lambda: None
    ) -> Outcome | None:
        """HTTP bytes -> items in the store. Return what the poll brought; None when it failed.

        `fetched` is called as soon as the host of the source has no more to do with it.
        """
        began = time.monotonic()
        now = self._doors.clock()
        held = await self._still_held(state, now)
        if held is None:
            self._too_late(source)
            return None
        state = held
        if state.subscribed not in ("", source.shown_url):
            await self._leave(source, state, now)
            return None
        until = self._held_until(source, state, now)
        if until is not None:
            return await self._put_off(state, until)
        answer = await self._ask(source, state, now, fetched)
        await self._obey(state, answer.error)
        settle = self._settle(source, state, answer)
        outcome = await self._save(source, state, answer.feed, settle)
        if outcome.overtaken:
            self._too_late(source)
            return None
        self._tell(source, answer, outcome, time.monotonic() - began)
        if answer.error is not None:
            return None
        self._tell_loss(source, settle(outcome).missed - state.missed if answer.feed else 0)
        self._tell_flood(source, outcome.held)
        await self._heard(source, state, answer.feed, outcome)
        return outcome

    async def _ask(
        self, source: Source, state: SourceState, now: datetime, fetched: Callable[[], None]
    ) -> _Answer:
        got: Document | NotModified | None = None
        try:
            got = await self._doors.fetch(
                moves.address(source, state),
                validators=cadence.conditions(state, now),
                headers=source.headers,
            )
            if not source.full_text:  # else its pages are asked for, one poll of a host at a time
                fetched()
            if not isinstance(got, Document) or got.body_hash == state.body_hash:
                return _Answer(got)
            return _Answer(got, await self._read(got, source.id, state))
        except (FetchError, ParseError) as error:
            return _Answer(got, error=error)

    async def _still_held(self, state: SourceState, now: datetime) -> SourceState | None:
        """Take up again a claim that lapsed while it waited; None where somebody else has the source.

        A process that was stopped goes on as if nothing had been: it must not ask what another has asked meanwhile.
        """
        if not state.claim or now < state.next_poll_at:
            return state
        ids = [state.source_id]
        again = await self._store.sources.take_up(ids, state.claim, now, lease=self._doors.lease)
        return again[0] if again else None

    async def _leave(self, source: Source, state: SourceState, now: datetime) -> None:
        """Poll nothing by a feeds.yaml that names another address than the store: one of the two is about to change.

        What is known of one address (its ETag, say) must not be told to the other.
        """
        problem(
            "not polled: its address is another one elsewhere",
            source=source.shown_url,
            elsewhere=state.subscribed,
        )
        await self._store.sources.give_back([state], now + SOON)

    async def leave_unknown(self, state: SourceState) -> None:
        """Poll nothing that feeds.yaml does not name here: another process may have a newer one, or this one has."""
        if state.claim:
            problem("not polled: feeds.yaml does not name it here", source=state.url)
            await self._store.sources.give_back([state], self._doors.clock() + SOON)

    def _too_late(self, source: Source) -> None:
        problem("the poll came too late, another process has the source", source=source.shown_url)

    async def _save(
        self,
        source: Source,
        state: SourceState,
        feed: ParsedFeed | None,
        settle: Callable[[Outcome], SourceState],
    ) -> Outcome:
        if feed is None:
            await self._store.polls.settle(state, settle(NOTHING))
            return NOTHING
        items = await self._whole(source, feed)
        now = self._doors.clock()
        return await self._store.polls.record(
            state.source_id,
            items,
            settle,
            now,
            present=feed.present,
            admit=flood.gate(state, source.backfill),
            claim=state.claim,
        )

    async def _whole(self, source: Source, feed: ParsedFeed) -> tuple[Item, ...]:
        """The items of a feed, those that it only begins with the rest of their text."""
        complete = self._doors.complete
        if complete is None or not (source.full_text and feed.items):
            return feed.items
        return await complete(source, feed.items)

    async def take(self, source: Source, pushed: Document) -> Outcome | None:
        """Bytes that a hub brought -> items in the store. Return what was new; None when they are no feed."""
        try:
            feed = await self._doors.read(pushed, source_id=source.id)
        except ParseError as error:
            problem("push not read", source=source.shown_url, reason=error.reason)
            return None
        items = await self._whole(source, feed)
        outcome = await self._store.polls.deliver(source.id, items, self._doors.clock())
        self._count(outcome)
        event("pushed", source=source.shown_url, new=outcome.new, changed=outcome.changed)
        return outcome

    def _held_until(self, source: Source, state: SourceState, now: datetime) -> datetime | None:
        """Until when the host wants peace: it told this process, or one before it."""
        until = self._holds.until(state.host, now)
        told = state.held_until
        if until is None and told and stands(told, now):
            problem("its host still wants peace", source=source.shown_url, until=told)
            return told
        return until

    async def _put_off(self, state: SourceState, until: datetime) -> Outcome:
        """Leave a host in peace that asked for it while this poll waited: no failure of the source."""
        self._metrics.polls.inc(kind="held")
        await self._store.polls.settle(state, cadence.held(state, until))
        return NOTHING

    async def _obey(self, state: SourceState, error: FetchError | ParseError | None) -> None:
        """Hold back every source of a host that says when it wants to be asked again."""
        if not isinstance(error, FetchError) or error.retry_after is None:
            return
        now = self._doors.clock()
        host = error.host or state.host
        until = now + min(error.retry_after, backoff.LONGEST_WISH)
        self._holds.put(host, until, now)
        held = await self._store.sources.hold_host(host, until, state.source_id)
        problem("the host wants peace", host=host, until=until, sources=held)

    async def _read(self, got: Document, source_id: str, state: SourceState) -> ParsedFeed:
        """Have a body read, unless a worker died of it before."""
        if got.body_hash == state.poison:
            reason = (
                "not read again until it changes: it went over a parser limit, or its parser failed"
            )
            raise Poison(got.url, reason, body_hash=got.body_hash)
        return await self._doors.read(got, source_id=source_id, marks=state.marks)

    def _settle(
        self,
        source: Source,
        state: SourceState,
        answer: _Answer,
    ) -> Callable[[Outcome], SourceState]:
        now, error = self._doors.clock(), answer.error
        until = self._holds.until(state.host, now) or now
        blameless = self._is_blameless(state, error, now)

        def settle(outcome: Outcome) -> SourceState:
            if isinstance(error, FetchError) and error.cut_off:
                return cadence.unreached(state, now, error.reason)
            if blameless:
                return cadence.unreached(state, now)
            if error is not None:
                after = cadence.failed(state, error, every=source.every, now=now)
                return moves.doubted(after, source)
            got = answer.got
            assert got is not None  # noqa: S101 - for the type: it came, or there is an error
            after = cadence.polled(state, got, answer.feed, outcome, every=source.every, now=now)
            return cadence.held(moves.noted(after, got.moved_to, source, now), until)

        return settle

    def _is_blameless(
        self, state: SourceState, error: FetchError | ParseError | None, now: datetime
    ) -> bool:
        """Note whether a server was met; tell whether this failure is that of the network."""
        if isinstance(error, Refused):
            return False  # by ourselves: nothing was asked
        if not isinstance(error, FetchError) or error.reached:
            self._way_out.met(f"//{state.host}", now)
            if self._network.reached(now):
                event("the network is back")
            return False
        if error.cut_off:
            return True
        if self._network.missed(state.host, now, was_well=state.failures == 0):
            problem("the network seems to be down", failures="not counted", every="5 to 10 minutes")
        return self._network.is_down

    def _count(self, outcome: Outcome) -> None:
        self._metrics.items.inc(outcome.new, "new")
        self._metrics.items.inc(outcome.changed, "changed")

    def _tell(self, source: Source, answer: _Answer, outcome: Outcome, seconds: float) -> None:
        error, is_same = answer.error, isinstance(answer.got, NotModified)
        self._metrics.polls.inc(kind="failed" if error else "unchanged" if is_same else "read")
        self._metrics.poll_seconds.observe(seconds)
        self._count(outcome)
        if error:
            problem("poll failed", source=source.shown_url, reason=error.reason)
        elif outcome.new or outcome.changed:
            event("polled", source=source.shown_url, new=outcome.new, changed=outcome.changed)

    def _tell_loss(self, source: Source, missed: int) -> None:
        if missed > 0:
            self._metrics.missed.inc(missed)
            problem("items were missed", source=source.shown_url, about=missed)

    def _tell_flood(self, source: Source, held: int) -> None:
        if held:
            self._metrics.items.inc(held, "held")
            problem(
                "a flood was held back", source=source.shown_url, items=held, see="syndicate held"
            )


def named(sources: Mapping[str, Source], names: Sequence[str]) -> tuple[str, ...]:
    """Give the ids of sources that are named by id or by an address that they have or had; of all, where none is.

    Raises SyndicateError.
    """
    known = {url: source.id for source in sources.values() for url in source.was}
    known |= {source.shown_url: source.id for source in sources.values()}
    known |= {source_id: source_id for source_id in sources}
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else "; `syndicate sources` lists them"
            raise SyndicateError(f"no source is called {name}{hint}")
    return tuple(known[name] for name in names) or tuple(sorted(sources))
