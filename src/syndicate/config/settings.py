"""What feeds.yaml says, as frozen plain values; `daemon.py` hands them to the rooms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

from syndicate.errors import Problem
from syndicate.model import Access, Dials, Output, Source, Topic

Push = Literal["auto", "off"]


@dataclass(frozen=True, slots=True)
class Settings:
    """One configuration, valid as a whole.

    `url` is where readers reach us and never ends in a slash. `store` is "postgresql://..." or "sqlite:///" and an
    absolute path. `sources`, `store` and `proxy` stay out of repr: they may hold secrets.
    `notes` are not errors: things that are allowed but look like an oversight; `syndicate check` shows them.
    """

    path: Path
    title: str
    url: str
    contact: str | None
    host: str
    port: int
    store: str = field(repr=False)
    access_log: Path | None = None
    cache: Path | None = None  # a folder for what can be made again
    keep: timedelta | None = None  # None: for ever
    push: Push = "auto"
    hub: Push = "auto"
    access: Access = "public"
    hubs: tuple[str, ...] = ()
    allow_networks: tuple[str, ...] = ()
    proxy: str | None = field(default=None, repr=False)
    dials: Dials = field(default_factory=Dials)
    sources: tuple[Source, ...] = field(default=(), repr=False)
    topics: tuple[Topic, ...] = ()
    outputs: tuple[Output, ...] = ()
    notes: tuple[Problem, ...] = ()
