"""Work for the queue, and the time it is done at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Task:
    """Work for the queue; two tasks of one `lock` never run at the same time, and few of one `lane`."""

    name: Literal["poll", "cluster", "subscribe", "push", "verify", "announce"]
    key: str = ""
    lane: str = ""

    @property
    def lock(self) -> str:
        """What must be held while the task runs."""
        return f"{self.name}:{self.key}"
