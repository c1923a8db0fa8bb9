"""Work for the queue."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from syndicate.model.arrived import SourceState


@dataclass(frozen=True, slots=True)
class Task:
    """Work for the queue; two tasks of one `lock` never run at the same time, and few of one `lane`."""

    name: Literal["poll", "cluster", "subscribe", "push", "verify", "announce"]
    key: str = ""
    lane: str = ""
    state: SourceState | None = field(default=None, compare=False)  # of what is claimed for it

    @property
    def lock(self) -> str:
        """What must be held while the task runs."""
        return f"{self.name}:{self.key}"


@dataclass(frozen=True, slots=True)
class Room:
    """How much work a queue has room for: so many sources, so many of one host, and none of `busy` hosts."""

    sources: int
    per_host: int
    busy: Collection[str] = ()


def poll_of(claimed: SourceState) -> Task:
    """The task to poll a source that was claimed."""
    return Task("poll", claimed.source_id, lane=claimed.host, state=claimed)
