"""What the web needs to know and whom it asks. Handed over by the daemon."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from aiohttp import web

from syndicate.corridors.announcing import Announcing
from syndicate.corridors.pushing import Pushing
from syndicate.errors import QueryError
from syndicate.model import (
    Address,
    Clock,
    Coding,
    Kind,
    Output,
    Publication,
    Query,
    Suffix,
    Topic,
    named_now,
)
from syndicate.publish.gate import as_uri
from syndicate.publish.outputs import place, suffixed
from syndicate.query import parse
from syndicate.store import Store


def _nothing() -> Mapping[str, object]:
    return {}


def _unknown(_: Address, __: Coding) -> None:
    """Say that one has to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that the pages and feeds are made from. `url` is where readers reach us."""

    title: str
    url: str
    store: Store
    publish: Callable[[Address, Coding], Awaitable[Publication | None]]
    clock: Clock
    # What `publish` would give, and by what one sees that it would give something else: where that is known
    # without asking the store.
    state: Callable[[], object] = lambda: None
    standing: Callable[[Address, Coding], Publication | None] = _unknown
    outputs: tuple[Output, ...] = ()
    topics: tuple[Topic, ...] = ()
    # What everybody may read. Of a site that is open to all, `outputs` and `topics` are those that may be named.
    is_private: bool = False
    is_open: Callable[[Address], bool] = lambda _: True
    hidden: tuple[Output | Topic, ...] = ()
    health: Callable[[], Mapping[str, object]] = _nothing  # "ready": False takes us out of service
    metrics: Callable[[], tuple[bytes, str]] | None = None  # the exposition and its content type
    push: Pushing | None = None
    announcing: Announcing | None = None
    time_limit_s: float = 10.0

    @property
    def root(self) -> str:
        """The path under which readers reach us; empty unless `url` has one."""
        return urlsplit(as_uri(self.url)).path.rstrip("/")

    def meant(self, query: Query) -> Query:
        """Return a query with the names that its topics have now."""
        hidden = (each for each in self.hidden if isinstance(each, Topic))
        return named_now((*self.topics, *hidden), query)

    def url_of(self, path: str) -> str:
        """Return the whole address of a path of ours."""
        return urljoin(as_uri(self.url), path)

    def path(self, kind: str, name: str) -> str:
        """Return the path of a page: `/threads/{id}`."""
        return f"{self.root}/{kind}/{quote(name, safe='')}"

    def feed(self, kind: Kind, name: str, suffix: Suffix) -> str:
        """Return the path of a feed: `/threads/{id}.atom`."""
        return suffixed(place(Address(kind, name), self.root), suffix)

    def feed_url(self, kind: Kind, name: str, suffix: Suffix) -> str:
        """Return the address that a reader subscribes to."""
        return suffixed(place(Address(kind, name), self.url), suffix)


class Seat:
    """Holds the desk of the day: a reload of the configuration puts another one here."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk


SEAT = web.AppKey("seat", Seat)
SUBSCRIBER = web.RequestKey("subscriber", str)  # in whose name something is asked for


def asked(request: web.Request) -> Query:
    """Read the query of a request. Raises QueryError.

    Where some topics are private, who is no subscriber may ask for none that is not named to everybody.
    """
    query, desk = parse(request.query.get("q", "")), desk_of(request)
    hides = any(isinstance(each, Topic) for each in desk.hidden)
    named = {topic.slug for topic in desk.topics}
    if hides and SUBSCRIBER not in request and not desk.meant(query).topics <= named:
        raise QueryError(1, "asks for a topic that is not here", "the front page names them")
    return query


def desk_of(request: web.Request) -> Desk:
    """Return the desk as it is now."""
    return request.app[SEAT].desk
