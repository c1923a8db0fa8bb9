"""The past of a feed: a reader that walks it gets everything once, and a page that is over stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree

from syndicate.model import Address, Item, Kind, Output, Part, Suffix
from syndicate.outputs import past
from syndicate.publish.positions import BEGINNING, decoded
from tests.contract.store.builders import cluster
from tests.integration.pipeline.desk import NOW, SITE, Desk, Told, a_source, an_item, declared

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
LOUD, MAIL, BLOG = (a_source(name, "sea") for name in ("loud", "mail", "blog"))
OUTPUT = Output("all", "All", limit=10)
KINDS: list[tuple[Kind, str]] = [("outputs", "all"), ("sources", "loud"), ("tags", "sea")]


async def put(desk: Desk, first: int, last: int) -> None:
    """Items as they come in, a second apart: six of seven of one source."""
    for source in ("loud", "mail"):
        items = [
            replace(
                an_item(source, Told(f"n{n}", f"Number {n}", f"What is told {n}."), NOW),
                seen_at=NOW + n * timedelta(seconds=1),
            )
            for n in range(first, last)
            if (n % 7 == 0) == (source == "mail")
        ]
        await say(desk, source, items)
    waiting = await desk.store.items.unclustered(1000)
    await cluster(desk.store, "t1", {"s1": [item.id for item in waiting]})


async def say(desk: Desk, source: str, items: Sequence[Item]) -> None:
    state = await desk.state(source)
    await desk.store.polls.record(source, items, lambda _: state, desk.clock())


@dataclass(frozen=True)
class Document:
    """A document as a reader sees it."""

    body: bytes
    ids: tuple[str, ...]
    links: dict[str, str]
    is_archive: bool


async def get(desk: Desk, url: str) -> Document:
    """Ask for the address of a link."""
    parts = urlsplit(url.removeprefix(SITE))
    _, kind, name = parts.path.split("/")
    asked = {key: decoded(values[0]) for key, values in parse_qs(parts.query).items()}
    until = asked.pop("until", None)
    ((way, at),) = asked.items() or ((None, None),)
    part = Part(way, at, until) if way and at else None  # type: ignore[arg-type]
    stem, _, suffix = name.partition(".")
    found = await desk.pipeline.publish(Address(kind, stem, suffix, part))  # type: ignore[arg-type]
    assert found is not None, url
    root = etree.fromstring(found.body)
    return Document(
        found.body,
        tuple(str(each.findtext(f"{ATOM}id")) for each in root.iter(f"{ATOM}entry")),
        {str(link.get("rel")): str(link.get("href")) for link in root.findall(f"{ATOM}link")},
        root.find(f"{HISTORY}archive") is not None,
    )


async def walk(desk: Desk, url: str, relation: str) -> list[Document]:
    """Follow a relation to its end; news comes in between."""
    documents, number = [await get(desk, url)], 1000
    while relation in documents[-1].links:
        await put(desk, number, number + 2)
        number += 2
        documents.append(await get(desk, documents[-1].links[relation]))
    return documents


def ids(documents: Sequence[Document]) -> list[str]:
    return [entry for document in documents for entry in document.ids]


async def stored(desk: Desk, kind: Kind) -> set[str]:
    where = {"source_id": "loud"} if kind == "sources" else {}
    return {one.entry_id for one in await desk.items(**where)}


async def filled(desk: Desk) -> Desk:
    await desk.declare(declared((LOUD, MAIL, BLOG), (), [OUTPUT]))
    for first in range(0, 280, 70):
        await put(desk, first, first + 70)
    return desk


async def test_reader_that_walks_back_gets_every_entry_once_while_news_comes_in(
    any_desk: Desk,
) -> None:
    desk = await filled(any_desk)
    for kind, name in KINDS:
        there = await stored(desk, kind)
        current, *archives = await walk(desk, f"{SITE}/{kind}/{name}.atom", "prev-archive")
        assert len(archives) >= 3
        assert all(each.is_archive for each in archives)
        assert not current.is_archive
        told = ids(archives)
        assert len(told) == len(set(told))
        assert set(told) | set(current.ids) == there
        if (
            kind == "sources"
        ):  # where no source is passed over, the feed repeats nothing of its archive
            assert set(told).isdisjoint(current.ids)
        assert {each.links["current"] for each in archives} == {f"{SITE}/{kind}/{name}.atom"}


async def test_page_that_is_over_keeps_its_bytes_but_for_edits_and_what_is_withdrawn(
    desk: Desk,
) -> None:
    await filled(desk)
    url = f"{SITE}/sources/loud.atom"
    _, newest, *archives = await walk(desk, url, "prev-archive")
    assert "until=" in newest.body.decode()
    before = {each.links["self"]: each.body for each in archives}
    await put(desk, 3000, 3300)
    desk.restart()
    assert {there: (await get(desk, there)).body for there in before} == before
    again = await walk(desk, url, "prev-archive")
    assert set(before) <= {each.links["self"] for each in again}
    at = 5
    edited = replace(
        an_item("loud", Told(f"n{at}", "Number five", "It is told anew."), NOW),
        seen_at=NOW + at * timedelta(seconds=1),
    )
    await say(desk, "loud", [edited])
    changed = [there for there in before if (await get(desk, there)).body != before[there]]
    assert len(changed) == 1
    assert b"Number five" in (await get(desk, changed[0])).body


async def test_archive_leads_forward_too(desk: Desk) -> None:
    await filled(desk)
    back = await walk(desk, f"{SITE}/sources/loud.atom", "prev-archive")
    forth = await walk(desk, back[-1].links["self"], "next-archive")
    assert [each.links["self"] for each in forth[: len(back) - 2]] == [
        each.links["self"] for each in back[:1:-1]
    ]
    assert not forth[-1].is_archive


async def test_archive_page_of_too_many_items_is_told_in_parts_and_loses_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(desk)
    there = await stored(desk, "sources")
    monkeypatch.setattr(past, "MOST", 7)
    current, *archives = await walk(desk, f"{SITE}/sources/loud.atom", "prev-archive")
    assert max(len(each.ids) for each in archives) == 7
    told = ids(archives)
    assert len(told) == len(set(told))
    assert set(told) | set(current.ids) == there


async def test_pages_lead_to_the_oldest_item_and_back(desk: Desk) -> None:
    await filled(desk)
    url, there = f"{SITE}/outputs/all.atom", await stored(desk, "outputs")
    back = await walk(desk, url, "next")
    assert len(ids(back[1:])) == len(set(ids(back[1:])))
    assert set(ids(back)) == there
    oldest = await get(desk, back[0].links["last"])
    assert set(oldest.ids) <= set(back[-1].ids + back[-2].ids)
    forth = await walk(desk, back[0].links["last"], "previous")
    assert forth[-1].links["self"] == forth[-1].links["first"] == url
    assert there <= set(ids(forth))


async def test_what_is_newer_comes_in_order_and_in_bounds(desk: Desk) -> None:
    await filled(desk)
    all_items = await desk.items()
    seen = all_items[100]
    part = Part("since", (seen.item.seen_at, seen.item.id))
    found = await desk.pipeline.publish(Address("outputs", "all", part=part))
    assert found is not None
    told = [
        str(each.findtext(f"{ATOM}id"))
        for each in etree.fromstring(found.body).iter(f"{ATOM}entry")
    ]
    assert told == [one.entry_id for one in all_items[110:100:-1]]


@pytest.mark.parametrize("suffix", ["atom", "rss", "json"])
async def test_every_format_says_that_it_is_an_archive(desk: Desk, suffix: Suffix) -> None:
    await filled(desk)
    address = Address("sources", "loud", suffix, Part("archive", BEGINNING))
    found = await desk.pipeline.publish(address)
    assert found is not None
    told = b'"archive":true' if suffix == "json" else b"fh:archive"
    assert told in found.body
    assert f"/sources/loud.{suffix}?archive=".encode() in found.body
    assert b"next-archive" in found.body


async def test_other_modes_have_no_archive(desk: Desk) -> None:
    await filled(desk)
    await desk.declare(declared((LOUD, MAIL), (), [replace(OUTPUT, mode="stories")]))
    assert b"prev-archive" not in await desk.body("outputs", "all")
    address = Address("outputs", "all", part=Part("archive", BEGINNING))
    assert await desk.pipeline.publish(address) is None
