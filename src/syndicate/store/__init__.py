"""Everything remembered: a file per noun over one small Database seam."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from syndicate.protocols import Database
from syndicate.store.arrivals import Held
from syndicate.store.cards import Cards
from syndicate.store.departures import Departures
from syndicate.store.engines.opening import open_database
from syndicate.store.floors import Floors
from syndicate.store.followers import Followers
from syndicate.store.former import Former
from syndicate.store.images import Images, place_of
from syndicate.store.items import Items, Selection
from syndicate.store.journal import Journal
from syndicate.store.leases import Fence, Leases
from syndicate.store.meta import Meta
from syndicate.store.partitions import Claim, Partition, Partitions, Prospect
from syndicate.store.polls import Polls
from syndicate.store.pushes import Pushes
from syndicate.store.remembered import Horizon
from syndicate.store.running import Running
from syndicate.store.sources import SourceOverview, Sources
from syndicate.store.subscribers import Subscribers
from syndicate.store.subscriptions import Subscriptions
from syndicate.store.succession import Heir, Succession, succession
from syndicate.store.threads import Threads
from syndicate.store.tongues import Tongues
from syndicate.store.topics import TopicOverview, Topics
from syndicate.store.troubles import Troubles

__all__ = [
    "Claim",
    "Fence",
    "Heir",
    "Horizon",
    "Partition",
    "Prospect",
    "Selection",
    "SourceOverview",
    "Store",
    "Succession",
    "TopicOverview",
    "open_store",
    "succession",
]


@dataclass(frozen=True, slots=True)
class Store:
    """What is remembered, a room per noun. All of them share one database."""

    database: Database
    meta: Meta
    sources: Sources
    polls: Polls
    troubles: Troubles
    held: Held
    items: Items
    threads: Threads
    running: Running
    tongues: Tongues
    journal: Journal
    departures: Departures
    former: Former
    floors: Floors
    topics: Topics
    subscriptions: Subscriptions
    pushes: Pushes
    followers: Followers
    subscribers: Subscribers
    leases: Leases
    partitions: Partitions
    images: Images

    async def revision(self) -> int:
        """Tell a number that grows with every change that a reader could see."""
        return await self.meta.revision()

    async def close(self) -> None:
        """Finish what runs, release every lock, close. Safe to call twice."""
        await self.database.close()


async def open_store(
    url: str, cache: Path | None = None, *, as_it_is: bool = False, frozen_too: bool = False
) -> Store:
    """Open "sqlite:///file" or "postgresql://...", bring it to the newest form; `as_it_is` changes nothing.

    With `frozen_too`, a file that can only be read is opened, too.
    Where a server has the store, `cache` is a folder for what can be made from it again.
    Raises StoreError when it cannot be reached or trusted, SchemaTooNew when a newer Syndicate wrote it, SchemaTooOld
    when an older one did and it is to stay so.
    """
    database = await open_database(url, as_it_is=as_it_is, frozen_too=frozen_too)
    return Store(
        database=database,
        meta=Meta(database),
        sources=Sources(database, Cards(database)),
        polls=Polls(database),
        troubles=Troubles(database),
        held=Held(database),
        items=Items(database),
        threads=Threads(database),
        running=Running(database),
        tongues=Tongues(database),
        journal=Journal(database),
        departures=Departures(database),
        former=Former(database),
        floors=Floors(database),
        topics=Topics(database),
        subscriptions=Subscriptions(database),
        pushes=Pushes(database),
        followers=Followers(database),
        subscribers=Subscribers(database),
        leases=Leases(database),
        partitions=Partitions(database),
        images=Images(database, place_of(database, cache)),
    )
