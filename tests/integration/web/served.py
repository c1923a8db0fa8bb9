"""The application over HTTP, on a store of lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from aiohttp import DummyCookieJar
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from syndicate.model import Reason, Story, Thread, Topic
from syndicate.web.app import make_app
from tests.unit.publish.samples import stored
from tests.unit.web.fakes import NOW, Shelf, desk_with, overview

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PAYLOAD = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}"
TOPIC = Topic("iraq", "Iraq", any=("Iraq",), none=("game",))
Client = TestClient[Request, Application]


def shelf(**changes: Any) -> Shelf:
    def placed(number: int, source: str, copy_of: str | None = None, **more: Any) -> Any:
        at = NOW - timedelta(hours=10 - number)
        made = stored(number, source, copy_of, seen_at=at, published_at=at, **{**more, **changes})
        return replace(made, story_id="y1", thread_id="t1")

    story = Story("y1", "en", "Iraq asks", NOW, NOW, 3, "t1")
    return Shelf(
        items=[placed(1, "s1", agency="Xinhua"), placed(2, "s2", "i1"), placed(3, "s3")],
        sources=[
            overview("s1", "Xinhua World"),
            overview("s2", "Daily Copy"),
            overview("s3", "Own Voice"),
        ],
        threads=[
            Thread("t1", "en", "Iraq asks for training", NOW - timedelta(days=9), NOW, 1, 3),
            Thread("t0", "en", "Old", NOW, NOW, 1, 1, merged_into="t1"),
        ],
        stories=[story],
        topic_items={"iraq": {"i1", "i3"}},
        why={"i1": (Reason("story", 0.7, ("Iraq", "training"), note="same event"),)},
    )


def client_of(content: Shelf, **more: Any) -> Client:
    desk = desk_with(content, topics=[TOPIC], **more)
    return TestClient(
        TestServer(make_app(desk)), cookie_jar=DummyCookieJar(), auto_decompress=False
    )


FEEDS = [
    f"/{stem}.{suffix}{asked}"
    for stem, asked in (
        ("outputs/desk", ""),
        ("topics/iraq", ""),
        ("threads/t1", ""),
        ("sources/s1", ""),
        ("tags/world", ""),
        ("search", "?q=report"),
        ("sources/s1", "?archive=0~0"),
        ("threads/t1", "?since=2014-11-06"),
    )
    for suffix in ("atom", "rss", "json")
]

PAGES = [
    "/",
    "/threads",
    "/sources",
    "/search?q=report",
    "/search",
    "/threads/t1",
    "/topics/iraq",
    "/sources/s1",
    "/outputs/desk",
    "/tags/world",
    "/items/i1",
    "/items/i2",
]
