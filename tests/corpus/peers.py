"""What the test suites of other parsers expect of their samples, in one form.

gofeed and feedsmith tell what they read of each file; of the samples of feedjira and node-feedparser it is told what
at least two of five parsers agree on. Taken are the fields that an Item or a ParsedFeed has as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Node = Mapping[str, Any]
FIELDS = ("title", "link", "id", "date", "author", "content", "enclosure", "count")


@dataclass(frozen=True, slots=True)
class Expected:
    """One value that a peer expects. `entry` counts from 0; None is the feed itself.

    `role` is the field by its own name ("updated", "summary"), which tells more than ours.
    """

    entry: int | None
    field: str
    role: str
    value: str


@dataclass(frozen=True, slots=True)
class Case:
    """All that a peer expects of a file."""

    path: Path
    expected: tuple[Expected, ...]


def cases(folder: Path) -> Iterator[Case]:
    """Every sample of a peer that tells what it expects."""
    read = PEERS[folder.name]
    for path, told in sorted(_told(folder).items()):
        if path.suffix != ".opml":
            found = tuple(Expected(*row) for row in read(told))
            yield Case(path, tuple(dict.fromkeys(found)))


def _told(folder: Path) -> dict[Path, Node]:
    name = "expected_items.json" if folder.name in CONSENSUS else "expected.json"
    listed = json.loads((folder / name).read_text("utf-8"))["cases"]
    beside = {
        path.with_name(path.name.replace("_expected", "")): json.loads(path.read_text("utf-8"))
        for path in folder.rglob("*_expected.json")
    }
    return {folder / name: told for name, told in listed.items()} | beside


Row = tuple[int | None, str, str, str]
Field = tuple[str, str, Callable[[Any], Iterator[str]]]  # ours, the way to theirs, its values


def _gofeed(told: Node) -> Iterator[Row]:
    """Its trees by format, and its common model; of both the first names that fit."""
    yield from _rows(None, told, _GOFEED_HEAD)
    for at, entry in enumerate(_list(told, "items") or _list(told, "entries")):
        yield from _rows(at, entry, _GOFEED_ENTRY)


def _feedsmith(told: Node) -> Iterator[Row]:
    yield from _rows(None, told, _FEEDSMITH_HEAD)
    for at, entry in enumerate(_list(told, "items") or _list(told, "entries")):
        yield from _rows(at, entry, _FEEDSMITH_ENTRY)


def _consensus(told: Node) -> Iterator[Row]:
    if told.get("count") is not None:
        yield None, "count", "entries", str(told["count"])
    yield from _rows(None, told, (("title", "title", _texts),))
    for at, entry in enumerate(told["items"]):
        yield from _rows(at, entry, _CONSENSUS_ENTRY)


def _rows(at: int | None, node: Node, fields: tuple[Field, ...]) -> Iterator[Row]:
    for field, way, values in fields:
        value: Any = node
        for step in way.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        for found in values(value) if value else ():
            if found.strip():
                yield at, field, way, found


def _list(node: Node, key: str) -> list[Any]:
    return node.get(key) or []


def _texts(value: Any) -> Iterator[str]:
    """A text, several, or those that an object holds as its value."""
    for one in value if isinstance(value, list) else [value]:
        text = one.get("value") if isinstance(one, dict) else one
        if text is not None:
            yield str(text)


def _people(value: Any) -> Iterator[str]:
    """The name of everybody; of who has none the address."""
    for one in value if isinstance(value, list) else [value]:
        yield str(one.get("name") or one.get("email") or "") if isinstance(one, dict) else str(one)


def _pages(value: Any) -> Iterator[str]:
    """Links that lead to what is described, not to what belongs to it."""
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            yield str(one)
        elif one.get("rel", "alternate") == "alternate":
            yield str(one.get("href", ""))


def _selves(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            yield str(one)
        elif one.get("rel") == "self":
            yield str(one.get("href", ""))


def _files(value: Any) -> Iterator[str]:
    """Address, type and length of a file, as far as they are told."""
    for one in value if isinstance(value, list) else [value]:
        href = one.get("url")
        if href:
            yield " ".join((href, one.get("type") or one.get("mime_type") or "-", _size(one)))


def _size(file: Node) -> str:
    return str(file.get("length") or file.get("size_in_bytes") or file.get("fileSize") or "-")


def _enclosed(value: Any) -> Iterator[str]:
    for one in value:
        if one.get("rel") == "enclosure":
            yield from _files({**one, "url": one.get("href")})


def _media(value: Any) -> Iterator[str]:
    """Files to be played; a picture is an image, a caption nothing that we keep."""
    for one in value:
        if str(one.get("type", "")).startswith(("audio/", "video/")):
            yield from _files(one)


def _enclosed_if_told(value: Any) -> Iterator[str]:
    """Links of Atom say what they are; of RSS they are addresses."""
    yield from _enclosed(one for one in value if isinstance(one, dict))


def _encoded(value: Any) -> Iterator[str]:
    yield from _texts(value.get("encoded") if isinstance(value, dict) else value)


def _dates(*ways: str) -> tuple[Field, ...]:
    return tuple(("date", way, _texts) for way in ways)


def _authors(*ways: str) -> tuple[Field, ...]:
    return tuple(("author", way, _people) for way in ways)


_COMMON = (("title", "title", _texts), ("link", "link", _pages), ("link", "links", _pages))
_GOFEED_HEAD = (
    *_COMMON,
    ("link", "home_page_url", _pages),
    ("link", "feedLink", _selves),
    ("link", "feed_url", _selves),
    ("id", "id", _texts),
    *_dates("published", "updated", "pubDate", "lastBuildDate"),
    *_authors("author", "authors", "managingEditor", "webMaster", "dcExt.creator"),
    ("content", "description", _texts),
    ("content", "subtitle", _texts),
)
_GOFEED_ENTRY = (
    *_COMMON,
    ("link", "url", _pages),
    ("id", "id", _texts),
    ("id", "guid", _texts),
    *_dates("published", "updated", "pubDate", "dcExt.date", "date_published", "date_modified"),
    *_authors("author", "authors", "dcExt.creator", "itunesExt.author"),
    ("content", "content", _texts),
    ("content", "description", _texts),
    ("content", "summary", _texts),
    ("content", "content_html", _texts),
    ("content", "content_text", _texts),
    ("enclosure", "enclosures", _files),
    ("enclosure", "links", _enclosed_if_told),
    ("enclosure", "attachments", _files),
)
_FEEDSMITH_HEAD = (
    *_COMMON,
    ("link", "links", _selves),
    ("link", "atom.links", _pages),
    ("id", "id", _texts),
    *_dates("published", "updated", "pubDate", "lastBuildDate", "dc.dates"),
    *_authors("authors", "managingEditor", "webMaster", "dc.creators", "itunes.author"),
    ("content", "description", _texts),
    ("content", "subtitle", _texts),
)
_FEEDSMITH_ENTRY = (
    *_COMMON,
    ("title", "dc.titles", _texts),
    ("title", "itunes.title", _texts),
    ("title", "media.title.value", _texts),
    ("link", "atom.links", _pages),
    ("id", "id", _texts),
    ("id", "guid", _texts),
    *_dates("published", "updated", "pubDate", "dc.dates"),
    *_dates("dcterms.issued", "dcterms.created", "dcterms.modified"),
    *_authors("authors", "dc.creators", "dcterms.creators", "itunes.author"),
    ("content", "content", _encoded),
    ("content", "description", _texts),
    ("content", "summary", _texts),
    ("content", "dc.descriptions", _texts),
    ("content", "itunes.summary", _texts),
    ("enclosure", "enclosures", _files),
    ("enclosure", "links", _enclosed),
    ("enclosure", "media.contents", _media),
    ("enclosure", "media.group.contents", _media),
)
_CONSENSUS_ENTRY = (*_COMMON, *_dates("date"))
CONSENSUS = ("feedjira", "node-feedparser")
PEERS: dict[str, Callable[[Node], Iterator[Row]]] = {
    "gofeed": _gofeed,
    "feedjira": _consensus,
    "node-feedparser": _consensus,
    "feedsmith": _feedsmith,
}
