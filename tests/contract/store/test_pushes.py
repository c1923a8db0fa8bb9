"""The inbox of what hubs push: nothing is lost between who is told and who works on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from syndicate.model import Document, Validators
from syndicate.store import Store, open_store, pushes
from tests.contract.store.builders import MINUTE, NOW, a_source, follow
from tests.contract.store.test_subscriptions import ACTIVE, a_subscription


def a_document(body: bytes = b"<rss/>", **more: Any) -> Document:
    made = Document("https://s1.example/feed", body, "application/rss+xml", Validators(), NOW)
    return replace(made, **more)


async def subscribed(store: Store, *sources: str) -> None:
    await follow(store, *map(a_source, sources))
    for source in sources:
        await store.subscriptions.add(a_subscription(source, source, **ACTIVE))


async def test_what_one_process_is_told_another_works_on(store: Store, store_url: str) -> None:
    await subscribed(store, "s1", "s2")
    first, second = a_document(b"one\x00\xff"), a_document(b"two", fetched_at=NOW + MINUTE)
    for token, document in (("s2", first), ("s1", first), ("s1", second)):
        assert await store.pushes.keep(token, document)
    other = await open_store(store_url)
    assert await other.pushes.sources() == ("s2", "s1")
    waiting = await other.pushes.of_source("s1")
    assert [each.document for each in waiting] == [first, second]
    await other.pushes.done([waiting[0].id])
    await other.close()
    assert [each.document for each in await store.pushes.of_source("s1")] == [second]


async def test_what_a_hub_told_is_remembered_with_its_subscription(store: Store) -> None:
    await subscribed(store, "s1")
    await store.pushes.keep("s1", a_document())
    one = await store.subscriptions.find("s1")
    assert one
    assert one.told_at == NOW
    await store.subscriptions.change("s1", lambda kept: replace(kept, problem="slow"))
    assert await store.subscriptions.find("s1") == replace(one, problem="slow")


async def test_an_inbox_takes_no_more_than_there_is_room_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await subscribed(store, "s1", "s2")
    kept = [await store.pushes.keep("s1", a_document()) for _ in range(5)]
    assert kept == [True] * 4 + [False]
    monkeypatch.setattr(pushes, "WAITING_BYTES", 30)
    assert not await store.pushes.keep("s2", a_document(b"seven b"))
    assert await store.pushes.keep("s2", a_document(b"six by"))


async def test_nothing_is_taken_for_a_subscription_that_is_gone(store: Store) -> None:
    await follow(store)
    assert not await store.pushes.keep("s1", a_document())
    assert await store.pushes.sources() == ()
