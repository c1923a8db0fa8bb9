"""The corridor from an address that a person gives to the feeds that can be followed there.

address -> a feed, or a page -> the feeds that it names, or the usual addresses. Each is fetched and read;
nothing is stored.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from syndicate.errors import FetchError, ParseError, SyndicateError
from syndicate.fetch.public_url import public_url
from syndicate.model import Document, ParsedFeed, authority
from syndicate.normalize.links import likely
from syndicate.normalize.pages.page import FeedLink

FETCHES_PER_HOST = 10
FETCHES = 25
AT_ONCE = 2
LATEST = 3
TOLD = 3  # of the feeds that a page declares in vain

Fetch: TypeAlias = Callable[[str], Awaitable[Document]]
Read: TypeAlias = Callable[[Document], Awaitable[ParsedFeed]]
Links: TypeAlias = Callable[[Document], Awaitable[tuple[FeedLink, ...]]]


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was read. `url` is what to subscribe to, and holds the login that was given, if any."""

    url: str
    title: str
    format: str
    items: int
    oldest_at: datetime | None
    newest_at: datetime | None
    latest: tuple[str, ...]
    problem: str | None


class Discovery:
    """Looks for the feeds of one address, with so many fetches at most."""

    def __init__(self, *, fetch: Fetch, read: Read, links: Links) -> None:
        self._fetch = fetch
        self._read = read
        self._links = links
        self._asked: set[str] = set()
        self._hosts: Counter[str] = Counter()
        self._bodies: set[str] = set()
        self._declared: list[str] = []  # by the page itself
        self._failed: dict[str, str] = {}  # what is no feed, and why

    async def feeds(self, address: str) -> tuple[FoundFeed, ...]:
        """Return the feeds found, the best first.

        Raise FetchError where the page cannot be had, SyndicateError where no feed is found.
        """
        known = await self._try(likely.known(address))
        try:
            page = await self._ask(address)
        except FetchError as error:
            # A server that answers, if only with an error, may still hand out its feed.
            found = known or (await self._usual(address) if error.status else ())
            if not found:
                raise
            return found
        if page is None:  # it was among those that are known
            return known
        try:
            feed = await self._read(page)
        except ParseError as error:
            found = await self._of_page(page, known)
            if not found:
                raise self._nothing(address, error) from None
            return found
        return (_found(_lasting(address, page), feed),)

    @property
    def unasked(self) -> list[str]:
        """What the page declares, and was not looked at because its host had been asked often enough."""
        return [url for url in dict.fromkeys(self._declared) if url not in self._asked]

    async def _of_page(self, page: Document, known: tuple[FoundFeed, ...]) -> tuple[FoundFeed, ...]:
        try:
            named = await self._links(page)
        except ParseError:  # a page that no worker survives
            named = ()
        self._declared = [link.url for link in named if link.declared]
        found = known + await self._try(self._declared)
        if not found:
            found = await self._try([link.url for link in named])
        return found or await self._usual(page.url)

    async def _usual(self, address: str) -> tuple[FoundFeed, ...]:
        """Try where feeds usually are, until there is one: the others are most likely the same."""
        urls = likely.common(address)
        for start in range(0, len(urls), AT_ONCE):
            if found := await self._try(urls[start : start + AT_ONCE]):
                return found
        return ()

    async def _try(self, urls: Sequence[str]) -> tuple[FoundFeed, ...]:
        """Read each that was not asked for yet, two at a time, in order; what is no feed is passed over."""
        found: list[FoundFeed] = []
        for start in range(0, len(urls), AT_ONCE):
            answers = await asyncio.gather(*map(self._feed, urls[start : start + AT_ONCE]))
            found += [feed for feed in answers if feed is not None]
        return tuple(found)

    async def _feed(self, url: str) -> FoundFeed | None:
        try:
            document = await self._ask(url)
            if document is None or document.body_hash in self._bodies:
                return None
            self._bodies.add(document.body_hash)
            return _found(_lasting(url, document), await self._read(document))
        except (FetchError, ParseError) as error:
            self._failed[url] = error.reason
            return None

    async def _ask(self, url: str) -> Document | None:
        """Fetch, unless that was done before, or was done too often."""
        host = authority(url)
        is_too_much = self._hosts[host] >= FETCHES_PER_HOST or len(self._asked) >= FETCHES
        if url in self._asked or is_too_much:
            return None
        self._asked.add(url)
        self._hosts[host] += 1
        document = await self._fetch(url)
        self._asked.add(document.url)
        return document

    def _nothing(self, address: str, error: ParseError) -> SyndicateError:
        """Tell why there is no feed: where the page declares any, why those are none."""
        failed = [url for url in self._declared if url in self._failed][:TOLD]
        reasons = [f"{public_url(url)}: {self._failed[url]}" for url in failed] or [error.reason]
        where = f"no feed was found at {public_url(address)}, nor where sites usually have theirs"
        return SyndicateError(f"{where}: {'; '.join(reasons)}")


def _found(url: str, feed: ParsedFeed) -> FoundFeed:
    dates = [item.claimed_at for item in feed.items if item.claimed_at]
    newest = sorted(feed.items, key=lambda item: item.published_at, reverse=True)
    return FoundFeed(
        url=url,
        title=feed.title or "",
        format=feed.format,
        items=len(feed.items),
        oldest_at=min(dates, default=None),
        newest_at=max(dates, default=None),
        latest=tuple(item.title for item in newest[:LATEST]),
        problem=feed.problem,
    )


def _lasting(given: str, document: Document) -> str:
    """What to subscribe to: where the server says that it is from now on, unless a login would be lost."""
    return given if document.moved_to is None or "@" in given else document.moved_to
