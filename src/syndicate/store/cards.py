"""Cards: what entries and pages tell of sources. Read when any of it has changed, and kept until then.

Each feed that is put together asks for all of them, after each change of the store; they change when somebody edits
feeds.yaml, or when a feed is given another name. So they have a number of their own, which whoever writes lets grow.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from syndicate.model import SourceCard
from syndicate.protocols import Database, Statement, Transaction

# Behind all other statements of its transaction, and before the revision grows: so nobody waits for it in a circle.
CHANGED: Final = Statement("UPDATE meta SET value = value + 1 WHERE name = 'cards'")
COLUMNS: Final = frozenset({"feed_title", "site_url", "feed_id"})  # of cards, that polls write


@dataclass(frozen=True, slots=True)
class _Read:
    number: int
    cards: Mapping[str, SourceCard]


class Cards:
    """Keeps the cards of all sources."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read: _Read | None = None

    async def all(self) -> Mapping[str, SourceCard]:
        """Give the cards as they are now, by source id."""
        self._read = await self._database.read(_cards(self._read))
        return self._read.cards


def _cards(before: _Read | None) -> Transaction[_Read]:
    # The number is read first: cards that change meanwhile are read once more, and never too late.
    numbers = yield Statement("SELECT value FROM meta WHERE name = 'cards'")
    number = int(numbers[0]["value"])
    if before and before.number == number:
        return before
    rows = yield Statement(
        "SELECT id, coalesce(nullif(title, ''), nullif(feed_title, ''), url_subscribed) AS title, "
        "url_subscribed AS feed_url, site_url, tags, republish, fold_copies, rights, licence, feed_id "
        "FROM sources"
    )
    read = cache(lambda tags: tuple(json.loads(tags)))  # few are unlike others
    cards = {
        row["id"]: SourceCard(
            row["id"],
            row["title"],
            row["feed_url"],
            row["site_url"],
            read(row["tags"]),
            row["republish"],
            bool(row["fold_copies"]),
            row["rights"],
            row["licence"],
            row["feed_id"],
        )
        for row in rows
    }
    return _Read(number, MappingProxyType(cards))
