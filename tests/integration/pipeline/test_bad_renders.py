"""A feed that cannot be written: what readers get, and how it is told."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from syndicate.errors import RenderError
from syndicate.model import Address, Entry, Frame, OutputFeed
from syndicate.outputs import press
from syndicate.publish.atom import AtomEncoder
from tests.integration.pipeline.desk import KESTREL, SHIP, TUGS, Desk, a_source, declared

HERE = Address("sources", "port")


class Faulty(AtomEncoder):
    """An encoder with a fault of ours, which comes and goes."""

    bad_entry = ""
    bad_feed = False
    bad_date = b""

    def entry(self, entry: Entry) -> bytes:
        if entry.title == self.bad_entry:
            raise AttributeError("a fault of ours")
        return super().entry(entry)

    def frame(self, feed: OutputFeed) -> Any:
        if self.bad_feed:
            raise ZeroDivisionError("another fault of ours")
        return super().frame(feed)

    def dated(self, frame: Frame, updated_at: datetime) -> Frame:
        dated = super().dated(frame, updated_at)
        return replace(dated, opening=dated.opening + self.bad_date)


@pytest.fixture
async def encoder(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Faulty:
    faulty = Faulty()
    monkeypatch.setattr(press, "ENCODERS", {"atom": faulty})
    await desk.declare(declared([a_source("port")]))
    await desk.walk("port", SHIP)
    return faulty


def counted(desk: Desk, what: str) -> float:
    text = desk.metrics.exposition()[0].decode()
    rows = [row for row in text.splitlines() if f'render_failures_total{{what="{what}"}}' in row]
    return float(rows[0].split()[-1]) if rows else 0.0


async def test_a_bad_entry_is_left_out_counted_and_logged_once(
    desk: Desk, encoder: Faulty, caplog: pytest.LogCaptureFixture
) -> None:
    encoder.bad_entry = TUGS.title
    await desk.walk("port", SHIP, TUGS)
    body = await desk.body("sources", "port")
    assert SHIP.title.encode() in body
    assert TUGS.title.encode() not in body
    await desk.walk("port", SHIP, TUGS, KESTREL)
    assert KESTREL.title.encode() in await desk.body("sources", "port")
    assert counted(desk, "entry") == 1
    (line,) = [record for record in caplog.records if record.message == "an entry is left out"]
    assert line.levelno == logging.ERROR
    assert desk.pipeline.health()["feeds_not_rendered"] == 0


async def test_a_bad_render_keeps_the_old_bytes_until_a_good_one(
    desk: Desk, encoder: Faulty, caplog: pytest.LogCaptureFixture
) -> None:
    before = await desk.pipeline.publish(HERE, "gzip")
    encoder.bad_feed = True
    await desk.declare(declared([a_source("port", title="Another head")]))
    await desk.walk("port", SHIP, TUGS)
    for _ in range(3):
        assert await desk.pipeline.publish(HERE, "gzip") == before
    assert counted(desk, "feed") == 1
    assert desk.pipeline.health()["feeds_not_rendered"] == 1
    (line,) = [record for record in caplog.records if "its old bytes stand" in record.message]
    assert line.levelno == logging.ERROR
    encoder.bad_feed = False
    await desk.walk("port", SHIP, TUGS, KESTREL)
    assert TUGS.title.encode() in await desk.body("sources", "port")
    assert desk.pipeline.health()["feeds_not_rendered"] == 0


@pytest.mark.parametrize("date", [b"<updated>", b"</title>", b"<!--", b"&"])
async def test_a_head_in_which_the_time_is_put_wrong_keeps_the_old_bytes_and_is_told(
    desk: Desk, encoder: Faulty, caplog: pytest.LogCaptureFixture, date: bytes
) -> None:
    before = await desk.pipeline.publish(HERE)
    encoder.bad_date = date
    await desk.walk("port", SHIP, TUGS)
    assert await desk.pipeline.publish(HERE) == before
    assert counted(desk, "feed") == desk.pipeline.health()["feeds_not_rendered"] == 1
    assert "its old bytes stand" in caplog.text
    encoder.bad_date = b""
    await desk.walk("port", SHIP, TUGS, KESTREL)
    assert TUGS.title.encode() in await desk.body("sources", "port")
    assert desk.pipeline.health()["feeds_not_rendered"] == 0


async def test_a_feed_that_never_could_be_written_is_refused_and_tried_once(
    desk: Desk, encoder: Faulty
) -> None:
    encoder.bad_feed = True
    for _ in range(2):
        with pytest.raises(RenderError):
            await desk.pipeline.publish(HERE)
    assert counted(desk, "feed") == 1


async def test_bytes_that_did_not_change_are_not_packed_again(
    desk: Desk, encoder: Faulty, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await desk.pipeline.publish(HERE, "zstd")
    await desk.declare(declared([a_source("port"), a_source("other")]))
    await desk.walk("other", TUGS)
    monkeypatch.setattr(press, "pack", None)
    assert await desk.pipeline.publish(HERE, "zstd") is first
    assert desk.renders() == 2


async def test_what_stands_is_known_without_asking_until_something_is_written(
    desk: Desk, encoder: Faulty
) -> None:
    assert desk.pipeline.standing(HERE, "gzip") is None
    found = await desk.pipeline.publish(HERE, "gzip")
    assert desk.pipeline.standing(HERE, "gzip") is found
    assert desk.pipeline.standing(HERE, "br") is None
    await desk.poll("port", SHIP, TUGS)
    assert desk.pipeline.standing(HERE, "gzip") is None
    await desk.pipeline.publish(HERE, "gzip")
    await desk.declare(declared([a_source("port", "tagged")]))
    assert desk.pipeline.standing(HERE, "gzip") is None
