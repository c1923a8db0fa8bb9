"""A source that is read by what is new leaves the rows of one that is read as a whole."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from syndicate.model import Document, Outcome, SourceState, Validators, micros
from syndicate.normalize.document import read
from syndicate.protocols import Statement, Transaction
from syndicate.store import Store
from tests.contract.store.builders import DAY, NOW, a_source, a_state, an_item, follow, poll

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Told:
    """One entry of a feed."""

    title: str
    guid: str | None
    link: str | None
    words: str = "First."

    def rss(self) -> str:
        named = f"<guid>{self.guid}</guid>" if self.guid else ""
        named += f"<link>https://g.example/{self.link}</link>" if self.link else ""
        return f"<item><title>{self.title}</title>{named}<description>{self.words}</description></item>"


class Twins:
    """One feed followed as two sources: the first is read as a whole, the second by what is new."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.at = NOW
        self.marks: bytes | None = None
        self.left_out = 0

    async def poll(self, *told: Told, after: timedelta = HOUR) -> None:
        self.at += after
        rows = "".join(one.rss() for one in told)
        body = f"<rss version='2.0'><channel><title>G</title>{rows}</channel></rss>".encode()
        whole = await self._record("s1", body, None)
        delta = await self._record("s2", body, self.marks)
        assert (whole.offered, whole.new, whole.changed) == (
            delta.offered,
            delta.new,
            delta.changed,
        )
        assert await self.rows("s1") == await self.rows("s2")

    async def _record(self, source: str, body: bytes, marks: bytes | None) -> Outcome:
        document = Document("https://g.example/feed", body, "", Validators(), self.at)
        feed = read(document, source_id=source, marks=marks)

        def settle(_: Outcome) -> SourceState:
            return a_state(source, at=self.at)

        if source == "s2":
            self.marks = feed.marks
            self.left_out += len(feed.present)
        return await self.store.polls.record(
            source, feed.items, settle, self.at, present=feed.present
        )

    async def rows(self, source: str) -> list[tuple[Any, ...]]:
        return await self.store.database.read(_rows(source))


def _rows(source: str) -> Transaction[list[tuple[Any, ...]]]:
    found: list[tuple[Any, ...]] = []
    items = yield Statement(
        "SELECT id, title, url, link_key, digest, text, seen_at, published_at, changed_at, last_seen_at, keys "
        "FROM items WHERE source_id = :source ORDER BY sequence",
        {"source": source},
    )
    place = {row["id"]: at for at, row in enumerate(items)}
    for row in items:
        values = {**row, "id": place[row["id"]], "keys": sorted(json.loads(row["keys"]))}
        found.append(tuple(values.values()))
    keys = yield Statement(
        "SELECT key, item_id, strongest FROM item_keys WHERE source_id = :source ORDER BY key",
        {"source": source},
    )
    found += [(row["key"], place.get(row["item_id"]), row["strongest"]) for row in keys]
    old = yield Statement(
        "SELECT v.item_id, v.text, v.began_at, v.ended_at FROM item_versions v "
        "JOIN items i ON i.id = v.item_id WHERE i.source_id = :source ORDER BY v.text, v.began_at",
        {"source": source},
    )
    return found + sorted(tuple({**row, "item_id": place[row["item_id"]]}.values()) for row in old)


A, B, C, D = (Told(name, f"g{name}", name) for name in "ABCD")
NAMELESS = Told("N", None, None)


@pytest.fixture
async def twins(store: Store) -> Twins:
    await follow(store, a_source("s1"), a_source("s2"))
    return Twins(store)


async def test_items_that_come_go_change_and_return_leave_the_same_rows(twins: Twins) -> None:
    await twins.poll(A, B)
    await twins.poll(C, A, B)
    await twins.poll(C, replace(A, words="Second."), B, after=7 * HOUR)
    await twins.poll(D, C)
    await twins.poll(D, C, after=DAY)
    await twins.poll(A, B, D, C, after=DAY)
    assert twins.left_out == 9


async def test_changed_guids_and_shared_links_leave_the_same_rows(twins: Twins) -> None:
    await twins.poll(A, B)
    await twins.poll(replace(A, guid="gA2"), B)
    await twins.poll(replace(A, guid="gA2", link="A2"), B, C)
    await twins.poll(replace(C, link="B"), B)
    await twins.poll(replace(C, link="B"), B, D)
    await twins.poll(B, D)
    await twins.poll(replace(D, guid="gB"), B, C)
    await twins.poll(NAMELESS, B, C)
    await twins.poll(NAMELESS, replace(NAMELESS, words="Second."), B)
    assert twins.left_out == 3


@pytest.mark.parametrize("seed", range(6))
async def test_random_histories_leave_the_same_rows(twins: Twins, seed: int) -> None:
    dice = random.Random(seed)
    shown, gone = [A, B], [C, D, NAMELESS]
    for turn in range(12):
        one = shown.pop(dice.randrange(len(shown)))
        edits = [
            replace(one, words=f"Turn {turn}."),
            replace(one, guid=f"g{turn}"),
            replace(one, link=f"{turn}"),
            replace(one, link=dice.choice(shown or [one]).link),
            one,
        ]
        shown.insert(dice.randrange(len(shown) + 1), dice.choice(edits))
        if gone and dice.random() < 0.5:
            shown.insert(0, gone.pop())
        if len(shown) > 2 and dice.random() < 0.4:
            gone.insert(0, shown.pop())
        await twins.poll(*shown, after=dice.choice([HOUR, 7 * HOUR]))
    assert twins.left_out


async def test_new_item_is_never_taken_for_one_that_is_present(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    reused = an_item("b", keys=("guid:b", "url:https://s1.example/a"))

    def settle(_: Outcome) -> SourceState:
        return a_state()

    outcome = await store.polls.record("s1", [reused], settle, NOW, present=("guid:a", "guid:lost"))
    assert outcome == Outcome(offered=3, new=1, changed=0)


async def test_present_items_are_touched_no_more_often_than_offered_ones(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))

    async def seen_after(after: timedelta) -> datetime:
        def settle(_: Outcome) -> SourceState:
            return a_state()

        await store.polls.record("s1", (), settle, NOW + after, present=("guid:a",))
        return NOW + timedelta(microseconds=await store.database.read(_last_seen()) - micros(NOW))

    assert await seen_after(HOUR) == NOW
    assert await seen_after(7 * HOUR) == NOW + 7 * HOUR
    assert await seen_after(8 * HOUR) == NOW + 7 * HOUR


def _last_seen() -> Transaction[int]:
    rows = yield Statement("SELECT last_seen_at FROM items")
    return int(rows[0]["last_seen_at"])
