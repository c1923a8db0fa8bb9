"""The corridor from our feeds to those who follow them (WebSub): our own hub, and the hubs of others.

Who is behind is no list of things to send, but a comparison: a follower has a feed by its tag, the feed has the tag of
now. What changes a feed moves the store's revision in the same transaction; so whoever looks after it finds out,
after a crash as well, and a change is never told before it is there. Of all processes one looks: who has the turn.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, get_args
from urllib.parse import urlsplit

from syndicate.errors import FetchError, Gone, Refused, RenderError
from syndicate.fetch.network import WayOut
from syndicate.log import event, problem
from syndicate.metrics import Metrics
from syndicate.model import (
    Address,
    Clock,
    Declared,
    Follower,
    FollowRequest,
    Publication,
    Suffix,
    Task,
    authority,
    is_recent,
)
from syndicate.protocols import Queue
from syndicate.publish.gate import as_uri
from syndicate.publish.outputs import found, place, suffixed
from syndicate.store import Fence, Store
from syndicate.turns import Turn
from syndicate.websub import hub

AT_ONCE: Final = 16
A_PAGE: Final = 200
HOST_EVERY: Final = timedelta(seconds=10)
REST: Final = 9  # looking takes a tenth of the time at most

_FULL: Final = {
    "hub": "This hub has as many followers as it can take.",
    "host": "This host follows as much here as one host may.",
    "topic": "This feed has as many followers as it can take.",
}


@dataclass(frozen=True, slots=True)
class Courier:
    """The ways out: to ask a callback, to deliver to one, and to tell a hub. Each raises FetchError."""

    ask: Callable[[str, Mapping[str, str]], Awaitable[bytes]]
    deliver: Callable[[str, bytes, Mapping[str, str]], Awaitable[None]]
    post: Callable[[str, Mapping[str, str]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What our hub answers: a status of HTTP and a sentence."""

    status: int
    words: str


