"""Keys were made otherwise once (ADR 17): a store that is full of the old ones knows all of its items still."""

from __future__ import annotations

from dataclasses import replace
from xml.sax.saxutils import escape

import pytest

from syndicate.model import Document, Item, Validators
from syndicate.normalize.document import read
from syndicate.store import Store
from tests.contract.store.builders import MINUTE, NOW, a_source, a_state

# A link, and the key that it had.
LINKS = [
    ("https://www.g.example/a?utm_source=rss", "url:g.example/a"),
    ("https://m.g.example/b", "url:m.g.example/b"),
    ("https://g.example/c/amp/", "url:g.example/c/amp"),
    ("https://g.example/d/index.html", "url:g.example/d/index.html"),
    ("https://g.example/d", "url:g.example/d"),
    ("https://g.example/e?amp=1", "url:g.example/e?amp=1"),
    (
        "https://www.google.com/url?q=https%3A%2F%2Fh.example%2Ff",
        "url:google.com/url?q=https%3A%2F%2Fh.example%2Ff",
    ),
    ("https://h.example/g?b=2&a=1#x", "url:h.example/g?a=1&b=2"),
]


def offered(links: list[str], guid: str = "") -> tuple[Item, ...]:
    entries = "".join(
        f"<item><title>{number} of them</title><link>{escape(link)}</link>{guid}</item>"
        for number, link in enumerate(links)
    )
    body = f"<rss version='2.0'><channel><link>https://g.example/</link>{entries}</channel></rss>"
    document = Document("https://g.example/f", body.encode(), "", Validators(), NOW)
    return read(document, source_id="s1").items


def as_before(item: Item, *keys: str) -> Item:
    return replace(item, keys=keys)


async def record(store: Store, items: tuple[Item, ...], minutes: int) -> tuple[int, int]:
    outcome = await store.polls.record("s1", items, lambda _: a_state(), NOW + minutes * MINUTE)
    return outcome.new, outcome.changed


async def test_store_full_of_first_keys_publishes_nothing_twice(store: Store) -> None:
    await store.sources.sync([a_source()], NOW)
    items = offered([link for link, _ in LINKS])
    old = tuple(as_before(item, key) for item, (_, key) in zip(items, LINKS, strict=True))
    assert await record(store, old, 0) == (len(LINKS), 0)
    assert await record(store, items, 1) == (0, 0)
    assert await record(store, items[::-1], 2) == (0, 0)
    for number in range(len(items)):
        assert await record(store, offered([LINKS[number][0]]), 3 + number) in ((0, 0), (0, 1))


async def test_guid_that_two_share_is_known_by_its_first_key(store: Store) -> None:
    await store.sources.sync([a_source()], NOW)
    items = offered(["https://m.g.example/a", "https://g.example/b/amp"], "<guid>x</guid>")
    keys = [
        ("guid:x|m.g.example/a", "url:m.g.example/a"),
        ("guid:x|g.example/b/amp", "url:g.example/b/amp"),
    ]
    old = tuple(as_before(item, *known) for item, known in zip(items, keys, strict=True))
    assert await record(store, old, 0) == (2, 0)
    assert await record(store, items, 1) == (0, 0)


@pytest.mark.parametrize("link", [link for link, _ in LINKS])
def test_id_is_minted_from_the_key_that_was_the_strongest(link: str) -> None:
    (item,) = offered([link])
    assert item.keys[0] == dict(LINKS)[link]


async def test_page_that_comes_in_another_form_is_the_stored_one(store: Store) -> None:
    await store.sources.sync([a_source()], NOW)
    assert await record(store, offered(["https://g.example/a"]), 0) == (1, 0)
    assert (await record(store, offered(["https://m.g.example/a/amp"]), 1))[0] == 0
