"""Read what was published with the parsers of others, and count what each of them keeps.

    python benchmarks/round_trip.py FOLDER [--node MODULES]

FOLDER holds feeds in their formats, side by side (name.atom, name.rss, name.json), as `publishing.py --keep` writes
them. What should be found is read from the JSON Feed. The parsers: feedparser and, where they are installed,
fastfeedparser, newsboat and sfeed; and rss-parser, feedparser and feedsmith of npm, which are installed into a folder
of their own where node and npm are there (or are taken from MODULES, a folder that holds node_modules).
"""

from __future__ import annotations

import argparse
import calendar
import importlib
import importlib.util
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Any

import feedparser

NODE = Path(__file__).with_suffix(".mjs")
PACKAGES = ("rss-parser@3.13.0", "feedparser@2.6.0", "feedsmith@3.0.1")
FIELDS = (
    "id", "title", "link", "published", "updated", "content", "files", "authors", "categories", "language", "image",
    "source", "related",
)  # fmt: skip
BATCH = 200  # files that a process is given at once

# What an entry says, by field. A field that a parser does not know is missing.
Entry = Mapping[str, Any]
Reader = Callable[[Sequence[Path], Path], Iterator[list[Entry]]]  # files, a folder to work in


def expected(file: Path) -> list[Entry]:
    """What the JSON Feed beside a file says."""
    return [
        {
            "id": item["id"],
            "title": item["title"],
            "link": item.get("url"),
            "published": item["date_published"],
            "updated": item["date_modified"],
            "content": item.get("content_html") or item.get("content_text"),
            "files": [each["url"] for each in item.get("attachments", ())],
            "authors": [each["name"] for each in item.get("authors", ())],
            "categories": item.get("tags", []),
            "language": item.get("language"),
            "image": item.get("image"),
            "source": item.get("_syndicate", {}).get("source", {}).get("title"),
            "related": [each["url"] for each in item.get("_syndicate", {}).get("related", ())],
        }
        for item in json.loads(file.with_suffix(".json").read_text())["items"]
    ]


def by_feedparser(files: Sequence[Path], _: Path) -> Iterator[list[Entry]]:
    """Read with feedparser, as it is set up by default."""
    with warnings.catch_warnings(action="ignore"):
        for file in files:
            yield [
                {
                    "id": entry.get("id"),
                    "title": entry.get("title"),
                    "link": entry.get("link"),
                    "published": _stamp(entry.get("published_parsed")),
                    "updated": _stamp(entry.get("updated_parsed")),
                    "content": (entry.get("content") or [{"value": entry.get("summary")}])[0][
                        "value"
                    ],
                    "files": [
                        *(each.get("href") for each in entry.get("enclosures", ())),
                        *(each.get("url") for each in entry.get("media_content", ())),
                    ],
                    "authors": [each.get("name") for each in entry.get("authors", ())],
                    "categories": [each.term for each in entry.get("tags", ())],
                    "language": entry.get("language")
                    or entry.get("title_detail", {}).get("language"),
                    "image": next((each["url"] for each in entry.get("media_thumbnail", ())), None),
                    "source": entry.get("source", {}).get("title"),
                    "related": [
                        each.href for each in entry.get("links", ()) if each.rel == "related"
                    ],
                }
                for entry in feedparser.parse(str(file)).entries
            ]


def _stamp(parsed: Any) -> str | None:
    return parsed and datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat()


