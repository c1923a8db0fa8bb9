"""What a process does of all that is to be done: everything, or one part, where several share a PostgreSQL store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Role = Literal["all", "scheduler", "worker", "web"]


@dataclass(frozen=True, slots=True)
class Duties:
    """The parts. What must be done by one process at a time is done under a lease, whoever else has the same role."""

    # Says when: tells the store what is followed, hands out polls, takes over, prunes.
    schedules: bool = False
    works: bool = False  # polls, clusters, talks with hubs and followers
    serves: bool = False  # answers readers


DUTIES: Final[Mapping[Role, Duties]] = MappingProxyType(
    {
        "all": Duties(schedules=True, works=True, serves=True),
        "scheduler": Duties(schedules=True),
        "worker": Duties(works=True),
        "web": Duties(serves=True),
    }
)
