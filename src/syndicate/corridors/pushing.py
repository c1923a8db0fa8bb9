"""The corridor between hubs and us (WebSub): what is wanted, asked for, verified, received, and trusted.

A hub is believed in two things only: what it can sign comes from the publisher, and what it cannot sign may be
a reason to poll. Everything that it brings walks the way of a poll.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from syndicate.errors import FetchError
from syndicate.log import event, problem
from syndicate.metrics import Metrics
from syndicate.model import (
    Clock,
    Document,
    Outcome,
    ParsedFeed,
    Source,
    SourceState,
    Subscription,
    Task,
    Validators,
    authority,
    is_recent,
)
from syndicate.protocols import Queue
from syndicate.store import Store
from syndicate.turns import Turn
from syndicate.websub import callback, subscriber
from syndicate.websub.signature import is_signed

CLAIM: Final = timedelta(minutes=5)
AT_ONCE: Final = 50
NUDGE_EVERY: Final = timedelta(minutes=1)

Post = Callable[[str, Mapping[str, str]], Awaitable[None]]


class Pushing:
    """Keeps subscriptions at hubs. What must outlive the process is in the store."""

    def __init__(
        self,
        *,
        store: Store,
        queue: Queue,
        metrics: Metrics,
        clock: Clock,
        post: Post | None,
        is_chosen: Callable[[str], bool],
    ) -> None:
        self._store = store
        self._queue = queue
        self._metrics = metrics
        self._clock = clock
        self._post = post
        self._is_chosen = is_chosen
        self._base = ""
        self._since = clock()
        self._turn = Turn(store=store, clock=clock, name="push")
        self._nudged: dict[str, datetime] = {}

    async def declare(
        self, base: str, sources: Mapping[str, Source], moved: Collection[str] = ()
    ) -> None:
        """Take over where hubs reach us ("" where they cannot, or shall not), and what is followed.

        Of a source that was `moved` to another address, the feed there names the hub to ask.
        """
        self._base = base if self._post else ""
        for one in await self._store.subscriptions.all():
            source = sources.get(one.source_id)
            has_moved = one.source_id in moved
            if one.standing == "leaving" or (self._is_kept(one, source) and not has_moved):
                continue
            await self._leave(one)
            if has_moved:
                continue
            if self._base and source is not None and callback.is_public(source):
                await self._store.subscriptions.add(self._fresh(source, one.hub, one.topic))

    async def polled(
        self, source: Source, state: SourceState, feed: ParsedFeed | None, outcome: Outcome
    ) -> None:
        """Draw conclusions from a poll: a hub to ask, one that moved, or one that was slower than we are."""
        hub = _hub(feed)
        if not self._base or (not hub and state.push_until is None):
            return
        current = await self._store.subscriptions.of_source(source.id)
        if feed is not None:
            current = await self._agree(source, current, feed, hub)
        if current is None:
            return
        if outcome.new and self._was_first(state, current):
            await self._distrust(source, current)
        elif outcome.new or state.push_until != current.push_until:
            # Polled as agreed.
            await self._store.subscriptions.change(current.token, lambda one: one)

    async def dispatch(self) -> None:
        """Claim the subscriptions at which a request is due, and hand them over, and what was pushed to any process.

        Of all processes that share a store one does: who has the turn.
        """
        async with self._turn.taken() as fence:
            if fence is None:
                return
            for one in await self._store.subscriptions.claim_due(
                self._clock(), limit=AT_ONCE, lease=CLAIM
            ):
                await self._queue.put(Task("subscribe", one.token, lane=authority(one.hub)))
            for source_id in await self._store.pushes.sources():
                await self._queue.put(Task("push", source_id))

    async def lay_down(self) -> None:
        """Let another process look after hubs at once: an orderly stop."""
        await self._turn.lay_down()

    async def ask(self, token: str) -> None:
        """Ask the hub for what is due: to subscribe, to renew, to leave. Who was overtaken meanwhile asks nothing."""
        async with self._turn.taken() as fence:
            if fence is not None and self._post is not None:
                await self._ask(token, self._post)

    async def _ask(self, token: str, post: Post) -> None:
        now = self._clock()
        asking = partial(subscriber.asking, now=now)
        asked = await self._store.subscriptions.change(token, asking)
        if asked is None:
            return
        try:
            await post(asked.hub, subscriber.form(asked))
        except FetchError as error:
            settle = partial(
                subscriber.refused, reason=error.reason, wish=error.retry_after, now=self._clock()
            )
            await self._store.subscriptions.change(token, settle)
            problem("hub refused", hub=authority(asked.hub), reason=error.reason)

    async def verify(self, token: str, query: Mapping[str, str]) -> str | None:
        """Give the challenge back to a hub that asks what we asked for; None to whoever else asks."""
        asked = subscriber.question(query)
        known = await self._store.subscriptions.find(token) if asked else None
        if asked is None or known is None or not subscriber.is_expected(known, asked):
            return None
        settle = partial(subscriber.answered, asked=asked, now=self._clock())
        await self._store.subscriptions.change(token, settle)
        event("hub answered", hub=authority(known.hub), source=known.source_id, answer=asked.mode)
        return asked.challenge

    async def expects(self, token: str) -> Subscription | None:
        """Give the subscription whose hub may push to this callback."""
        known = await self._store.subscriptions.find(token)
        return known if known is not None and subscriber.takes_pushes(known) else None

    async def receive(
        self, to: Subscription, body: bytes, *, content_type: str, signature: str
    ) -> None:
        """Take what was pushed, to be worked on later. What is not signed as agreed changes nothing."""
        if to.secret is None:
            self._metrics.pushes.inc(kind="unsigned")
            await self.nudge(to.source_id)
        elif is_signed(to.secret, body, signature):
            self._metrics.pushes.inc(kind="signed")
            await self._keep(to, body, content_type)
        else:
            self._metrics.pushes.inc(kind="forged")

    def refuse(self) -> None:
        """Count a push that was not taken."""
        self._metrics.pushes.inc(kind="refused")

    async def take(self, source_id: str, work: Callable[[Document], Awaitable[bool]]) -> None:
        """Have worked on what was pushed of a source, the oldest first. What came of nothing is polled instead.

        It is forgotten when it is done: whoever takes over from a process that died finds it again.
        """
        for pushed in await self._store.pushes.of_source(source_id):
            if not await work(pushed.document):
                await self.nudge(source_id)
            await self._store.pushes.done([pushed.id])

    async def nudge(self, source_id: str) -> None:
        """Make a source due, once a minute at most."""
        now = self._clock()
        if not is_recent(self._nudged.get(source_id), now, NUDGE_EVERY):
            self._nudged[source_id] = now
            await self._store.sources.hasten(source_id, now)

    async def _keep(self, to: Subscription, body: bytes, content_type: str) -> None:
        document = Document(to.topic, body, content_type, Validators(), self._clock())
        if await self._store.pushes.keep(to.token, document):
            await self._queue.put(Task("push", to.source_id))
        else:
            await self.nudge(to.source_id)

    async def _agree(
        self, source: Source, current: Subscription | None, feed: ParsedFeed, hub: str
    ) -> Subscription | None:
        """Bring what is agreed in line with what the feed names now (WebSub, 4)."""
        topic = feed.self_url or ""
        named = bool(hub) and callback.is_named(topic) and callback.is_public(source)
        if current is not None and named and (current.hub, current.topic) == (hub, topic):
            return current
        if current is not None and feed.complete:  # half a feed names half of what it names
            await self._leave(current)
            current = None
        if current is None and named:
            current = self._fresh(source, hub, topic)
            await self._store.subscriptions.add(current)
        return current

    def _was_first(self, state: SourceState, current: Subscription) -> bool:
        """Tell whether we found news though the hub could have told of it since the poll before."""
        until = current.push_until
        if state.push_until is None or until is None or current.verified_at is None:
            return False  # polls were not slower for it
        silent_since = max(self._since, current.verified_at, current.told_at or self._since)
        before = state.last_success_at
        return before is not None and before > silent_since and until > self._clock()

    async def _distrust(self, source: Source, current: Subscription) -> None:
        await self._leave(current)
        fresh = self._fresh(source, current.hub, current.topic)
        await self._store.subscriptions.add(subscriber.distrusted(fresh, self._clock()))
        problem("hub distrusted", hub=authority(current.hub), source=source.shown_url)

    async def _leave(self, one: Subscription) -> None:
        await self._store.subscriptions.change(
            one.token, partial(subscriber.left, now=self._clock())
        )

    def _is_kept(self, one: Subscription, source: Source | None) -> bool:
        return (
            source is not None
            and callback.is_public(source)
            and one.callback == self._callback(one.token)
        )

    def _fresh(self, source: Source, hub: str, topic: str) -> Subscription:
        """Nobody can guess the token: 256 bits, as is the secret of a hub that may know one."""
        token = secrets.token_urlsafe(32)
        kept = callback.keeps_secrets(hub, self._is_chosen)
        return Subscription(
            token=token,
            source_id=source.id,
            hub=hub,
            topic=topic,
            callback=self._callback(token),
            secret=secrets.token_urlsafe(32) if kept else None,
            due_at=self._clock(),
        )

    def _callback(self, token: str) -> str:
        return f"{self._base}/push/{token}" if self._base else ""


def _hub(feed: ParsedFeed | None) -> str:
    """The first hub that can be asked; "" where a feed names none."""
    return next(filter(callback.is_named, feed.hubs), "") if feed is not None else ""
