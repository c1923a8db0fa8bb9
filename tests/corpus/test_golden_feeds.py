"""Feeds of our own making beside what must come of them: name.xml -> name.json, one scar each."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from syndicate.model import Document, ParsedFeed, Validators
from syndicate.normalize.document import read

HERE = Path(__file__).parent
PAIRS = sorted(path.stem for path in HERE.glob("*.xml"))
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def parsed(name: str) -> ParsedFeed:
    body = (HERE / f"{name}.xml").read_bytes()
    url = "https://feeds.example.org/gazette/feed.xml"
    return read(Document(url, body, "application/xml", Validators(), NOW), source_id="s1")


def as_json(value: Any) -> Any:
    """Data as JSON has it: lists for tuples, ISO 8601 for dates."""

    def written(odd: object) -> str:
        assert isinstance(odd, date)
        return odd.isoformat()

    return json.loads(json.dumps(value, default=written))


@pytest.mark.parametrize("name", PAIRS)
def test_feed_is_read_as_it_is_told_beside_it(name: str) -> None:
    expected = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    feed = parsed(name)
    items = [as_json(asdict(item)) for item in feed.items]
    for item in items:  # hashes of what stands beside them
        item["keys"] = [key for key in item["keys"] if not key.startswith(("day:", "words:"))]
    found = {
        "scar": expected["scar"],
        "items": [
            {field: item[field] for field in told}
            for item, told in zip(items, expected["items"], strict=True)
        ],
    }
    if "feed" in expected:
        known = {"title", "language", "hubs", "self_url", "problem", "complete"}
        assert expected["feed"].keys() <= known
        found["feed"] = as_json({field: getattr(feed, field) for field in expected["feed"]})
    assert found == expected


@pytest.mark.parametrize("name", PAIRS)
def test_feed_comes_out_the_same_again(name: str) -> None:
    assert parsed(name) == parsed(name)


def test_there_are_pairs() -> None:
    assert len(PAIRS) >= 12