def by_fastfeedparser(files: Sequence[Path], _: Path) -> Iterator[list[Entry]]:
    """Read with fastfeedparser."""
    fastfeedparser = importlib.import_module("fastfeedparser")
    for file in files:
        try:
            entries = fastfeedparser.parse(file.read_bytes()).entries
        except ValueError:  # a feed without entries is none, to it
            entries = []
        yield [
            {
                "id": entry.get("id"),
                "title": entry.get("title"),
                "link": entry.get("link"),
                "published": entry.get("published"),
                "updated": entry.get("updated"),
                "content": (entry.get("content") or [{"value": entry.get("description")}])[0][
                    "value"
                ],
                "files": [
                    *(each["url"] for each in entry.get("enclosures") or ()),
                    *(e["href"] for e in entry.get("links") or () if e["rel"] == "enclosure"),
                    *(each["url"] for each in entry.get("media_content") or ()),
                ],
                "authors": [each.get("name") for each in entry.get("authors") or ()],
                "categories": [each["term"] for each in entry.get("tags") or ()],
                "image": entry.get("image")
                or next((each["url"] for each in entry.get("media_content") or ()), None),
                "related": [e["href"] for e in entry.get("links") or () if e["rel"] == "related"],
            }
            for entry in entries
        ]


def by_sfeed(files: Sequence[Path], _: Path) -> Iterator[list[Entry]]:
    """Read with sfeed, which writes a line of fields for each entry."""
    for file in files:
        told = subprocess.run(["sfeed"], input=file.read_bytes(), capture_output=True, check=True)
        yield [_line(line.split("\t")) for line in told.stdout.decode().splitlines()]


def _line(row: Sequence[str]) -> Entry:
    fields = [
        re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], "\\"), one)
        for one in row
    ]
    at, title, link, content, _, entry_id, author, file, categories, *_ = fields
    return {
        "id": entry_id,
        "title": title,
        "link": link,
        "published": at and datetime.fromtimestamp(int(at), UTC).isoformat(),
        "content": content,
        "files": [file] if file else [],
        "authors": [author] if author else [],
        "categories": categories.split("|") if categories else [],
    }


def by_newsboat(files: Sequence[Path], folder: Path) -> Iterator[list[Entry]]:
    """Read with newsboat: subscribe, reload, look into its cache. Each file by itself: it keeps an id once."""
    for file in files:
        cache = folder / "cache.db"
        cache.unlink(missing_ok=True)
        (folder / "urls").write_text(f"file://{file.resolve()}\n")
        (folder / "config").write_text("max-items 0\n")
        words = ["-u", folder / "urls", "-c", cache, "-C", folder / "config", "-x", "reload"]
        home = {
            **os.environ,
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "LC_ALL": "C.UTF-8",
        }
        subprocess.run(["newsboat", *map(str, words)], env=home, capture_output=True, check=True)
        with closing(sqlite3.connect(cache)) as database:
            rows = database.execute(
                "SELECT guid, title, url, pubDate, content, enclosure_url, author FROM rss_item"
            ).fetchall()
        yield [
            {
                "id": row[0],
                "title": row[1],
                "link": row[2],
                "published": datetime.fromtimestamp(row[3], UTC).isoformat(),
                "content": row[4],
                "files": [row[5]] if row[5] else [],
                "authors": [row[6]] if row[6] else [],
            }
            for row in rows
        ]


def by_node(parser: str, modules: Path) -> Reader:
    """Read with a parser from npm."""

    def read(files: Sequence[Path], _: Path) -> Iterator[list[Entry]]:
        words = ["node", NODE.name, parser, *(str(file.resolve()) for file in files)]
        told = subprocess.run(words, capture_output=True, check=True, cwd=modules)
        for line in told.stdout.splitlines():
            yield json.loads(line).get("entries", [])

    return read


def readers(node: Path | None) -> Iterator[tuple[str, Reader, tuple[str, ...]]]:
    """The parsers that are here, with the formats that each reads."""
    both, every = ("atom", "rss"), ("atom", "rss", "json")
    yield "feedparser", by_feedparser, both
    if importlib.util.find_spec("fastfeedparser"):
        yield "fastfeedparser", by_fastfeedparser, every
    if node:
        yield "rss-parser (npm)", by_node("rss-parser", node), both
        yield "feedparser (npm)", by_node("feedparser", node), both
        yield "feedsmith (npm)", by_node("feedsmith", node), every
    if shutil.which("newsboat"):
        yield "newsboat", by_newsboat, both
    if shutil.which("sfeed"):
        yield "sfeed", by_sfeed, both