class Announcing:
    """Tells followers what is new. What must outlive the process is in the store."""

    def __init__(
        self,
        *,
        store: Store,
        queue: Queue,
        metrics: Metrics,
        clock: Clock,
        courier: Courier,
        way_out: WayOut,
        declared: Callable[[], Declared],
        publish: Callable[[Address], Awaitable[Publication | None]],
    ) -> None:
        self._store = store
        self._queue = queue
        self._metrics = metrics
        self._clock = clock
        self._courier = courier
        self._way_out = way_out
        self._publish = publish
        self._declared = declared
        self._named: Declared | None = None
        self._turn = Turn(store=store, clock=clock, name="hub")
        self._looked_at: tuple[Declared, int, int, Fence] | None = None
        self._newcomers = 0
        self._again_at: datetime | None = None
        self._rests_until = 0.0
        self._verified: dict[str, datetime] = {}
        self._room = asyncio.Semaphore(AT_ONCE)

    async def follow(self, form: Mapping[str, str]) -> Verdict:
        """Take a request to our hub (WebSub, 5.1). Whether the callback means it is asked later."""
        declared, wish = self._declared(), hub.wish(form)
        if not declared.hub_url:
            return Verdict(404, "There is no hub here.")
        if isinstance(wish, str):
            return Verdict(400, wish)
        follows = wish.mode == "subscribe"
        has = await self._tag_of(declared, wish.topic) if follows else ""
        if has is None:
            return Verdict(
                404,
                "hub.topic is no feed of this hub: take the address that the feed names as its own.",
            )
        full = await self._store.followers.ask(
            FollowRequest(
                topic=wish.topic,
                callback=wish.callback,
                mode=wish.mode,
                challenge=secrets.token_urlsafe(32),
                secret=wish.secret,
                lease=wish.lease,
                has=has,
                due_at=self._clock(),
            )
        )
        if full:
            return Verdict(503, _FULL[full])
        await self._queue.put(Task("verify"))
        return Verdict(202, "The callback will be asked whether it means it.")

    async def dispatch(self) -> None:
        """Have it done: to ask who wants to follow, and to tell who does."""
        declared = self._declared()
        if declared.hub_url:
            await self._queue.put(Task("verify"))
        has_work = declared.hub_url or declared.hubs or self._named is not declared
        if has_work and time.monotonic() >= self._rests_until:
            await self._queue.put(Task("announce"))

    async def lay_down(self) -> None:
        """Let another process look after followers at once: an orderly stop."""
        await self._turn.lay_down()

    async def verify(self) -> None:
        """Ask the callbacks that are due whether they mean it, each host at most every ten seconds."""
        async with self._turn.taken() as fence:
            if fence is not None:
                await self._verify_due(fence)

    async def _verify_due(self, fence: Fence) -> None:
        now = self._clock()
        asked = self._verified.items()
        self._verified = {host: at for host, at in asked if is_recent(at, now, HOST_EVERY)}
        chosen: dict[str, FollowRequest] = {}
        for request in await self._store.followers.asked(now, A_PAGE):
            host = urlsplit(request.callback).hostname or ""
            if host not in self._verified:
                chosen.setdefault(host, request)
        self._verified |= dict.fromkeys(chosen, now)
        await _all(self._verify(request, fence) for request in chosen.values())

    async def announce(self) -> None:
        """Bring every feed that changed to those who follow it, and to the hubs that are told of it."""
        async with self._turn.taken() as fence:
            if fence is not None:
                await self._announce(fence)

    async def _announce(self, fence: Fence) -> None:
        declared, now = self._declared(), self._clock()
        if self._named is not declared:
            await self._store.followers.name_hubs(_told_to_hubs(declared), now)
            self._named = declared
        # A follower that comes meanwhile has all of it looked at again: its feed may have changed since it asked.
        # Who came while another process had the turn was not counted here: a new turn begins with a look.
        state = (declared, await self._store.revision(), self._newcomers, fence)
        if self._looked_at == state and (self._again_at is None or now < self._again_at):
            return
        await self._look(declared, now, fence)
        self._looked_at = state  # and not where the store failed

    async def _look(self, declared: Declared, now: datetime, fence: Fence) -> None:
        """Bring what changed, and rest by how long it took to render it: followers that are slow cost nobody else."""
        rendering_s, only_hubs = 0.0, not declared.hub_url
        await self._store.followers.lapse(now)
        for topic in await self._store.followers.topics(now, only_hubs=only_hubs):
            began = time.monotonic()
            publication = await self._current(topic, declared)
            rendering_s += time.monotonic() - began
            if publication is not None:
                await self._bring(topic, publication, now, fence, only_hubs=only_hubs)
        self._again_at = await self._store.followers.next_try(now)
        self._rests_until = time.monotonic() + REST * rendering_s

    async def _current(self, topic: str, declared: Declared) -> Publication | None:
        """Give a feed as it stands; None where there is none, or it cannot be written: that is told elsewhere."""
        address = found(topic, declared.url)
        try:
            # Who follows what is renamed goes on following it.
            publication = await self._publish(declared.now(address)) if address else None
        except RenderError:
            return None
        return None if publication and publication.is_private else publication

    async def _tag_of(self, declared: Declared, topic: str) -> str | None:
        """Give the tag of a feed as it stands; None where no such feed is announced."""
        address = found(topic, declared.url)
        if address is None or address != declared.now(address):
            return None
        if address.kind == "threads":
            thread = await self._store.threads.get(address.name)
            if thread is None or thread.merged_into:
                return None
        publication = await self._current(topic, declared)
        return publication.etag if publication else None

    async def _verify(self, request: FollowRequest, fence: Fence) -> None:
        host, until = authority(request.callback), None
        try:
            async with self._room:
                await self._turn.go_on(fence)
                answer = await self._courier.ask(request.callback, hub.question(request))
        except FetchError as error:
            later = hub.verified_later(request, error.status, self._clock())
            if later is not None and not isinstance(error, Refused):
                await self._store.followers.wait(later, fence)
                return
            problem("follower not verified", host=host, topic=request.topic, reason=error.reason)
        else:
            if hub.is_meant(request, answer):
                until = self._clock() + request.lease
                event("follower verified", host=host, topic=request.topic, mode=request.mode)
            else:
                reason = "it does not give the challenge back"
                problem("follower not verified", host=host, topic=request.topic, reason=reason)
        await self._store.followers.settle(request, until, fence)
        self._newcomers += until is not None

    async def _bring(
        self, topic: str, publication: Publication, now: datetime, fence: Fence, *, only_hubs: bool
    ) -> None:
        """Tell everybody who is behind; who fails is not tried again before a while."""
        while behind := await self._store.followers.behind(
            topic, publication.etag, now, A_PAGE, only_hubs=only_hubs
        ):
            await _all(self._tell(each, publication, fence) for each in behind)

    async def _tell(self, follower: Follower, publication: Publication, fence: Fence) -> None:
        try:
            async with self._room:
                await self._turn.go_on(fence)
                await self._send(follower, publication)
        except FetchError as error:
            await self._missed(follower, error, fence)
        else:
            self._way_out.met(follower.callback, self._clock())
            self._metrics.deliveries.inc(kind="told" if follower.pings else "delivered")
            await self._store.followers.told(follower, publication.etag, fence)

    async def _missed(self, follower: Follower, error: FetchError, fence: Fence) -> None:
        """Try again later, or end it: who says that it is gone, or takes nothing for a day, follows no more.

        Who cannot be met is not to blame while nobody else was.
        """
        now, host = self._clock(), authority(follower.callback)
        if error.reached and not isinstance(error, Refused):
            self._way_out.met(follower.callback, now)
        is_ours = not error.reached and (error.cut_off or not self._way_out.is_open(now))
        gone = isinstance(error, Gone) and not follower.pings
        later = None if gone else hub.missed(follower, error.retry_after, now, is_ours=is_ours)
        kind = "failed" if later else "ended"
        self._metrics.deliveries.inc(kind=kind)
        problem(f"delivery {kind}", host=host, topic=follower.topic, reason=error.reason)
        if later is None:
            await self._store.followers.drop(follower, fence)
        else:
            await self._store.followers.missed(later, fence)

    async def _send(self, follower: Follower, publication: Publication) -> None:
        if follower.pings:
            await self._courier.post(follower.callback, hub.ping(follower.topic))
            return
        body = publication.body
        head = hub.headers(follower, body, publication.content_type, publication.links)
        await self._courier.deliver(follower.callback, body, head)


async def _all(work: Iterable[Coroutine[None, None, None]]) -> None:
    """Do all of it, each to its end, and raise what went wrong first."""
    for error in await asyncio.gather(*work, return_exceptions=True):
        if error is not None:
            raise error


def _told_to_hubs(declared: Declared) -> set[tuple[str, str]]:
    """Pair the address of each feed that names hubs of others with each of them."""
    places = [Address("outputs", name) for name in declared.outputs]
    places += [Address("topics", slug) for slug in declared.topics]
    places = [each for each in places if declared.is_open(each.kind, each.name)]
    feeds = (
        suffixed(place(address, as_uri(declared.url)), suffix)
        for address in places
        for suffix in get_args(Suffix)
    )
    return {(feed, each) for feed in feeds for each in declared.hubs}
