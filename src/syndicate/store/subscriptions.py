"""Subscriptions: what is agreed with hubs, and when the next request to one is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from syndicate.model import Subscription, micros, moment
from syndicate.protocols import Database, Row, Statement, Transaction, Values
from syndicate.store.rows import maybe_micros, maybe_moment, skipping

Step = Callable[[Subscription], Subscription | None]


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Remembers subscriptions. Until when a source's polls may be slower is kept in step with them."""

    database: Database

    async def add(self, subscription: Subscription) -> None:
        """Save a new one, unless its source has one that counts."""
        await self.database.write(_add(subscription))

    async def change(self, token: str, step: Step) -> Subscription | None:
        """Put what `step` makes of a subscription in its place, and give that; None removes it.

        Nobody changes it meanwhile. Without such a subscription nothing happens.
        """
        return await self.database.write(_change(token, step))

    async def claim_due(
        self, now: datetime, *, limit: int, lease: timedelta
    ) -> tuple[Subscription, ...]:
        """Take what is due, the longest due first; it falls due again after the lease, unless it changes."""
        return await self.database.write(_claim_due(self.database.engine, now, limit, now + lease))

    async def find(self, token: str) -> Subscription | None:
        """Give the subscription that a callback belongs to."""
        return await self.database.read(_find("token = :value", token))

    async def of_source(self, source_id: str) -> Subscription | None:
        """Give the one that counts for a source."""
        return await self.database.read(
            _find("source_id = :value AND standing <> 'leaving'", source_id)
        )

    async def current(self) -> Mapping[str, Subscription]:
        """Give those that count, by source id."""
        return await self.database.read(_current())

    async def all(self) -> tuple[Subscription, ...]:
        """Give every one, those that are being left too, by token."""
        return await self.database.read(_all())


def _add(subscription: Subscription) -> Transaction[None]:
    yield Statement(_INSERT, _values(subscription))
    yield from _keep_in_step(subscription.source_id)


def _change(token: str, step: Step) -> Transaction[Subscription | None]:
    rows = yield Statement(
        "UPDATE subscriptions SET token = token WHERE token = :token RETURNING *", {"token": token}
    )
    if not rows:
        return None
    before = _subscription(rows[0])
    after = step(before)
    if after is None:
        yield Statement("DELETE FROM subscriptions WHERE token = :token", {"token": token})
    elif after != before:
        yield Statement(_UPDATE, _values(after))
    yield from _keep_in_step(before.source_id)
    return after


def _keep_in_step(source_id: str) -> Transaction[None]:
    one = yield from _find("source_id = :value AND standing <> 'leaving'", source_id)
    yield Statement(
        "UPDATE sources SET push_until = :until WHERE id = :id",
        {"id": source_id, "until": maybe_micros(one.push_until) if one else None},
    )


def _claim_due(
    engine: str, now: datetime, limit: int, until: datetime
) -> Transaction[tuple[Subscription, ...]]:
    rows = yield Statement(
        "UPDATE subscriptions SET due_at = :until WHERE token IN ("  # noqa: S608 - our own words
        "SELECT token FROM subscriptions WHERE due_at <= :now "
        f"ORDER BY due_at, token LIMIT :limit{skipping(engine)}) RETURNING *",
        {"now": micros(now), "until": micros(until), "limit": limit},
    )
    return tuple(sorted(map(_subscription, rows), key=lambda one: one.token))


def _find(where: str, value: str) -> Transaction[Subscription | None]:
    rows = yield Statement(f"SELECT * FROM subscriptions WHERE {where}", {"value": value})  # noqa: S608
    return _subscription(rows[0]) if rows else None


def _current() -> Transaction[Mapping[str, Subscription]]:
    every = yield from _all()
    return {one.source_id: one for one in every if one.standing != "leaving"}


def _all() -> Transaction[tuple[Subscription, ...]]:
    rows = yield Statement("SELECT * FROM subscriptions ORDER BY token")
    return tuple(map(_subscription, rows))


_INSERT = """
INSERT INTO subscriptions (token, source_id, hub, topic, callback, secret, standing, pending, due_at,
    verified_at, lease_until, failures, problem, told_at)
VALUES (:token, :source_id, :hub, :topic, :callback, :secret, :standing, :pending, :due_at,
    :verified_at, :lease_until, :failures, :problem, :told_at)
ON CONFLICT DO NOTHING"""
_UPDATE = """
UPDATE subscriptions SET source_id = :source_id, hub = :hub, topic = :topic, callback = :callback,
    secret = :secret, standing = :standing, pending = :pending, due_at = :due_at,
    verified_at = :verified_at, lease_until = :lease_until, failures = :failures, problem = :problem,
    told_at = :told_at
WHERE token = :token"""


def _values(one: Subscription) -> Values:
    return {
        "token": one.token,
        "source_id": one.source_id,
        "hub": one.hub,
        "topic": one.topic,
        "callback": one.callback,
        "secret": one.secret,
        "standing": one.standing,
        "pending": one.pending,
        "due_at": micros(one.due_at),
        "verified_at": maybe_micros(one.verified_at),
        "lease_until": maybe_micros(one.lease_until),
        "failures": one.failures,
        "problem": one.problem,
        "told_at": maybe_micros(one.told_at),
    }


def _subscription(row: Row) -> Subscription:
    return Subscription(
        token=row["token"],
        source_id=row["source_id"],
        hub=row["hub"],
        topic=row["topic"],
        callback=row["callback"],
        secret=row["secret"],
        due_at=moment(row["due_at"]),
        standing=row["standing"],
        pending=row["pending"],
        verified_at=maybe_moment(row["verified_at"]),
        lease_until=maybe_moment(row["lease_until"]),
        failures=row["failures"],
        problem=row["problem"],
        told_at=maybe_moment(row["told_at"]),
    )
