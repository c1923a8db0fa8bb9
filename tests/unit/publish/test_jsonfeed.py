from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

from syndicate.model import OutputFeed
from syndicate.publish.jsonfeed import JsonFeedEncoder
from tests.unit.publish.test_atom import FEEDS


@pytest.fixture(scope="session")
def schema(schemas: Path) -> Draft4Validator:
    first = DRAFT4.create_resource(json.loads((schemas / "feed-1.json").read_text()))
    registry: Registry[Any] = Registry().with_resource("feed-1", first)
    return Draft4Validator(json.loads((schemas / "feed.json").read_text()), registry=registry)


@pytest.mark.parametrize("sample", FEEDS)
def test_every_feed_is_valid_by_the_schema_of_json_feed(
    schema: Draft4Validator, sample: OutputFeed
) -> None:
    schema.validate(json.loads(JsonFeedEncoder().encode(sample)))
