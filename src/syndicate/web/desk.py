"""What the web needs to know and whom it asks. Handed over by the daemon."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from aiohttp import web

from syndicate.model import Address, Clock, Output, Publication, Topic
from syndicate.pushing import Pushing
from syndicate.store import Store


def _now() -> datetime:
    return datetime.now(UTC)


def _nothing() -> Mapping[str, object]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that the pages and feeds are made from. `url` is where readers reach us."""

    title: str
    url: str
    store: Store
    publish: Callable[[Address], Awaitable[Publication | None]]
    outputs: tuple[Output, ...] = ()
    topics: tuple[Topic, ...] = ()
    health: Callable[[], Mapping[str, object]] = _nothing  # "ready": False takes us out of service
    metrics: Callable[[], tuple[bytes, str]] | None = None  # the exposition and its content type
    push: Pushing | None = None
    clock: Clock = _now
    time_limit_s: float = 10.0

    @property
    def root(self) -> str:
        """The path under which readers reach us; empty unless `url` has one."""
        return urlsplit(self.url).path.rstrip("/")

    def path(self, kind: str, name: str) -> str:
        """Return the path of a page: `/threads/{id}`."""
        return f"{self.root}/{kind}/{quote(name, safe='')}"


class Seat:
    """Holds the desk of the day: a reload of the configuration puts another one here."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk


SEAT = web.AppKey("seat", Seat)


def desk_of(request: web.Request) -> Desk:
    """Return the desk as it is now."""
    return request.app[SEAT].desk
