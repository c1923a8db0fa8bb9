"""Pages and feeds over a real SQLite store: what was recorded is what readers see."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from syndicate.model import (
    Address,
    Assignment,
    Clustering,
    Coding,
    Outcome,
    Output,
    Publication,
    Reason,
    Source,
    SourceState,
    Story,
    Thread,
    ThreadLink,
    Topic,
    TopicMatch,
)
from syndicate.protocols import Row
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.entries import from_items
from syndicate.publish.outputs import assemble
from syndicate.publish.press import prepare
from syndicate.store import Selection, Store, open_store, threads
from syndicate.store.rows import story_of
from syndicate.web.app import make_app
from syndicate.web.desk import Desk
from tests.unit.publish.samples import item

NOW = datetime(2014, 11, 8, 9, 0, tzinfo=UTC)
SITE = "https://news.example.org"
TOPIC = Topic("iraq", "Iraq", any=("Iraq",))
SOURCES = (
    Source("s1", "https://s1.example/feed", "https://s1.example/feed", "Xinhua World", ("world",)),
    Source("s2", "https://s2.example/feed", "https://s2.example/feed", "Daily Copy", ("world",)),
    Source(
        "s3",
        "https://u:hunter2@s3.example/feed",
        "https://u:hunter2@s3.example/feed",
        "Quiet",
        ("world",),
        republish="none",
    ),
)
WHY = Reason("story", 0.7, ("Iraq", "training"), note="same event")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await open_store(f"sqlite:///{tmp_path / 'syndicate.db'}")
    yield await filled(opened)
    await opened.close()


async def filled(store: Store) -> Store:
    await store.sources.sync(SOURCES, NOW)
    await store.topics.sync([TOPIC], NOW)
    for number, source in enumerate(SOURCES, 1):
        state = await store.sources.state(source.id)
        assert state
        made = item(number, source.id, seen_at=NOW - timedelta(minutes=9 - number))
        settled = replace(state, last_poll_at=NOW, last_success_at=NOW)
        await store.polls.record(source.id, [made], _settling(settled), NOW)
    await store.threads.record(_clustering(), NOW)
    await store.topics.record([TopicMatch("iraq", "i1", replace(WHY, relation="topic"))])
    return store


def _settling(state: SourceState) -> Callable[[Outcome], SourceState]:
    return lambda _: state


def _clustering() -> Clustering:
    return Clustering(
        assignments=(
            Assignment("i1", "y1", (WHY,)),
            Assignment("i2", "y1", (replace(WHY, relation="copy"),), copy_of="i1"),
            Assignment("i3", "y1", (WHY,)),
        ),
        stories=(Story("y1", "en", "Iraq asks", NOW, NOW, 3, "t1"),),
        threads=(
            Thread("t1", "en", "Iraq asks for training", NOW, NOW, 1, 3),
            Thread("t0", "en", "Older", NOW, NOW, 1, 2, merged_into="t1"),
        ),
        links=(ThreadLink("y1", "t1", replace(WHY, relation="thread")),),
    )


@pytest.fixture
async def client(store: Store) -> AsyncIterator[TestClient[Request, Application]]:
    async def publish(address: Address, _: Coding) -> Publication | None:
        where = Selection(thread_id=address.name, published_only=True, originals_only=True)
        items = await store.items.newest(where, limit=50)
        copies = await store.items.copies([each.item.id for each in items])
        cards = await store.sources.cards()
        entries = from_items(items, copies, cards)
        feed = assemble(address, entries, site=SITE, title="Thread", author="Desk", since=NOW)
        return prepare(feed, AtomEncoder())

    desk = Desk(
        title="Desk",
        url=SITE,
        store=store,
        publish=publish,
        outputs=(Output("desk", "Everything", ("world",)),),
        topics=(TOPIC,),
        clock=lambda: NOW,
    )
    async with TestClient[Request, Application](TestServer(make_app(desk))) as opened:
        yield opened


async def test_a_reader_gets_the_thread_with_its_copies_folded(
    client: TestClient[Request, Application],
) -> None:
    answer = await client.get("/threads/t1.atom")
    document = feedparser.parse(io.BytesIO(await answer.read()))
    (entry,) = document.entries
    assert entry.title == "Report number 1"
    assert entry.source.title == "Xinhua World"
    assert [(link.rel, link.href) for link in entry.links] == [
        ("alternate", "https://s1.example/1"),
        ("related", "https://s2.example/2"),
        ("via", "https://s1.example/feed"),
    ]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/", "Report number 1"),
        ("/threads/t1", "same event"),
        ("/topics/iraq", "Report number 1"),
        ("/outputs/desk", "1 copy:"),
        ("/tags/world", "Daily Copy"),
        ("/sources", "Xinhua World"),
        ("/sources/s3", "not at all"),
        ("/items/i2", "Copy of"),
        ("/search?q=report", "Report number 1"),
        ("/opml", "threads/t1.atom"),
    ],
)
async def test_every_page_tells_what_was_recorded_and_no_secret(
    client: TestClient[Request, Application], path: str, told: str
) -> None:
    answer = await client.get(path)
    text = await answer.text()
    assert answer.status == 200
    assert told in text
    assert "hunter2" not in text
    assert "Report number 3" not in text


async def test_the_page_of_a_thread_reads_the_stories_that_it_shows_and_no_others(
    client: TestClient[Request, Application], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = tuple(Story(f"z{n}", "en", f"Story {n}", NOW, NOW, 1, "t1") for n in range(50))
    await store.threads.record(Clustering(stories=others), NOW)
    read: list[str] = []

    def noted(row: Row) -> Story:
        read.append(row["id"])
        return story_of(row)

    monkeypatch.setattr(threads, "story_of", noted)
    assert (await client.get("/threads/t1")).status == 200
    assert read == ["y1"]


async def test_what_waits_for_its_place_stands_on_a_page_no_sooner_than_in_its_feed(
    client: TestClient[Request, Application], store: Store
) -> None:
    state = await store.sources.state("s1")
    assert state
    await store.polls.record("s1", [item(9, "s1", seen_at=NOW)], _settling(state), NOW)
    told = {
        path: "Report number 9" in await (await client.get(path)).text()
        for path in ("/tags/world", "/outputs/desk", "/search?q=report", "/sources/s1")
    }
    assert [path for path, is_told in told.items() if is_told] == ["/sources/s1"]


async def test_a_merged_thread_leads_on(client: TestClient[Request, Application]) -> None:
    answer = await client.get("/threads/t0.atom", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (301, "/threads/t1.atom")


async def test_an_item_that_may_not_be_shown_is_not_there(
    client: TestClient[Request, Application],
) -> None:
    assert (await client.get("/items/i3")).status == 404


async def test_what_arrives_is_on_the_next_page(
    client: TestClient[Request, Application], store: Store
) -> None:
    assert "Report number 7" not in await (await client.get("/sources/s1")).text()
    state = await store.sources.state("s1")
    assert state
    await store.polls.record("s1", [item(7, seen_at=NOW)], _settling(state), NOW)
    assert "Report number 7" in await (await client.get("/sources/s1")).text()


async def fail_for_long(store: Store) -> None:
    state = await store.sources.state("s1")
    assert state
    until = NOW + timedelta(days=7)
    gone = replace(state, failures=1, problem="gone (410)", last_poll_at=NOW, next_poll_at=until)
    await store.polls.settle(state, gone)


@pytest.mark.parametrize("suffix", ["atom", "rss", "json"])
async def test_who_runs_it_is_told_of_a_source_in_trouble(
    store: Store, client: TestClient[Request, Application], suffix: str
) -> None:
    empty = await client.get(f"/sources.{suffix}")
    assert (empty.status, b"410" in await empty.read()) == (200, False)
    await fail_for_long(store)
    answer = await client.get(f"/sources.{suffix}")
    body = await answer.read()
    assert b"Xinhua World cannot be read any more" in body
    if suffix != "json":
        document = feedparser.parse(io.BytesIO(body))
        assert not document.bozo
        (entry,) = document.entries
        assert entry.link == f"{SITE}/sources/s1"
    again = await client.get(
        f"/sources.{suffix}", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status, await again.read()) == (304, b"")


async def test_a_browser_is_led_from_the_feed_of_troubles_to_the_sources(
    client: TestClient[Request, Application],
) -> None:
    browser = {"Accept": "text/html,*/*;q=0.8"}
    answer = await client.get("/sources.atom", headers=browser, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/sources")
