"""What a link to a page shows where it is shared, and the one address that the page is known by (RFC 6596)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from aiohttp import web

from syndicate.model import Thread
from syndicate.publish.gate import said
from syndicate.publish.positions import encoded
from syndicate.publish.prose import excerpt, when
from syndicate.publish.reports import many
from syndicate.web.parts import before_of
from syndicate.web.rows import Row

_LETTERS: Final = 300  # more than that is shown nowhere
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """A page as it is shown to those who were sent a link to it. `path` has what of a query makes it another page."""

    path: str
    title: str
    told: str
    picture: str | None = None
    kind: Literal["website", "article"] = "website"

    @property
    def text(self) -> str:
        """What it tells, as much of it as is shown anywhere."""
        return excerpt(self.told, _LETTERS)


def of_threads(path: str, title: str, threads: Iterable[Thread]) -> Preview:
    """Preview a list of threads."""
    running = _named(thread.title for thread in threads)
    return Preview(path, title, f"Running now: {running}." if running else "No thread yet.")


def of_items(request: web.Request, path: str, title: str, rows: Iterable[Row]) -> Preview:
    """Preview a list of items, from where on it is shown."""
    told = _named(row.title for row in rows)
    return Preview(here(request, path), title, f"{told}." if told else "Nothing stands here yet.")


def of_item(path: str, row: Row, *, may_quote: bool) -> Preview:
    """Preview an item: where and when it came out, and how it begins as far as that may be told."""
    item = row.stored.item
    told = f"{said(row.source)}, {when(item.published_at)}. {row.quote}".rstrip()
    return Preview(path, row.title, told, item.image_url if may_quote else None, "article")


def of_search(path: str, query: str, found: int) -> Preview:
    """Preview what a search finds; an empty one is the way to search."""
    if not query:
        return Preview(
            path, "Search", "Search all that is kept here, and subscribe to what is found."
        )
    return Preview(path, f"Search: {query}", f"{many(found, 'item', 'items')} for {said(query)}.")


def here(request: web.Request, path: str) -> str:
    """Give the path of a page with the place from which on it shows what is older."""
    before = before_of(request)
    return f"{path}?before={encoded(before)}" if before else path


def _named(titles: Iterable[str]) -> str:
    """Name the first few."""
    return "; ".join([said(title) for title in titles if title][:_NAMED])
