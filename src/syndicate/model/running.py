"""How a thread has moved, as the store counts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moves:
    """The items of a thread by how many whole hours ago each was first seen, of the last weeks.

    `first_at` is when its first item was seen; `before_at` the last one before those that are counted.
    """

    first_at: datetime
    before_at: datetime | None = None
    hours: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """Two threads of different languages that tell the same, and why we think so. They stay two threads."""

    one_id: str
    other_id: str
    cosine: float | None = None  # of their sentence vectors, where there are any
    shared: tuple[str, ...] = ()  # numbers, and names by their consonants; the rarest first
