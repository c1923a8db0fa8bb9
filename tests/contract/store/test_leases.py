"""Who is at work on what: one holder at a time, and none that comes too late."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from syndicate.errors import Overtaken
from syndicate.protocols import Statement, Transaction
from syndicate.store import Fence, Store, open_store
from syndicate.store.leases import fenced
from tests.contract.store.builders import NOW

MINUTE = timedelta(minutes=1)


async def test_a_lease_has_one_holder_until_it_lapses(store: Store) -> None:
    assert await store.leases.take("en", "one", NOW, MINUTE) == Fence("en", 1)
    assert await store.leases.take("en", "other", NOW + MINUTE / 2, MINUTE) is None
    assert await store.leases.take("de", "other", NOW, MINUTE) == Fence("de", 1)
    assert await store.leases.take("en", "other", NOW + MINUTE, MINUTE) == Fence("en", 2)
    assert await store.leases.take("en", "one", NOW + MINUTE, MINUTE) is None


async def test_who_renews_keeps_the_token_even_when_late(store: Store) -> None:
    await store.leases.take("en", "one", NOW, MINUTE)
    assert await store.leases.take("en", "one", NOW + MINUTE / 2, MINUTE) == Fence("en", 1)
    assert await store.leases.take("en", "one", NOW + 5 * MINUTE, MINUTE) == Fence("en", 1)


async def test_what_is_given_back_can_be_taken_at_once_and_has_a_new_token(store: Store) -> None:
    first = await store.leases.take("en", "one", NOW, MINUTE)
    assert first
    await store.leases.give_back(first)
    second = await store.leases.take("en", "other", NOW, MINUTE)
    assert second == Fence("en", 2)
    await store.leases.give_back(first)  # too late: it is another's
    assert await store.leases.take("en", "third", NOW, MINUTE) is None


async def test_who_was_overtaken_saves_nothing(store: Store) -> None:
    late = await store.leases.take("en", "one", NOW, MINUTE)
    assert late
    await store.leases.take("en", "other", NOW + MINUTE, MINUTE)
    before = await store.revision()
    with pytest.raises(Overtaken, match="'en'"):
        await store.database.write(_grow_if(late))
    assert await store.revision() == before


async def test_of_many_that_ask_at_once_one_has_it(store: Store, store_url: str) -> None:
    other = await open_store(store_url)
    taken = await asyncio.gather(
        *(
            each.leases.take("en", f"node {number}", NOW, MINUTE)
            for number, each in enumerate([store, other] * 4)
        )
    )
    await other.close()
    assert len([fence for fence in taken if fence]) == 1


def _grow_if(fence: Fence) -> Transaction[None]:
    yield Statement("UPDATE meta SET value = value + 1 WHERE name = 'revision'")
    yield from fenced(fence)
