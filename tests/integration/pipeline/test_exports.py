"""An export tells what was known at an instant, whenever it is made, and everybody can check it."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from syndicate import house
from syndicate.cli.main import main
from syndicate.errors import SyndicateError
from syndicate.model import Address, Clustering, Event, PastEvent
from syndicate.outputs import exporting
from syndicate.outputs.exporting import export
from syndicate.publish.ledger import Place, places
from tests.contract.store.builders import a_story, cluster
from tests.integration.pipeline.desk import (
    AGAIN,
    HOUR,
    MINUTE,
    NOW,
    SHIP,
    TOW,
    TUGS,
    Desk,
    Told,
    a_source,
    an_item,
    declared,
)

PORT, MAIL = a_source("port", "sea"), a_source("mail", "sea")


async def told(desk: Desk) -> str:
    """News, and later more of it. Return the thread."""
    await desk.declare(declared((PORT, MAIL)))
    await desk.walk("port", SHIP)
    await desk.walk("mail", TUGS)
    return (await desk.item("port", SHIP)).thread_id or ""


async def body(desk: Desk, address: Address, as_of: datetime | None = None) -> bytes:
    return b"".join([line async for line in export(desk.store, desk.now, address, as_of)])


def item_of(told: Told) -> str:
    return an_item("mail", told, NOW).id


def items(text: bytes) -> list[dict[str, Any]]:
    return [each for each in map(json.loads, text.splitlines()) if each["type"] == "item"]


async def test_export_as_of_then_is_the_same_whatever_comes_later(any_desk: Desk) -> None:
    desk = any_desk
    thread = Address("threads", await told(desk))
    source = Address("sources", "port")
    as_of = desk.clock()
    before = [await body(desk, thread, as_of), await body(desk, source, as_of)]
    desk.clock.forward(HOUR)
    edited = replace(SHIP, text=f"{SHIP.text} It was towed to port at noon.")
    await desk.walk("port", edited, TOW)
    await desk.reopen()
    assert [await body(desk, thread, as_of), await body(desk, source, as_of)] == before
    assert [one["title"] for one in items(before[0])] == [SHIP.title, TUGS.title]
    later = await body(desk, source)
    assert [one["title"] for one in items(later)] == [SHIP.title, TOW.title]
    assert items(later)[0]["text"] == edited.text
    (version,) = items(later)[0]["before"]
    assert version["text_sha256"] == hashlib.sha256(SHIP.text.encode()).hexdigest()


async def test_what_left_a_thread_since_is_told_there_but_not_what_came_later_or_is_kept_silent(
    desk: Desk,
) -> None:
    await desk.declare(declared((PORT, MAIL)))
    await desk.poll("port", SHIP)
    await desk.poll("mail", TUGS)
    ship, tugs, tow = (await desk.item("port", SHIP)).item.id, item_of(TUGS), item_of(TOW)
    await cluster(desk.store, "t1", {"s1": [ship]})
    await cluster(desk.store, "t2", {"s2": [tugs]})
    as_of = desk.clock()
    desk.clock.forward(HOUR)
    await desk.poll("mail", TUGS, TOW)
    await cluster(desk.store, "t2", {"s2": [tow]})
    event = Event("merge", "s2", "s1", (tugs, tow), thread_id="t2")
    merged = replace(a_story("s2", "t2"), merged_into="s1")
    await desk.store.threads.record(Clustering(stories=(merged,), events=(event,)), desk.clock())
    left = Address("threads", "t2")
    assert items(await body(desk, left, desk.clock())) == []
    assert [one["title"] for one in items(await body(desk, left, as_of))] == [TUGS.title]
    await desk.declare(declared((PORT, replace(MAIL, republish="none"))))
    assert items(await body(desk, left, as_of)) == []


async def test_export_tells_copies_too(desk: Desk) -> None:
    await desk.declare(declared((PORT, MAIL)))
    await desk.walk("port", SHIP)
    await desk.walk("mail", AGAIN)
    assert len(await desk.entries("tags", "sea")) == 1
    assert len(items(await body(desk, Address("tags", "sea")))) == 2


async def test_export_says_whether_it_knows_what_stood_there_then(desk: Desk) -> None:
    thread = Address("threads", await told(desk))
    heads = [
        json.loads((await body(desk, each)).splitlines()[0])
        for each in (thread, Address("tags", "sea"))
    ]
    assert [head["membership"].partition(":")[0] for head in heads] == ["as of then", "as of now"]


async def test_long_export_tells_every_item_once_in_the_order_in_which_they_came(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_AT_ONCE", 2)
    await told(desk)
    desk.clock.forward(HOUR)
    await desk.walk("port", SHIP, TOW)
    for address, titles in (
        (Address("sources", "port"), [SHIP.title, TOW.title]),
        (Address("tags", "sea"), [SHIP.title, TUGS.title, TOW.title]),
    ):
        assert [one["title"] for one in items(await body(desk, address))] == titles


async def test_every_line_can_be_checked_and_all_of_them_together(desk: Desk) -> None:
    text = await body(desk, Address("threads", await told(desk)))
    lines = text.splitlines(keepends=True)
    for line in lines:
        record = json.loads(line)
        digest = record.pop("sha256")
        bare = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(bare.encode()).hexdigest() == digest
    end = json.loads(lines[-1])
    assert end["items"] == len(lines) - 2
    assert end["lines_sha256"] == hashlib.sha256(b"".join(lines[:-1])).hexdigest()


def test_command_writes_the_same_file_twice_and_names_what_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    feeds = tmp_path / "feeds.yaml"
    asyncio.run(_filled(url))
    feeds.write_text(
        f"url: https://desk.example.org/\nstore: {url}\n"
        "sources: [{url: 'https://port.example/feed', tags: [sea]}]\n"
        "outputs: {all: {was: news}}\n"
    )
    monkeypatch.setattr(house, "now", lambda: datetime(2027, 1, 1, tzinfo=UTC))
    for name in ("one", "two"):
        asked = ["tag", "sea", "--as-of", "2027-01-01", "--out", str(tmp_path / name)]
        ran = CliRunner().invoke(main, ["export", *asked, "--config", str(feeds)])
        assert ran.exit_code == 0, ran.output
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert len(items((tmp_path / "one").read_bytes())) == 2
    for name in ("all", "news"):  # as it is called, and as it was
        asked = ["output", name, "--out", str(tmp_path / name), "--config", str(feeds)]
        assert CliRunner().invoke(main, ["export", *asked]).exit_code == 0
    assert (tmp_path / "all").read_bytes() == (tmp_path / "news").read_bytes()
    for kind, told in (("topic", "there is no topic"), ("thread", "no thread is known as none")):
        ran = CliRunner().invoke(main, ["export", kind, "none", "--config", str(feeds)])
        assert (ran.exit_code, told in ran.output) == (1, True)
    for instant in ("x", "2027-01-02"):  # one that lies ahead would be another export each time
        asked = ["tag", "sea", "--as-of", instant, "--config", str(feeds)]
        assert CliRunner().invoke(main, ["export", *asked]).exit_code == 2


async def _filled(url: str) -> None:
    desk = await Desk.open(url)
    await told(desk)
    await desk.store.close()


async def test_nothing_is_no_export(desk: Desk) -> None:
    await desk.declare(declared((PORT,)))
    with pytest.raises(SyndicateError, match="nothing"):
        await body(desk, Address("sources", "port"))


def done(number: int, minutes: int, event: Event, undone: int | None = None) -> PastEvent:
    undone_at = None if undone is None else NOW + undone * MINUTE
    return PastEvent(number, NOW + minutes * MINUTE, event, 1, undone_at)


def test_what_was_moved_since_stands_where_it_stood() -> None:
    now = {"i1": Place("s1", "t1"), "i2": Place("s1", "t1"), "i3": Place("s3", "t1")}
    events = [
        done(1, 1, Event("merge", "t3", "t1", ("s3",))),
        done(2, 2, Event("merge", "s2", "s1", ("i2",), thread_id="t2")),
        done(3, 3, Event("split", "t1", "t9", ("s1",)), undone=5),
    ]
    assert places(now, events, NOW + 9 * MINUTE) == now
    split = places(now, events, NOW + 4 * MINUTE)
    assert {name: place.thread_id for name, place in split.items()} == {
        "i1": "t9",
        "i2": "t9",
        "i3": "t1",
    }
    assert places(now, events, NOW) == {
        "i1": Place("s1", "t1"),
        "i2": Place("s2", "t2"),
        "i3": Place("s3", "t3"),
    }
