"""Put every file of the optional sample feeds through normalize/, and count what feedparser finds beside it.

    python benchmarks/corpora.py [FOLDER]

An entry that feedparser finds and we do not give is lost, unless it says nothing at all, repeats another one
of its document word for word, or is the half one at the end of a document that was cut off.
"""

from __future__ import annotations

import io
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser

from syndicate.errors import ParseError
from syndicate.model import Document, ParsedFeed, Validators
from syndicate.normalize.document import read

NOW = datetime(2026, 11, 1, tzinfo=UTC)
NOT_SAMPLES = ("README.md", "LICENSE", "expected.json", "expected_items.json")
SILENT = {"rel", "type", "base", "language", "guidislink"}


@dataclass(frozen=True)
class Count:
    """What came of one file."""

    path: Path
    peer: int  # entries that feedparser finds
    items: int
    empty: int
    repeated: int
    half: int
    refused: str | None
    cpu_s: float

    @property
    def lost(self) -> int:
        """Entries that we owe."""
        return max(0, self.peer - self.empty - self.repeated - self.half - self.items)


def samples(folder: Path) -> Iterator[Path]:
    """Yield every sample file, in order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in NOT_SAMPLES:
            yield path


def count(path: Path) -> Count:
    """Read one file twice: as we do, and as feedparser does."""
    body = path.read_bytes()
    document = Document("https://samples.example/feeds/feed.xml", body, "", Validators(), NOW)
    feed: ParsedFeed | None = None
    refused = None
    start = time.process_time()
    try:
        feed = read(document, source_id="sample")
    except ParseError as error:
        refused = error.reason
    cpu_s = time.process_time() - start
    entries = peer(body)
    spoken = [entry for entry in entries if words(entry)]
    apart = {signature(entry) for entry in spoken}
    return Count(
        path=path,
        peer=len(entries),
        items=len(feed.items) if feed else 0,
        empty=len(entries) - len(spoken),
        repeated=len(spoken) - len(apart),
        half=int(feed is not None and not feed.complete),
        refused=refused,
        cpu_s=cpu_s,
    )


def peer(body: bytes) -> list[dict[str, Any]]:
    """Give the entries that feedparser finds by itself, without our gate."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = feedparser.parse(
                io.BytesIO(body),
                response_headers={"content-type": "application/xml"},
                sanitize_html=False,
                resolve_relative_uris=False,
            )
    except Exception:  # it raises many kinds on some of its own samples
        return []
    return [dict(entry) for entry in found.entries]


def words(node: object) -> list[str]:
    """Every word and link in an entry."""
    if isinstance(node, str):
        return [node.strip()] if node.strip() else []
    if isinstance(node, dict):
        return [word for key in node if key not in SILENT for word in words(dict.get(node, key))]
    return [word for part in node for word in words(part)] if isinstance(node, list) else []


def signature(entry: dict[str, Any]) -> tuple[str, ...]:
    """What tells an entry from the others, or all of its words where that is nothing."""
    told = [
        " ".join(words(entry.get(name))) for name in ("id", "link", "title", "summary", "content")
    ]
    telling = [" ".join(part.split()) for part in told]
    return tuple(telling) if any(telling) else tuple(words(entry))


def main() -> int:
    """Print the table, then what is lost and what is refused."""
    root = Path(__file__).resolve().parent.parent
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else root.parent / "shared" / "corpora"
    counts = [count(path) for path in samples(folder)]
    if not counts:
        sys.exit(f"{folder}: no samples are there")
    groups = sorted({one.path.relative_to(folder).parts[0] for one in counts})
    columns = ("files", "peer", "items", "empty", "repeated", "half", "lost", "refused", "cpu s")
    print(f"{'':24}" + "".join(f"{name:>9}" for name in columns))
    for group in [*groups, "all"]:
        own = [one for one in counts if group in ("all", one.path.relative_to(folder).parts[0])]
        numbers = [len(own)] + [
            sum(getattr(one, name) for one in own)
            for name in ("peer", "items", "empty", "repeated", "half", "lost")
        ]
        numbers.append(sum(one.refused is not None for one in own))
        cpu = sum(one.cpu_s for one in own)
        print(f"{group:24}" + "".join(f"{number:9}" for number in numbers) + f"{cpu:9.2f}")
    for one in counts:
        if one.lost:
            print(f"lost {one.lost} of {one.peer}: {one.path.relative_to(folder)}")
    for reason, times in Counter(one.refused for one in counts if one.refused).most_common():
        print(f"refused {times}: {reason}")
    slowest = max(counts, key=lambda one: one.cpu_s)
    print(f"slowest: {slowest.cpu_s:.3f} s, {slowest.path.relative_to(folder)}")
    return 1 if any(one.lost for one in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
