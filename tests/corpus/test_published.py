"""The optional sample feeds, read and published again: every document keeps the rules of its format."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import corpora as script
from benchmarks.rules import Rules
from syndicate.errors import ParseError
from syndicate.model import Address, Document, SourceCard, StoredItem, Validators
from syndicate.normalize.document import read
from syndicate.outputs.press import ENCODERS
from syndicate.publish.entries import from_items
from syndicate.publish.outputs import assemble
from tests.unit.publish.samples import whole

SITE = "https://samples.example.org"
# Small ones of many dialects. benchmarks/publishing.py puts all through a store and the clusterer.
GROUPS = ("feedsmith", "newsboat", "selfoss-youtube", "simplepie")


@pytest.mark.parametrize("group", GROUPS)
def test_every_sample_is_published_by_the_rules(corpora: Path, schemas: Path, group: str) -> None:
    if not (corpora / group).exists():
        pytest.skip(f"{corpora / group} is not here")
    rules = Rules.with_schemas(schemas)
    faults: list[tuple[str, str, str]] = []
    entries = 0
    for number, path in enumerate(script.samples(corpora / group)):
        items = published(path, number)
        entries += len(items)
        card = SourceCard("s", path.name, f"https://samples.example/{number}", tags=(group,))
        made = from_items(items, {}, {"s": card}, site=SITE)
        address = Address("sources", "s")
        feed = assemble(address, made, site=SITE, title=path.name, author="Desk", since=script.NOW)
        for suffix, encoder in ENCODERS.items():
            told = rules.faults(whole(encoder, feed), suffix, f"{SITE}/sources/s.{suffix}")
            faults += [(str(path), suffix, fault) for fault in told]
    assert entries
    assert faults == []


def published(path: Path, number: int) -> list[StoredItem]:
    url = f"https://samples.example/{number}"
    document = Document(url, path.read_bytes(), "", Validators(), script.NOW)
    try:
        items = read(document, source_id="s").items
    except ParseError:
        return []
    return [StoredItem(item, f"urn:x:{item.id}", item.seen_at) for item in items]
