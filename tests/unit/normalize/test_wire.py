"""What comes out of a worker: as it went in, or not at all."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from syndicate.model import (
    Companion,
    Dateline,
    Enclosure,
    Episode,
    Hints,
    Item,
    ParsedFeed,
    Related,
)
from syndicate.normalize import wire

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
WEB = "https://g.example/"
OPENING = Dateline(("ROME", "ÜSKÜDAR"), date(2026, 3, 9), "Reuters")
ITEM = Item(
    id="i" + "a2" * 10,
    source_id="s1",
    keys=("guid:1", "url:g.example/1"),
    url=WEB + "1",
    link_key="g.example/1",
    title='A "title"',
    summary="Sum",
    content_html="<p>x</p>",
    text="x\u2028y\n",
    seen_at=NOW,
    published_at=NOW - timedelta(microseconds=1),
    digest="d",
    claimed_at=NOW - timedelta(microseconds=1),
    claimed_updated_at=NOW + timedelta(hours=1),
    authors=("Ann",),
    categories=("b", "c"),
    contributors=("Cy",),
    terms=(("b", "b-1"),),
    language="en",
    enclosures=(Enclosure(WEB, "audio/mpeg", 7, "Episode", 60), Enclosure(WEB)),
    image_url=WEB + "i.png",
    episode=Episode(2, None, (Companion("transcript", WEB + "t", "text/vtt", "en"),)),
    dateline=OPENING,
    byline="By Ann",
    agency="Reuters",
    publisher="The Gazette",
    cited=("Le Monde", "NHK"),
    related=(Related("More", WEB, OPENING), Related("Less")),
    furniture=("Share",),
    rights="© Ann",
    licence_url=WEB + "by",
    is_untitled=True,
)
FEED = ParsedFeed(
    title="G",
    site_url=WEB,
    language="en",
    items=(ITEM,),
    hints=Hints(timedelta(hours=2), (0, 23), (6,)),
    hubs=(WEB + "hub",),
    self_url=WEB + "self",
    problem="odd",
    complete=False,
    marks=b"\x00\xff",
    present=("guid:2",),
    format="atom",
    feed_id="urn:x:g",
)


def decoded(answer: bytes) -> ParsedFeed:
    return wire.decode(answer, source_id="s1", now=NOW)


def test_everything_comes_back_as_it_went_in() -> None:
    plain = ParsedFeed(None, None, None, ())
    assert decoded(wire.encode(plain)) == plain
    assert decoded(wire.encode(FEED)) == FEED


def test_no_field_is_left_out_of_the_test_above() -> None:
    plain: list[Any] = [
        ParsedFeed(None, None, None, ()),
        Hints(),
        Dateline(),
        Related("More", None),
    ]
    told: list[Any] = [FEED, FEED.hints, OPENING, ITEM.related[0]]
    for full, empty in zip(told, plain, strict=True):
        left = [one.name for one in fields(full) if getattr(full, one.name) == getattr(empty, one.name, ...)]  # fmt: skip
        assert left in ([], ["text"])
    left = [one.name for one in fields(ITEM) if not getattr(ITEM, one.name)]
    assert left == ["page_note"]  # which only the corridor to the page writes


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("title",), 7),
        (("complete",), 1),
        (("ttl",), -1),
        (("ttl",), 10**30),
        (("ttl",), True),
        (("skip_hours",), [24]),
        (("hubs",), ["javascript:x"]),
        (("hubs",), "https://x/"),
        (("marks",), "?"),
        (("present",), [None]),
        (("items",), [[]]),
        (("items",), [None]),
        (("items",), [[]] * 2001),
        (("items", 0, 0), "other"),
        (("items", 0, 1), []),
        (("items", 0, 2), "file:///etc/passwd"),
        (("items", 0, 9), 1.5),
        (("items", 0, 9), 10**20),
        (("items", 0, 14), [["https://x/", "a/b", "7", None, None]]),
        (("items", 0, 14), [["https://x/", "a/b", 7, None, -1]]),
        (("items", 0, 14), [["https://x/"]]),
        (("items", 0, 16), [["ROME"], 0, None]),
        (("items", 0, 20), None),
        (("items", 0, 25), [["label"]]),
        (("items", 0, 27), 1),
    ],
)
def test_wrong_kind_of_value_is_refused(place: tuple[Any, ...], value: object) -> None:
    said = json.loads(wire.encode(FEED))
    inner = said
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    with pytest.raises(ValueError, match=r"\w"):
        decoded(json.dumps(said).encode())


@pytest.mark.parametrize("answer", [b"", b"7", b"[]", b"{}", b"\xff", b"[" * 100_000, b"9" * 9999])
def test_anything_else_is_refused(answer: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        decoded(answer)


def test_source_and_time_are_not_the_workers_to_tell() -> None:
    later = NOW + timedelta(days=1)
    (item,) = wire.decode(wire.encode(FEED), source_id="s2", now=later).items
    assert (item.source_id, item.seen_at) == ("s2", later)
