"""What somebody searches for, read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Key = Literal["text", "tag", "source", "agency", "lang", "topic", "thread"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing asked of an item: any of `values`; of a `negated` one, none of them.

    The value of a text is one phrase. With `grows` its last word may be the beginning of a longer one.
    """

    key: Key
    values: tuple[str, ...]
    negated: bool = False
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All `conditions` hold, and the item was first seen from `after` on, and earlier than `before`."""

    conditions: tuple[Condition, ...] = ()
    after: datetime | None = None
    before: datetime | None = None

    @property
    def topics(self) -> frozenset[str]:
        """The slugs of the topics that are named, wanted or not."""
        named = (each.values for each in self.conditions if each.key == "topic")
        return frozenset(slug for slugs in named for slug in slugs)

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != _NOTHING


_NOTHING = Query()