def compared(wanted: Sequence[Entry], found: Sequence[Entry]) -> tuple[Counter[str], Counter[str]]:
    """Count by field in how many entries there is something to keep, and in how many it was kept."""
    owed, kept = Counter[str](), Counter[str]()
    by_id = {entry.get("id"): entry for entry in found}
    for entry in wanted:
        read = by_id.get(entry["id"], {})
        for name in FIELDS:
            if entry.get(name):
                owed[name] += 1
                kept[name] += same(name, entry[name], read.get(name))
    return owed, kept


def same(name: str, wanted: Any, read: Any) -> bool:
    """Whether a field was kept: instants to the second, content by its words, lists with all they hold."""
    if not read:
        return False
    if name in {"published", "updated"}:
        return _instant(wanted) == _instant(read)
    if name == "content":
        return _words(wanted) == _words(read)
    if isinstance(wanted, list):
        return set(wanted) <= set(read)
    return " ".join(str(wanted).split()) == " ".join(str(read).split())


def _instant(written: str) -> datetime:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        at = parsedate_to_datetime(written)
    return at.replace(microsecond=0)


def _words(markup: str) -> list[str]:
    return unescape(re.sub(r"<[^<>]*>", " ", markup)).split()


def round_trip(
    folder: Path, node: Path | None
) -> Mapping[tuple[str, str], tuple[Counter[str], Counter[str]]]:
    """Read every feed with every parser; what was owed and kept, by parser and format."""
    counts: dict[tuple[str, str], tuple[Counter[str], Counter[str]]] = defaultdict(
        lambda: (Counter[str](), Counter[str]())
    )
    with tempfile.TemporaryDirectory() as work:
        for name, reader, suffixes in readers(node):
            for suffix in suffixes:
                files = sorted(folder.glob(f"*.{suffix}"))
                for begin in range(0, len(files), BATCH):
                    batch = files[begin : begin + BATCH]
                    for file, found in zip(batch, reader(batch, Path(work)), strict=True):
                        owed, kept = compared(expected(file), found)
                        counts[name, suffix][0].update(owed)
                        counts[name, suffix][1].update(kept)
    return counts


def table(counts: Mapping[tuple[str, str], tuple[Counter[str], Counter[str]]]) -> Iterator[str]:
    """Write the figures as a table: how many of each hundred were kept."""
    yield "| parser | format | entries | " + " | ".join(FIELDS) + " |"
    yield "| --- " * (len(FIELDS) + 3) + "|"
    for (name, suffix), (owed, kept) in counts.items():
        cells = [_share(kept[each], owed[each]) for each in FIELDS]
        yield f"| {name} | {suffix} | {owed['id']} | " + " | ".join(cells) + " |"


def _share(kept: int, owed: int) -> str:
    if not kept:
        return "–"
    return "all" if kept == owed else f"{100 * kept / owed:.1f} %"


def installed() -> Path | None:
    """Install the parsers of npm into a folder of their own; None where there is no npm."""
    if not (shutil.which("node") and shutil.which("npm")):
        print("without the parsers of npm: node and npm are not both here", file=sys.stderr)
        return None
    folder = Path(tempfile.mkdtemp(prefix="round-trip-"))
    words = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES]
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    return folder


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--node", type=Path)
    options = parser.parse_args()
    node = options.node or installed()
    if node:  # node looks for packages beside the script
        shutil.copy(NODE, node / NODE.name)
    counts = round_trip(options.folder, node)
    for line in table(counts):
        print(line)
    if node and not options.node:
        shutil.rmtree(node)
    return 0 if all(kept["id"] == owed["id"] for owed, kept in counts.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
