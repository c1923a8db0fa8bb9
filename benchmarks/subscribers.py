"""Readers that keep ids: what they were shown, what they were shown twice, and what never reached them.

A reader knows an entry by its id alone. What it takes for the same thing is what a person would: the page that an
item or a development links to, the first report of a story, the day of a digest.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from syndicate.model import Address, Publication

Publish = Callable[[Address], Awaitable[Publication | None]]
_ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader gets to see of an entry."""

    id: str
    thing: str
    updated: str


@dataclass(slots=True)
class Subscriber:
    """Comes by now and then, and reads one feed."""

    address: Address
    shown: dict[str, Shown] = field(default_factory=dict)
    things: dict[str, set[str]] = field(default_factory=dict)  # what an id told when it was new
    forgotten: set[str] = field(default_factory=set)  # what was shown, and then lost with the store
    last: bytes = b""
    announced: int = 0  # times that the `updated` of an entry moved
    backwards: int = 0  # times that it went back
    overtaken: set[str] = field(
        default_factory=set
    )  # what moved, and then the move was lost with the store
    reverted: int = 0  # times that it went back to before a move that was lost
    restless: int = 0  # times that bytes changed though nothing had

    async def visit(self, publish: Publish) -> None:
        """Read the feed twice; the second time nothing has happened, so no byte may differ."""
        body = await self._read(publish)
        self.restless += body != await self._read(publish)
        if body == self.last:
            return
        self.last = body
        for entry in _entries(self.address, body):
            before = self.shown.get(entry.id)
            self.shown[entry.id] = entry
            if before is None:
                self.things.setdefault(entry.thing, set()).add(entry.id)
            else:
                self.announced += before.updated < entry.updated
                went_back = before.updated > entry.updated
                self.reverted += went_back and entry.id in self.overtaken
                self.backwards += went_back and entry.id not in self.overtaken
                self.overtaken.discard(entry.id)

    def lose(self, known: Mapping[str, Shown], last: bytes) -> None:
        """Take note that the store knows no more than this of what was shown."""
        self.forgotten = set(self.shown) - set(known)
        self.overtaken = {key for key, one in known.items() if self.shown[key] != one}
        self.last = last

    async def look_again(self, publish: Publish) -> None:
        """Read it once more where all was started anew, and nothing polled: no byte may differ."""
        if self.last:
            self.restless += self.last != await self._read(publish)

    @property
    def twice(self) -> set[str]:
        """Give what was shown under two ids."""
        return {t for t, ids in self.things.items() if len(ids) > 1 and not ids & self.forgotten}

    @property
    def renamed(self) -> set[str]:
        """Give what was shown, lost with the store, and shown under another id."""
        return {t for t, ids in self.things.items() if len(ids) > 1 and ids & self.forgotten}

    async def _read(self, publish: Publish) -> bytes:
        found = await publish(self.address)
        assert found is not None, self.address
        return found.body


def _entries(address: Address, body: bytes) -> Iterator[Shown]:
    match address.suffix:
        case "atom":
            yield from _of_atom(address.name, body)
        case "rss":
            yield from _of_rss(address.name, body)
        case "json":
            yield from _of_json(address.name, body)


def _of_atom(name: str, body: bytes) -> Iterator[Shown]:
    for entry in etree.fromstring(body).iterfind(f"{_ATOM}entry"):
        links = [(link.get("rel"), link.get("href", "")) for link in entry.iterfind(f"{_ATOM}link")]
        page = next((href for rel, href in links if rel == "alternate"), "")
        near = next((href for rel, href in links if rel == "related"), "")
        title = entry.findtext(f"{_ATOM}title") or ""
        updated = entry.findtext(f"{_ATOM}updated") or ""
        yield Shown(entry.findtext(f"{_ATOM}id") or "", _thing(name, title, page, near), updated)


def _of_rss(name: str, body: bytes) -> Iterator[Shown]:
    for item in etree.fromstring(body).iterfind("channel/item"):
        links = item.iterfind(f"{_ATOM}link")
        near = next((link.get("href", "") for link in links if link.get("rel") == "related"), "")
        thing = _thing(name, item.findtext("title") or "", item.findtext("link") or "", near)
        yield Shown(item.findtext("guid") or "", thing, item.findtext(f"{_ATOM}updated") or "")


def _of_json(name: str, body: bytes) -> Iterator[Shown]:
    for item in json.loads(body)["items"]:
        related = item.get("_syndicate", {}).get("related", [])
        near = related[0]["url"] if related else ""
        thing = _thing(name, item.get("title", ""), item.get("url", ""), near)
        yield Shown(item["id"], thing, item["date_modified"])


def _thing(mode: str, title: str, page: str, near: str) -> str:
    """Name what an entry is about. The outputs that are read here are called by their mode."""
    match mode:
        case "stories":
            return near
        case "digest":
            return title.partition(":")[0]
        case _:
            return page or title
