"""What is agreed with hubs that tell us what is new (WebSub)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from syndicate.model.arrived import Document
from syndicate.model.followed import FollowMode

Standing = Literal["wanted", "active", "denied", "distrusted", "leaving"]


@dataclass(frozen=True, slots=True)
class Subscription:
    """What is agreed with one hub about one source (WebSub, 5), or is to be agreed with it.

    `token` is the last part of `callback`, which nobody can guess; without a `secret` (at most 200 bytes) what is
    pushed cannot be told from a forgery. `pending` is what the hub was asked for and has not verified yet.
    At `due_at` the next request is made: a first one, a renewal, another try. `failures` counts requests in a row
    that were not verified; `lease_until` is when the hub forgets us. `told_at` is when it brought something last.
    """

    token: str = field(repr=False)
    source_id: str
    hub: str
    topic: str
    callback: str = field(repr=False)
    secret: str | None = field(repr=False)
    due_at: datetime
    standing: Standing = "wanted"
    pending: FollowMode | None = None
    verified_at: datetime | None = None
    lease_until: datetime | None = None
    failures: int = 0
    problem: str | None = None
    told_at: datetime | None = None

    @property
    def push_until(self) -> datetime | None:
        """Until when polls may be slower because of this; None where nothing vouches for what is pushed."""
        return self.lease_until if self.standing == "active" and self.secret else None


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a hub brought, by the number that it has in the inbox."""

    id: int
    document: Document
