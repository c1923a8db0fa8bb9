"""Subscribers: who may read what is private, each by a token of which only the hash is kept."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from syndicate.model import Subscriber, micros, moment
from syndicate.protocols import Database, Statement, Transaction


@dataclass(frozen=True, slots=True)
class Subscribers:
    """Remembers subscribers by name. A token is 256 random bits: its hash needs no salt."""

    database: Database

    async def add(self, name: str, token: str, now: datetime) -> bool:
        """Save a new one; False where the name is taken."""
        return await self.database.write(_add(name, _hash(token), now))

    async def rotate(self, name: str, token: str, now: datetime) -> bool:
        """Give a subscriber another token; False where there is none of this name. The old one opens nothing now."""
        return await self.database.write(_rotate(name, _hash(token), now))

    async def revoke(self, name: str) -> bool:
        """Forget a subscriber; False where there is none of this name."""
        return await self.database.write(_revoke(name))

    async def find(self, token: str) -> Subscriber | None:
        """Give the subscriber that a token belongs to.

        What is looked up is a hash, so how long it takes tells nothing of a token; compared is in constant time.
        """
        return await self.database.read(_find(_hash(token)))

    async def all(self) -> tuple[Subscriber, ...]:
        """Give every one, by name."""
        return await self.database.read(_all())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _add(name: str, digest: str, now: datetime) -> Transaction[bool]:
    rows = yield Statement(
        "INSERT INTO subscribers (name, hash, since) VALUES (:name, :hash, :since) "
        "ON CONFLICT DO NOTHING RETURNING name",
        {"name": name, "hash": digest, "since": micros(now)},
    )
    return bool(rows)


def _rotate(name: str, digest: str, now: datetime) -> Transaction[bool]:
    rows = yield Statement(
        "UPDATE subscribers SET hash = :hash, since = :since WHERE name = :name RETURNING name",
        {"name": name, "hash": digest, "since": micros(now)},
    )
    return bool(rows)


def _revoke(name: str) -> Transaction[bool]:
    rows = yield Statement(
        "DELETE FROM subscribers WHERE name = :name RETURNING name", {"name": name}
    )
    return bool(rows)


def _find(digest: str) -> Transaction[Subscriber | None]:
    rows = yield Statement("SELECT * FROM subscribers WHERE hash = :hash", {"hash": digest})
    for row in rows:
        if hmac.compare_digest(row["hash"], digest):
            return Subscriber(row["name"], moment(row["since"]))
    return None


def _all() -> Transaction[tuple[Subscriber, ...]]:
    rows = yield Statement("SELECT name, since FROM subscribers ORDER BY name")
    return tuple(Subscriber(row["name"], moment(row["since"])) for row in rows)
