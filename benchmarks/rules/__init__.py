"""Rules of the formats that we publish, as pure functions: bytes in, faults out.

They are those of RFC 4287 (its RELAX NG grammar, where that is at hand), of RSS 2.0 with the practices of the RSS
Advisory Board, of JSON Feed 1.1 (its JSON Schema, where that is at hand) and of OPML 2.0; and, where validators of
feeds warn of more, these, too: addresses that are not absolute, titles that hold HTML, ids that stand twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator
from lxml import etree
from referencing import Registry
from referencing.jsonschema import DRAFT4

from benchmarks.rules import atom, jsonfeed, rss


@dataclass(frozen=True)
class Rules:
    """The rules, with the grammar and the schema if they are there."""

    grammar: etree.RelaxNG | None = None
    schema: Any = None

    @classmethod
    def with_schemas(cls, folder: Path) -> Rules:
        """Read atom.rng, feed.json and feed-1.json (which it refers to) from a folder."""
        first = DRAFT4.create_resource(json.loads((folder / "feed-1.json").read_text()))
        # Crawled once: a registry that is not is crawled anew for every reference that it resolves.
        registry: Registry[Any] = Registry().with_resource("feed-1", first).crawl()
        schema = json.loads((folder / "feed.json").read_text())
        return cls(
            etree.RelaxNG(etree.parse(folder / "atom.rng")),
            Draft4Validator(schema, registry=registry),
        )

    def faults(self, body: bytes, suffix: str, at: str) -> Iterator[str]:
        """Tell every fault of a document that stands at an address. What is not well-formed raises."""
        if suffix == "atom":
            return atom.faults(body, at, self.grammar)
        return rss.faults(body, at) if suffix == "rss" else jsonfeed.faults(body, at, self.schema)
