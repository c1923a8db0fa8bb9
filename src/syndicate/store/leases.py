"""Leases: who is at work on what, for how long. Each new holder has a higher token, which fences off the one before.

A lock would stay with a process that was stopped, and a process that was stopped cannot know that it was. So whoever
saves what a lease is about asks in the same transaction whether it still has it (Kleppmann, "How to do distributed
locking", 2016: fencing tokens).
"""

from __future__ import annotations

import os
import socket
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

from syndicate.errors import Overtaken
from syndicate.model import micros
from syndicate.protocols import Database, Statement, Transaction

T = TypeVar("T")

# Part of any transaction that changes what clusterers remember, and tells it beside no image (`store.since`).
VOID: Final = Statement(
    "UPDATE leases SET image = NULL, image_draft = NULL "
    "WHERE image IS NOT NULL OR image_draft IS NOT NULL"
)
# The same of one that tells what it changes beside each image (`store.since`): only what is being written lacks it.
UNDRAFT: Final = Statement(
    "UPDATE leases SET image_draft = NULL WHERE image IS NOT NULL OR image_draft IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Fence:
    """What stands between a holder and whoever held the lease before: `token` grows with each."""

    name: str
    token: int


@dataclass(frozen=True, slots=True)
class Leases:
    """Remembers who is at work on what."""

    database: Database

    def myself(self) -> str:
        """Name this process as a holder.

        Where one process at a time may work on a store, it has the same name each time: what was left when it was
        killed is its own again, at once.
        """
        if self.database.engine == "sqlite":
            return "the only process"
        return f"process {os.getpid()} on {socket.gethostname()}, {uuid.uuid4()}"

    async def take(self, name: str, holder: str, now: datetime, lasting: timedelta) -> Fence | None:
        """Take a lease that nobody has or that lapsed, or renew one's own; None when somebody else has it.

        Who renews keeps the token, however late, as long as nobody took the lease meanwhile.
        """
        return await self.database.write(taken(name, holder, now, now + lasting))

    async def give_back(self, fence: Fence) -> None:
        """Let somebody else have it at once. Does nothing where somebody has it already."""
        await self.database.write(given_back(fence))


def fenced(fence: Fence) -> Transaction[None]:
    """Make sure, as part of a transaction, that the lease is still held; raise Overtaken where it is not.

    Until that transaction ends, nobody takes the lease.
    """
    rows = yield Statement(
        "UPDATE leases SET token = token WHERE name = :name AND token = :token RETURNING token",
        {"name": fence.name, "token": fence.token},
    )
    if not rows:
        raise Overtaken(
            f"the lease of {fence.name!r} lapsed and another process has it; what this one was about to save "
            "is done by that one"
        )


def under(fence: Fence | None, transaction: Transaction[T]) -> Transaction[T]:
    """Let a transaction happen only where the lease is still held, if there is one; else raise Overtaken."""
    if fence is not None:
        yield from fenced(fence)
    return (yield from transaction)


def taken(name: str, holder: str, now: datetime, until: datetime) -> Transaction[Fence | None]:
    """Take or renew a lease as part of a transaction."""
    rows = yield Statement(
        "INSERT INTO leases (name, holder, token, until) VALUES (:name, :holder, 1, :until) "
        "ON CONFLICT (name) DO UPDATE SET until = excluded.until, holder = excluded.holder, "
        "token = leases.token + CASE WHEN leases.holder = excluded.holder THEN 0 ELSE 1 END "
        "WHERE leases.holder = excluded.holder OR leases.until <= :now RETURNING token",
        {"name": name, "holder": holder, "until": micros(until), "now": micros(now)},
    )
    return Fence(name, rows[0]["token"]) if rows else None


def given_back(fence: Fence) -> Transaction[None]:
    """Let somebody else have a lease, as part of a transaction."""
    yield Statement(
        "UPDATE leases SET holder = '', until = 0 WHERE name = :name AND token = :token",
        {"name": fence.name, "token": fence.token},
    )
