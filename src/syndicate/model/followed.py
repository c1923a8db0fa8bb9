"""Who reads our feeds: followers of our hub and hubs of others (WebSub), and who may read what is private."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

FollowMode = Literal["subscribe", "unsubscribe"]


@dataclass(frozen=True, slots=True)
class FollowRequest:
    """What somebody asked of our hub, until it is known that the callback means it (WebSub, 5.3).

    `has` is the tag of the feed as it stood when it was asked for: what changes from then on is delivered.
    """

    topic: str
    callback: str = field(repr=False)
    mode: FollowMode
    challenge: str = field(repr=False)
    secret: str | None = field(repr=False)
    lease: timedelta
    has: str
    due_at: datetime
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who may read what is private, and since when by the token of now."""

    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Follower:
    """Who is told of one feed, and how far. It is behind for as long as `has` is not the tag of the feed.

    One with `pings` is a hub of others, which is only told that the feed changed, for as long as feeds.yaml names
    it: its `callback` is the hub, and it has no lease. `failures` are deliveries in a row that were not taken.
    """

    topic: str
    callback: str = field(repr=False)
    has: str
    due_at: datetime
    secret: str | None = field(default=None, repr=False)
    lease_until: datetime | None = None
    pings: bool = False
    failures: int = 0
