"""A document that cost a worker its life is not read again until it changes: real bytes, a real worker, a real server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from syndicate.corridors.polling import Doors
from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.client import Client
from syndicate.metrics import Metrics
from syndicate.model import Source, SourceState
from syndicate.normalize.worker import Workers
from syndicate.pipeline import Pipeline
from syndicate.queue.local import LocalQueue
from syndicate.store import Store, open_store
from tests.integration.pipeline.desk import HOUR, Clock, declared
from tests.origins import Origin, Report, body, rss_bytes, running_origin
from tests.shares import gets

GOOD = rss_bytes("Gazette", [Report(1, "Calm seas")])
# feedparser's time grows with the square of an element's repetitions.
TAGS = b"".join(b"<category>%d</category>" % at for at in range(60_000))
DEADLY = GOOD.replace(b"</item>", TAGS + b"</item>")


class Line:
    """One source, from a server on loopback through a worker into a store."""

    def __init__(self, origin: Origin, store: Store, client: Client, workers: Workers) -> None:
        self.origin = origin
        self.store = store
        self.workers = workers
        self.clock = Clock()
        url = f"{origin.url}/feed"
        self.source = Source(id="gazette", url=url, shown_url=url)
        self.pipeline = Pipeline(
            store=store,
            queue=LocalQueue(write=store.database.write, concurrency=1),
            doors=Doors(client.fetch, workers.read, self.clock),
            metrics=Metrics(),
            declared=declared([self.source]),
        )

    async def poll(self, content: bytes) -> SourceState:
        self.origin.put("/feed", body(content))
        self.clock.forward(HOUR)
        await self.pipeline.poll("gazette")
        state = await self.store.sources.state("gazette")
        assert state is not None
        return state


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    workers = Workers(wall_s=20)
    store = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    clock = Clock()
    policy = AddressPolicy(("127.0.0.0/8",))
    client = Client(user_agent="test", policy=policy, clock=clock)
    with running_origin() as origin:
        found = Line(origin, store, client, workers)
        await found.pipeline.declare(declared([found.source]))
        yield found
        await client.close()
    await workers.close()
    await store.close()


async def test_document_that_cost_a_worker_its_life_is_read_again_only_when_it_changed(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    gets(monkeypatch, share=1)
    line.workers._wall_s = 0.01  # no document of this length is read in so little time
    first = await line.poll(DEADLY)
    line.workers._wall_s = 20
    assert first.poison is not None
    assert "parser limit" in (first.problem or "")
    with monkeypatch.context() as patched:
        patched.setattr(Workers, "read", None)  # nobody is asked
        second = await line.poll(DEADLY)
    assert (second.poison, second.failures) == (first.poison, 2)
    assert "not read again until it changes" in (second.problem or "")
    third = await line.poll(GOOD)
    assert (third.problem, third.failures, third.poison) == (None, 0, None)
    assert third.marks


async def test_document_with_nothing_new_in_it_asks_no_worker(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    dated = GOOD.replace(b"<description>", b"<lastBuildDate>%d</lastBuildDate><description>", 1)
    await line.poll(dated % 1)
    monkeypatch.setattr(Workers, "read", None)
    state = await line.poll(dated % 2)
    assert (state.failures, state.last_success_at) == (0, line.clock.at)


async def test_document_with_a_new_item_gives_that_item_alone(line: Line) -> None:
    reports = [Report(number, f"Report {number}") for number in range(1, 4)]
    before = await line.poll(rss_bytes("Gazette", reports[:2]))
    after = await line.poll(rss_bytes("Gazette", reports))
    assert before.marks
    assert after.marks
    assert before.marks != after.marks
    (overview,) = await line.store.sources.overview()
    assert overview.item_count == 3
