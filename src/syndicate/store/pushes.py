"""The inbox of what hubs push: whoever serves pages puts it in, whoever polls takes it out when it is saved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from syndicate.model import Document, Pushed, Validators, micros, moment
from syndicate.protocols import Database, Row, Statement, Transaction

WAITING_PER_SOURCE: Final = 4
WAITING_BYTES: Final = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Pushes:
    """Remembers what was pushed until it is among the items."""

    database: Database

    async def keep(self, token: str, document: Document) -> bool:
        """Save what was pushed for a subscription, and that its hub told of it; False where there is no room."""
        return await self.database.write(_keep(token, document))

    async def sources(self) -> tuple[str, ...]:
        """Name the sources of which something waits, the longest waiting first."""
        return await self.database.read(_sources())

    async def of_source(self, source_id: str) -> tuple[Pushed, ...]:
        """Give what was pushed of a source, the oldest first."""
        return await self.database.read(_of_source(source_id))

    async def done(self, ids: Collection[int]) -> None:
        """Forget what was worked on."""
        await self.database.write(_done(ids))


def _keep(token: str, document: Document) -> Transaction[bool]:
    at = micros(document.fetched_at)
    rows = yield Statement(
        "UPDATE subscriptions SET told_at = :at WHERE token = :token RETURNING source_id",
        {"token": token, "at": at},
    )
    if not rows:
        return False
    source_id = rows[0]["source_id"]
    held = yield Statement(
        "SELECT coalesce(sum(size), 0) AS bytes, "
        "coalesce(sum(CASE WHEN source_id = :source_id THEN 1 ELSE 0 END), 0) AS waiting FROM pushed",
        {"source_id": source_id},
    )
    size = len(document.body)
    if held[0]["waiting"] >= WAITING_PER_SOURCE or held[0]["bytes"] + size > WAITING_BYTES:
        return False
    yield Statement(
        "INSERT INTO pushed (source_id, url, body, size, content_type, pushed_at) "
        "VALUES (:source_id, :url, :body, :size, :content_type, :at)",
        {
            "source_id": source_id,
            "url": document.url,
            "body": document.body,
            "size": size,
            "content_type": document.content_type,
            "at": at,
        },
    )
    return True


def _sources() -> Transaction[tuple[str, ...]]:
    rows = yield Statement(
        "SELECT source_id, min(id) AS first FROM pushed GROUP BY source_id ORDER BY first"
    )
    return tuple(row["source_id"] for row in rows)


def _of_source(source_id: str) -> Transaction[tuple[Pushed, ...]]:
    rows = yield Statement(
        "SELECT * FROM pushed WHERE source_id = :source_id ORDER BY id", {"source_id": source_id}
    )
    return tuple(map(_pushed, rows))


def _done(ids: Collection[int]) -> Transaction[None]:
    yield Statement("DELETE FROM pushed WHERE id = :id", many=[{"id": each} for each in ids])


def _pushed(row: Row) -> Pushed:
    return Pushed(
        id=row["id"],
        document=Document(
            row["url"],
            bytes(row["body"]),
            row["content_type"],
            Validators(),
            moment(row["pushed_at"]),
        ),
    )
