"""A source whose feed only begins its items, with their pages and its robots.txt: from its server to the store."""

from __future__ import annotations

from syndicate.corridors.completing import Completer, Manners
from syndicate.corridors.polling import Doors
from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.client import Client, Limits
from syndicate.metrics import Metrics
from syndicate.model import Outcome, Source, StoredItem
from syndicate.normalize.worker import Workers
from syndicate.pipeline import Pipeline
from syndicate.queue.local import LocalQueue
from syndicate.store import Store
from tests.integration.pipeline.desk import HOUR, Clock, declared
from tests.origins import MIB, Answer, Origin, body

LEAD = (
    "The harbour of Varna was closed on Thursday after a grain ship lost its rudder in heavy seas."
)
REST = (
    "Two tugs held the vessel off the breakwater until the wind fell towards evening.",
    "Nobody among the nineteen sailors on board was hurt, the harbour master said.",
    "Divers will look at the rudder as soon as the swell allows it, he added on the quay.",
    "The cargo of maize had been loaded in Odesa and was meant for a mill near Alexandria.",
)
OURS = "Syndicate/test (+desk@example.org)"


def page(*paragraphs: str, title: str = "Grain ship adrift off Varna") -> bytes:
    told = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><title>{title} - Gazette</title></head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
        f"<main><article><h1>{title}</h1>{told}</article></main>"
        "<footer><p>Subscribe to our newsletter</p></footer></body></html>"
    ).encode()


PAGE = body(page(LEAD, *REST), "text/html; charset=utf-8")


def feed(*links: str, lead: str = LEAD, about: str = "") -> Answer:
    items = "".join(
        f"<item><title>Grain ship adrift off Varna</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>Mon, 02 Mar 2026 07:{at:02}:00 GMT</pubDate><description>{lead}</description>{about}</item>"
        for at, link in enumerate(links)
    )
    return body(
        f"<rss version='2.0'><channel><title>Gazette</title>{items}</channel></rss>".encode()
    )


class Line:
    """One source that asks for full text, from its server to the store."""

    def __init__(self, origin: Origin, store: Store, clock: Clock, manners: Manners) -> None:
        self.origin = origin
        self.store = store
        self.clock = clock
        self.metrics = Metrics()
        self.heard: list[tuple[str, dict[str, str]]] = []
        self.client = Client(
            user_agent=OURS,
            policy=AddressPolicy(("127.0.0.1/32",)),
            clock=clock,
            limits=Limits(total_s=4, body_bytes=2 * MIB, wire_bytes=2 * MIB),
        )
        self.workers = Workers(count=1)
        self.pages = Workers(count=1, needed="syndicate.normalize.pages.fulltext")
        completer = Completer(
            fetch=self.client.fetch,
            run=self.pages.run,
            fresh=store.items.fresh,
            clock=clock,
            metrics=self.metrics,
            manners=manners,
        )
        self.pipeline = Pipeline(
            store=store,
            queue=LocalQueue(write=store.database.write, concurrency=4),
            doors=Doors(self.client.fetch, self.workers.read, clock, complete=completer.complete),
            metrics=self.metrics,
            declared=declared(),
        )
        url = f"{origin.url}/feed"
        self.source = Source(
            id="gazette",
            url=url,
            shown_url=url,
            full_text=True,
            headers=(("Authorization", "Bearer open-sesame"),),
        )

    async def poll(self, *links: str, lead: str = LEAD, about: str = "") -> Outcome | None:
        self.origin.put("/feed", feed(*links, lead=lead, about=about))
        await self.pipeline.declare(declared([self.source]))
        self.clock.forward(HOUR)
        return await self.pipeline.poll("gazette")

    async def item(self, link: str) -> StoredItem:
        found = await self.store.items.find(link)
        assert found is not None
        return found

    async def note(self, link: str) -> str:
        """What came of the page of an item that kept what its feed said."""
        stored = await self.item(link)
        assert stored.item.text == LEAD
        return stored.item.page_note or ""

    def counted(self, result: str) -> float:
        return self.metrics.pages._counts.get(result, 0)

    async def close(self) -> None:
        for each in (self.client, self.workers, self.pages):
            await each.close()
