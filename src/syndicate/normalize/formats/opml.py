"""OPML, and other lists of feeds -> feeds to subscribe to. Only home of listparser. Pure; runs in a worker.

Only addresses of the web are taken. Includes, pages and scripts that such a list may name are left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlsplit

import listparser

from syndicate.errors import ParseError
from syndicate.model import Document
from syndicate.normalize import text
from syndicate.normalize.formats import charset, prolog
from syndicate.scripts import in_form

FEEDS = 20_000
_TAGS = 20
_TAG_LENGTH = 80
_LISTS = frozenset({"opml", "rdf", "rdf:rdf"})
_UNSAFE = re.compile(r"""[\s"<>\\^`{|}\x00-\x20\x7f-\xa0]""")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_FEED_SCHEME = re.compile(r"feed:(?://)?", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed of the list: its categories as tags, each level of a folder its own. `title` is "" where none is given."""

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """What a list holds. `refused` are addresses, made printable, each with the reason."""

    feeds: tuple[Subscription, ...]
    refused: tuple[tuple[str, str], ...] = ()


def read(document: Document) -> Subscriptions:
    """Read a list of subscriptions. Raise ParseError where it is none, or cannot be read."""
    decoded = charset.decode(document.body, document.content_type)
    try:
        gated = prolog.gate(decoded, document.url)
    except ParseError as error:
        reason = error.reason.removeprefix("this is not a feed: ")
        raise ParseError(
            document.url, f"no list of subscriptions (OPML) can be read: {reason}"
        ) from None
    if gated.root.lower() not in _LISTS:
        reason = f"this is no list of subscriptions (OPML): its first element is <{gated.root}>"
        raise ParseError(document.url, reason)
    if not prolog.is_closed(gated):
        reason = "the list of subscriptions is cut off before its end: fetch or export it again"
        raise ParseError(document.url, reason)
    listed = listparser.parse(gated.body).feeds
    if len(listed) > FEEDS:
        raise ParseError(document.url, f"the list holds more than {FEEDS} feeds")
    feeds: list[Subscription] = []
    refused: list[tuple[str, str]] = []
    for node in listed:
        url, reason = _address(str(node.get("url", "")))
        if reason:
            refused.append((_shown(url), reason))
        else:
            feeds.append(Subscription(url, _title(node, url), tuple(_tags(node))))
    return Subscriptions(_merged(feeds), tuple(refused))


def told(document: Document) -> bytes:
    """Read a list in a worker, which may hand over plain bytes. Raise ParseError like `read`."""
    found = read(document)
    feeds = [(feed.url, feed.title, feed.tags) for feed in found.feeds]
    return json.dumps([feeds, found.refused]).encode()


def heard(answer: bytes) -> Subscriptions:
    """Return what `told` said, whoever says so."""
    feeds, refused = json.loads(answer)
    return Subscriptions(
        tuple(
            Subscription(str(url), str(title), tuple(map(str, tags))) for url, title, tags in feeds
        ),
        tuple((str(url), str(reason)) for url, reason in refused),
    )


def slug(name: str) -> str:
    """Return the tag that a category becomes: "World News" -> "world-news"; "" for one without a Latin letter."""
    plain = in_form("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "-", plain.decode().lower())[:_TAG_LENGTH].strip("-")


def _address(given: str) -> tuple[str, str]:
    """An address as feeds.yaml takes it, or why it is not one. `feed:` was how browsers marked feeds once."""
    url = text.xml_legal(given).strip()
    if opened := _FEED_SCHEME.match(url):
        rest = url[opened.end() :]
        url = rest if _SCHEME.match(rest) and "://" in rest else f"http://{rest}"
    url = _UNSAFE.sub(lambda match: quote(match[0]), url)
    scheme = _SCHEME.match(url)
    if scheme is None or scheme[1].lower() not in {"http", "https"}:
        told = f"{scheme[1].lower()}: is not" if scheme else "without http:// it is not"
        return url, f"{told} an address of the web"
    url = scheme[1].lower() + url[scheme.end(1) :]
    return url, "" if _names_a_host(url) else "its host or port cannot be read"


def _names_a_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _title(node: Mapping[str, Any], url: str) -> str:
    words = text.squeeze(_CONTROL.sub(" ", str(node.get("title") or "")))
    return "" if words in {url, str(node.get("url"))} else text.clip(words, text.NAME_BYTES)


def _tags(node: Mapping[str, Any]) -> Iterator[str]:
    levels = (str(level) for path in node.get("categories", ()) for level in path)
    tags = dict.fromkeys(filter(None, map(slug, levels)))
    yield from list(tags)[:_TAGS]


def _merged(feeds: list[Subscription]) -> tuple[Subscription, ...]:
    """Each address once, with the tags of all its places."""
    found: dict[str, Subscription] = {}
    for feed in feeds:
        first = found.setdefault(feed.url, feed)
        tags = tuple(dict.fromkeys((*first.tags, *feed.tags)))
        found[feed.url] = replace(first, tags=tags, title=first.title or feed.title)
    return tuple(found.values())


def _shown(url: str) -> str:
    return text.clip("".join(char if char.isprintable() else "?" for char in url), 200)
