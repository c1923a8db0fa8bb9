"""The corridor to the page of an item: what a feed only begins is read to its end, before it is stored.

new items -> robots.txt -> page -> worker -> the same items with their text. Our fetcher asks, under the address policy
and every limit of a poll, and without anything that opens doors: the headers and the login of a source are for its
feed. Whatever goes wrong, the item keeps what its feed said, with a note about why.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from weakref import WeakValueDictionary

from syndicate.errors import FetchError, ParseError, Refused
from syndicate.fetch import Fetch
from syndicate.fetch.robots import Robots
from syndicate.metrics import Metrics
from syndicate.model import Clock, Document, Item, NotModified, Source, Validators, authority
from syndicate.normalize import wire, workshop

MOST: Final = 10  # pages of one poll, the newest items first
BUDGET_S: Final = 60.0  # for all of them; a claim lasts for five minutes
GAP_S: Final = 1.0  # between two pages of one host
SLOWEST_S: Final = 10.0  # that a host may want between two pages
PEACE: Final = timedelta(days=1)  # that a host may want at most
_HTML: Final = (("Accept", "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"),)
TAKEN: Final = "taken from its page"
_NO_TIME: Final = "not asked for: there was no time left"
_TOO_MANY: Final = f"not asked for: a poll asks for the {MOST} newest pages"

Run = Callable[[Callable[[], bytes], Document], Awaitable[bytes]]
Fresh = Callable[[str, Sequence[Item]], Awaitable[tuple[Item, ...]]]


@dataclass(frozen=True, slots=True)
class Manners:
    """How much of other people's time we take. `agent` is the product token of our User-Agent."""

    agent: str
    most: int = MOST
    budget_s: float = BUDGET_S
    gap_s: float = GAP_S


class Completer:
    """Completes the items of sources that ask for it. `fresh` tells which of a document are new or changed."""

    def __init__(
        self,
        *,
        fetch: Fetch,
        run: Run,
        fresh: Fresh,
        clock: Clock,
        metrics: Metrics,
        manners: Manners,
    ) -> None:
        self._fetch = fetch
        self._run = run
        self._fresh = fresh
        self._clock = clock
        self._metrics = metrics
        self._manners = manners
        self._robots = Robots(self._get, clock)
        self._hosts: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._asked: dict[str, float] = {}  # when a host was last asked, by the steady clock
        self._peace: dict[str, datetime] = {}  # until when a host wants not to be asked

    async def complete(self, source: Source, items: Sequence[Item]) -> tuple[Item, ...]:
        """Return the items, those that are new or changed with the text of their pages where it can be had."""
        fresh = [item for item in await self._fresh(source.id, items) if item.url]
        newest = sorted(fresh, key=lambda item: item.published_at, reverse=True)
        chosen, rest = newest[: self._manners.most], newest[self._manners.most :]
        found = {item.id: replace(item, page_note=_TOO_MANY) for item in rest}
        found |= {item.id: replace(item, page_note=_NO_TIME) for item in chosen}
        hosts: dict[str, list[Item]] = {}
        for item in chosen:
            hosts.setdefault(authority(item.url or ""), []).append(item)
        try:
            async with asyncio.timeout(self._manners.budget_s):
                await asyncio.gather(*(self._walk(some, found) for some in hosts.values()))
        except TimeoutError:
            pass
        skipped = sum(item.page_note in (_NO_TIME, _TOO_MANY) for item in found.values())
        self._metrics.pages.inc(skipped, "skipped")
        return tuple(found.get(item.id, item) for item in items)

    async def _walk(self, items: Sequence[Item], found: dict[str, Item]) -> None:
        """Complete the items of one host, one after the other."""
        for item in items:
            found[item.id] = await self._completed(item)

    async def _completed(self, item: Item) -> Item:
        try:
            completed = await self._page(item)
        except Refused as error:
            return self._left(item, "refused", error.reason)
        except (FetchError, ParseError) as error:
            return self._left(item, "failed", error.reason)
        self._metrics.pages.inc(kind="taken")
        return completed

    def _left(self, item: Item, result: str, reason: str) -> Item:
        self._metrics.pages.inc(kind=result)
        return replace(item, page_note=f"left as the feed has it: {reason}")

    async def _page(self, item: Item) -> Item:
        """Fetch and read one page. Raises FetchError or ParseError."""
        url = item.url or ""
        delay_s = await self._robots.permit(url, self._ask)
        page = await self._in_turn(url, delay_s)
        if page.url != url:  # a redirect is no way around the rules of where it leads
            await self._robots.permit(page.url, self._ask)
        answer = await self._run(partial(workshop.page, page, item), page)
        try:
            read = wire.decode(answer, source_id=item.source_id, now=item.seen_at).items[0]
        except (ValueError, IndexError) as error:
            raise ParseError(url, "the worker gave no sane answer") from error
        return _filled(item, read)

    async def _in_turn(self, url: str, delay_s: float) -> Document:
        """Fetch when it is polite: one page of a host at a time, with a gap between two."""
        host = authority(url)
        async with self._hosts.setdefault(host, asyncio.Lock()):
            self._mind_peace(url, host)
            gap_s = max(self._manners.gap_s, min(delay_s, SLOWEST_S))
            await asyncio.sleep(self._asked.get(host, -gap_s) + gap_s - time.monotonic())
            try:
                return await self._get(url, _HTML)
            except FetchError as error:
                if error.retry_after is not None:
                    until = self._clock() + min(error.retry_after, PEACE)
                    self._peace[error.host or host] = until
                raise
            finally:
                self._note(host, gap_s)

    def _mind_peace(self, url: str, host: str) -> None:
        until, now = self._peace.get(host), self._clock()
        if until is not None and now < until <= now + PEACE:  # else the clock was set back since
            raise Refused(url, f"its host wants peace until {until:%Y-%m-%d %H:%M} UTC")
        self._peace.pop(host, None)

    def _note(self, host: str, gap_s: float) -> None:
        """Remember who was asked just now; who was asked long ago may be forgotten."""
        now = time.monotonic()
        if len(self._asked) > 1000:
            self._asked = {name: at for name, at in self._asked.items() if now - at < SLOWEST_S}
        if gap_s:
            self._asked[host] = now

    async def _get(self, url: str, headers: tuple[tuple[str, str], ...]) -> Document:
        got = await self._fetch(url, validators=Validators(), headers=headers)
        if isinstance(got, NotModified):
            raise FetchError(
                url, "the server says 304, though it was not asked whether anything changed"
            )
        return got

    async def _ask(self, rules: Document, url: str) -> bytes:
        return await self._run(partial(workshop.robots, rules, self._manners.agent, url), rules)


def _filled(item: Item, page: Item) -> Item:
    """The words of the page under the name of the item: what it is known by, and told apart by, is its feed's."""
    return replace(
        page,
        id=item.id,
        keys=item.keys,
        url=item.url,
        link_key=item.link_key,
        title=item.title,
        summary=item.summary,
        seen_at=item.seen_at,
        published_at=item.published_at,
        digest=item.digest,
        claimed_at=item.claimed_at,
        claimed_updated_at=item.claimed_updated_at,
        authors=item.authors,
        contributors=item.contributors,
        categories=item.categories,
        terms=item.terms,
        language=item.language or page.language,
        enclosures=item.enclosures,
        episode=item.episode,
        byline=item.byline or page.byline,
        related=page.related or item.related,
        is_untitled=item.is_untitled,
        page_note=TAKEN,
    )
