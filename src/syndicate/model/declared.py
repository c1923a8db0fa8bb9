"""What people declare in feeds.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

Republish = Literal["full", "excerpt", "link", "none"]
Mode = Literal["items", "stories", "developments", "digest"]


@dataclass(frozen=True, slots=True)
class Source:
    """A feed that we subscribe to.

    `url` is what is dialled and may hold secrets; `shown_url` is what people, logs, pages and the store get to see.
    `id` is made from the address as it stands in feeds.yaml, so that it outlives a changed secret.
    """

    id: str
    url: str = field(repr=False)
    shown_url: str
    title: str | None = None
    tags: tuple[str, ...] = ()
    every: timedelta | None = None  # None: adaptive
    republish: Republish = "full"
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Topic:
    """A thread that the user declared: what an item must, may and must not speak of."""

    slug: str
    title: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """A feed that we publish. Without `tags` it carries every source."""

    name: str
    title: str
    tags: tuple[str, ...] = ()
    mode: Mode = "items"
    limit: int = 100
