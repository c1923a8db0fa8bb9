from __future__ import annotations

import json

import pytest

from syndicate.normalize.formats.jsonfeed import parse
from syndicate.normalize.formats.raw import RawFeed


def parsed(**feed: object) -> RawFeed:
    version = "https://jsonfeed.org/version/1.1"
    return parse(json.dumps({"version": version, "items": [], **feed}), "https://a.example/feed")


@pytest.mark.parametrize(
    ("names", "link"),
    [
        ({"id": "https://a.example/1"}, "https://a.example/1"),
        ({"id": "https://a.example/1", "url": "/one"}, "/one"),
        ({"id": "https://a.example/1", "external_url": "https://b.example/"}, "https://b.example/"),
        ({"id": "1"}, None),
        ({"id": 1}, None),
    ],
)
def test_an_id_that_is_an_address_stands_for_a_missing_link(
    names: dict[str, object], link: str | None
) -> None:
    assert parsed(items=[{**names, "title": "One"}]).entries[0].link == link


@pytest.mark.parametrize(
    ("kind", "count"), [("WebSub", 1), ("websub", 1), (None, 1), ("rssCloud", 0), (7, 0)]
)
def test_a_hub_is_one_that_speaks_websub(kind: object, count: int) -> None:
    feed = parsed(hubs=[{"type": kind, "url": "https://h.example/"}])
    assert [link.href for link in feed.links] == ["https://h.example/"] * count
