"""Followers: who is told when a feed of ours changes, how far each of them is, and what was asked of our hub."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from urllib.parse import urlsplit

from syndicate.model import MICROSECOND, Follower, FollowRequest, micros, moment
from syndicate.protocols import Database, Row, Statement, Transaction, Values
from syndicate.store.leases import Fence, under
from syndicate.store.rows import maybe_micros, maybe_moment

MOST: Final = 10_000
MOST_PER_HOST: Final = 100
MOST_PER_TOPIC: Final = 1000

Full = Literal["hub", "host", "topic"]


@dataclass(frozen=True, slots=True)
class Followers:
    """Remembers who follows what. A follower is known by topic and callback (WebSub, 5.1).

    What came of asking or telling somebody is saved under the fence of whoever did it: raises Overtaken where
    another process does that by now.
    """

    database: Database

    async def ask(self, request: FollowRequest) -> Full | None:
        """Save what was asked for, in the place of what was asked before; or tell where there is no room left.

        Who renews or leaves needs no room.
        """
        return await self.database.write(_ask(request))

    async def asked(self, now: datetime, limit: int) -> tuple[FollowRequest, ...]:
        """Give what is to be verified, the longest due first."""
        return await self.database.read(_asked(now, limit))

    async def wait(self, request: FollowRequest, fence: Fence | None = None) -> None:
        """Verify a request later, as it says itself."""
        await self.database.write(under(fence, _wait(request)))

    async def settle(
        self, request: FollowRequest, until: datetime | None, fence: Fence | None = None
    ) -> None:
        """Make what was asked for true, with a lease until then; without, nothing comes of it.

        Nothing happens where something else was asked for meanwhile.
        """
        await self.database.write(under(fence, _settle(request, until)))

    async def topics(self, now: datetime, *, only_hubs: bool = False) -> tuple[str, ...]:
        """Name every feed that somebody follows; or those alone that hubs of others are told of."""
        return await self.database.read(_topics(now, only_hubs))

    async def behind(
        self, topic: str, tag: str, now: datetime, limit: int, *, only_hubs: bool = False
    ) -> tuple[Follower, ...]:
        """Give followers, or hubs of others alone, that do not have the feed with this tag, and may be told now."""
        return await self.database.read(_behind(topic, tag, now, limit, only_hubs))

    async def next_try(self, now: datetime) -> datetime | None:
        """Tell when somebody who could not be told is tried again, after now."""
        return await self.database.read(_next_try(now))

    async def told(self, follower: Follower, tag: str, fence: Fence | None = None) -> None:
        """A follower has the feed with this tag."""
        await self.database.write(under(fence, _told(follower, tag)))

    async def missed(self, follower: Follower, fence: Fence | None = None) -> None:
        """A follower could not be told, as often as it says itself, and is not told again before it is due."""
        await self.database.write(under(fence, _missed(follower)))

    async def drop(self, follower: Follower, fence: Fence | None = None) -> None:
        """A follower is told nothing any more."""
        await self.database.write(under(fence, _drop(follower.topic, follower.callback)))

    async def lapse(self, now: datetime) -> int:
        """Forget those whose lease is over. Return how many."""
        return await self.database.write(_lapse(now))

    async def name_hubs(self, hubs: Collection[tuple[str, str]], now: datetime) -> None:
        """Take over which hubs of others are told of which topics: pairs of topic and hub."""
        await self.database.write(_name_hubs(hubs, now))

    async def all(self) -> tuple[Follower, ...]:
        """Give every one, by topic and callback."""
        return await self.database.read(_all())


def _ask(request: FollowRequest) -> Transaction[Full | None]:
    values = _request_values(request)
    known = yield Statement(f"SELECT 1 FROM followers WHERE {_THIS} AND pings = 0", _this(request))
    asked = yield Statement(f"SELECT 1 FROM follow_requests WHERE {_THIS}", _this(request))
    if not known and not asked and request.mode == "subscribe":
        full = yield from _full(request)
        if full:
            return full
    if not known and request.mode == "unsubscribe":
        yield Statement(f"DELETE FROM follow_requests WHERE {_THIS}", _this(request))
        return None
    yield Statement(_ASK, values)
    return None


def _full(request: FollowRequest) -> Transaction[Full | None]:
    """Tell where no follower fits in any more. What is not verified yet takes up room, too."""
    values = {"host": _host(request.callback), "topic": request.topic}
    rows = yield Statement(
        "SELECT count(*) AS hub, coalesce(sum(CASE WHEN host = :host THEN 1 ELSE 0 END), 0) AS host, "
        "coalesce(sum(CASE WHEN topic = :topic THEN 1 ELSE 0 END), 0) AS topic FROM ("
        "SELECT topic, callback, host FROM followers WHERE pings = 0 "
        "UNION SELECT topic, callback, host FROM follow_requests) AS every",
        values,
    )
    if rows[0]["hub"] >= MOST:
        return "hub"
    if rows[0]["host"] >= MOST_PER_HOST:
        return "host"
    return "topic" if rows[0]["topic"] >= MOST_PER_TOPIC else None


def _asked(now: datetime, limit: int) -> Transaction[tuple[FollowRequest, ...]]:
    rows = yield Statement(
        "SELECT * FROM follow_requests WHERE due_at <= :now "
        "ORDER BY due_at, topic, callback LIMIT :limit",
        {"now": micros(now), "limit": limit},
    )
    return tuple(map(_request, rows))


def _wait(request: FollowRequest) -> Transaction[None]:
    yield Statement(
        f"UPDATE follow_requests SET due_at = :due_at, tries = :tries WHERE {_THIS} "
        "AND challenge = :challenge",
        _this(request)
        | {
            "challenge": request.challenge,
            "due_at": micros(request.due_at),
            "tries": request.tries,
        },
    )


def _settle(request: FollowRequest, until: datetime | None) -> Transaction[None]:
    gone = yield Statement(
        f"DELETE FROM follow_requests WHERE {_THIS} AND challenge = :challenge RETURNING has",
        _this(request) | {"challenge": request.challenge},
    )
    if not gone or until is None:
        return
    if request.mode == "unsubscribe":
        yield Statement(f"DELETE FROM followers WHERE {_THIS} AND pings = 0", _this(request))
        return
    yield Statement(
        f"{_ADD} ON CONFLICT (topic, callback) DO UPDATE SET secret = excluded.secret, "
        "lease_until = excluded.lease_until, failures = 0, due_at = excluded.due_at "
        "WHERE followers.pings = 0",
        _values(
            Follower(
                topic=request.topic,
                callback=request.callback,
                has=gone[0]["has"],  # as it was when it was asked for first
                due_at=request.due_at,
                secret=request.secret,
                lease_until=until,
            )
        ),
    )


def _topics(now: datetime, only_hubs: bool) -> Transaction[tuple[str, ...]]:  # noqa: FBT001 (from above)
    rows = yield Statement(
        "SELECT DISTINCT topic FROM followers "
        "WHERE (lease_until IS NULL OR lease_until > :now) AND pings >= :hubs ORDER BY topic",
        {"now": micros(now), "hubs": int(only_hubs)},
    )
    return tuple(row["topic"] for row in rows)


def _behind(
    topic: str,
    tag: str,
    now: datetime,
    limit: int,
    only_hubs: bool,  # noqa: FBT001 (from above)
) -> Transaction[tuple[Follower, ...]]:
    rows = yield Statement(
        "SELECT * FROM followers WHERE topic = :topic AND has <> :tag AND due_at <= :now "
        "AND (lease_until IS NULL OR lease_until > :now) AND pings >= :hubs ORDER BY callback LIMIT :limit",
        {"topic": topic, "tag": tag, "now": micros(now), "limit": limit, "hubs": int(only_hubs)},
    )
    return tuple(map(_follower, rows))


def _next_try(now: datetime) -> Transaction[datetime | None]:
    rows = yield Statement(
        "SELECT min(due_at) AS due_at FROM followers WHERE failures > 0 AND due_at > :now",
        {"now": micros(now)},
    )
    return maybe_moment(rows[0]["due_at"])


def _told(follower: Follower, tag: str) -> Transaction[None]:
    yield Statement(
        f"UPDATE followers SET has = :tag, failures = 0 WHERE {_THIS}",
        _this(follower) | {"tag": tag},
    )


def _missed(follower: Follower) -> Transaction[None]:
    yield Statement(
        f"UPDATE followers SET failures = :failures, due_at = :due_at WHERE {_THIS}",
        _this(follower) | {"failures": follower.failures, "due_at": micros(follower.due_at)},
    )


def _drop(topic: str, callback: str) -> Transaction[None]:
    yield Statement(f"DELETE FROM followers WHERE {_THIS}", {"topic": topic, "callback": callback})


def _lapse(now: datetime) -> Transaction[int]:
    rows = yield Statement(
        "DELETE FROM followers WHERE lease_until IS NOT NULL AND lease_until <= :now "
        "RETURNING 1 AS one",
        {"now": micros(now)},
    )
    return len(rows)


def _name_hubs(hubs: Collection[tuple[str, str]], now: datetime) -> Transaction[None]:
    rows = yield Statement("SELECT topic, callback FROM followers WHERE pings = 1")
    known = {(row["topic"], row["callback"]) for row in rows}
    for topic, hub in sorted(known - {*hubs}):
        yield from _drop(topic, hub)
    new = [
        Follower(topic=topic, callback=hub, has="", due_at=now, pings=True)
        for topic, hub in sorted({*hubs} - known)
    ]
    if new:
        yield Statement(f"{_ADD} ON CONFLICT DO NOTHING", many=[_values(one) for one in new])


def _all() -> Transaction[tuple[Follower, ...]]:
    rows = yield Statement("SELECT * FROM followers ORDER BY topic, callback")
    return tuple(map(_follower, rows))


_THIS = "topic = :topic AND callback = :callback"
_ADD = """
INSERT INTO followers (topic, callback, host, secret, lease_until, pings, has, due_at, failures)
VALUES (:topic, :callback, :host, :secret, :lease_until, :pings, :has, :due_at, :failures)"""
_ASK = """
INSERT INTO follow_requests (topic, callback, host, mode, challenge, secret, lease, has, due_at, tries)
VALUES (:topic, :callback, :host, :mode, :challenge, :secret, :lease, :has, :due_at, :tries)
ON CONFLICT (topic, callback) DO UPDATE SET mode = excluded.mode, challenge = excluded.challenge,
    secret = excluded.secret, lease = excluded.lease, due_at = excluded.due_at, tries = excluded.tries"""


def _host(callback: str) -> str:
    return urlsplit(callback).hostname or ""


def _this(one: Follower | FollowRequest) -> dict[str, int | str]:
    return {"topic": one.topic, "callback": one.callback}


def _values(one: Follower) -> Values:
    return {
        "topic": one.topic,
        "callback": one.callback,
        "host": _host(one.callback),
        "secret": one.secret,
        "lease_until": maybe_micros(one.lease_until),
        "pings": int(one.pings),
        "has": one.has,
        "due_at": micros(one.due_at),
        "failures": one.failures,
    }


def _request_values(one: FollowRequest) -> Values:
    return {
        "topic": one.topic,
        "callback": one.callback,
        "host": _host(one.callback),
        "mode": one.mode,
        "challenge": one.challenge,
        "secret": one.secret,
        "lease": one.lease // MICROSECOND,
        "has": one.has,
        "due_at": micros(one.due_at),
        "tries": one.tries,
    }


def _request(row: Row) -> FollowRequest:
    return FollowRequest(
        topic=row["topic"],
        callback=row["callback"],
        mode=row["mode"],
        challenge=row["challenge"],
        secret=row["secret"],
        lease=row["lease"] * MICROSECOND,
        has=row["has"],
        due_at=moment(row["due_at"]),
        tries=row["tries"],
    )


def _follower(row: Row) -> Follower:
    return Follower(
        topic=row["topic"],
        callback=row["callback"],
        has=row["has"],
        due_at=moment(row["due_at"]),
        secret=row["secret"],
        lease_until=maybe_moment(row["lease_until"]),
        pings=bool(row["pings"]),
        failures=row["failures"],
    )
