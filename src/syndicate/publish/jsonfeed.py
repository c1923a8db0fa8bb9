"""Entries -> a JSON Feed 1.1. Pure."""

from __future__ import annotations

import json
from datetime import datetime

from syndicate.model import Category, Companion, Entry, Episode, Frame, Link, OutputFeed
from syndicate.publish import podcast
from syndicate.publish.entries import licence_of
from syndicate.publish.gate import clean_entry, clean_head
from syndicate.publish.instants import rfc3339
from syndicate.publish.outputs import suffixed
from syndicate.publish.tombstones import fields as tombstone

Json = dict[str, object]


class JsonFeedEncoder:
    """Writes a feed as JSON Feed 1.1."""

    suffix = "json"
    content_type = "application/feed+json; charset=utf-8"
    bare = Frame(b"", b",\n", b"")

    def frame(self, feed: OutputFeed) -> Frame:
        """Write what stands around the entries."""
        head = _dump(_head(clean_head(feed))).removesuffix("}")
        return Frame(f'{head},"items":['.encode(), b",\n", b"]}\n")

    def dated(self, frame: Frame, updated_at: datetime) -> Frame:  # noqa: ARG002 (others have a word for it)
        """JSON Feed has no word for when a feed changed."""
        return frame

    def entry(self, entry: Entry) -> bytes:
        """Write one item."""
        return _dump(_item(clean_entry(entry))).encode()


def _head(feed: OutputFeed) -> Json:
    pages = {link.rel: suffixed(link.href, "json") for link in feed.pages}
    return _known(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.html_url,
            "feed_url": suffixed(feed.self_url, "json"),
            "next_url": pages.get("next"),
            "description": feed.subtitle,
            "language": feed.language,
            "authors": [{"name": feed.author}],
            "hubs": [{"type": "WebSub", "url": hub} for hub in feed.hubs],
            "_syndicate": _known(
                {
                    "rights": feed.rights,
                    "licence": feed.licence_url,
                    "tags": list(feed.categories),
                    "related": [_related(link) for link in feed.links if link.rel == "related"],
                    "predecessors": [
                        link.href for link in feed.links if link.rel == "predecessor-version"
                    ],
                    "pages": pages,
                    "archive": feed.is_archive,
                    "deleted": [tombstone(each) for each in feed.departed],
                }
            ),
        }
    )


def _item(entry: Entry) -> Json:
    text = {"content_html": entry.content_html} if entry.content_html else {}
    return _known(
        {
            "id": entry.id,
            "url": entry.url,
            "external_url": _original(entry),
            "title": entry.title,
            **(text or {"content_text": entry.summary or entry.title}),
            "summary": entry.summary,
            "image": entry.image_url,
            "date_published": rfc3339(entry.published_at),
            "date_modified": rfc3339(entry.updated_at),
            "authors": [{"name": name} for name in entry.authors],
            "tags": list(dict.fromkeys(each.word for each in entry.categories)),
            "language": entry.language,
            "attachments": [_attachment(link) for link in entry.links if link.rel == "enclosure"],
            "_syndicate": _ours(entry),
        }
    )


def _ours(entry: Entry) -> Json:
    """Say what JSON Feed has no word for: the source, the terms of use, and where else the text stands."""
    source = entry.source
    return _known(
        {
            "source": source
            and _known(
                {
                    "id": source.id,
                    "title": source.title,
                    "feed_url": source.feed_url,
                    "home_page_url": source.site_url,
                    "date_modified": rfc3339(source.updated_at),
                    "rights": source.rights,
                }
            ),
            "in_reply_to": entry.reply and _known({"id": entry.reply.ref, "url": entry.reply.href}),
            "contributors": [{"name": name} for name in entry.contributors],
            "episode": entry.episode and _episode(entry.episode),
            "rights": entry.rights,
            "licence": licence_of(entry),
            "categories": [_category(each) for each in entry.categories if each.scheme],
            "via": [_related(link) for link in entry.links if link.rel == "via"],
            "related": [_related(link) for link in entry.links if link.rel == "related"],
        }
    )


def _episode(episode: Episode) -> Json:
    beside = {
        name: [_companion(each) for each in episode.companions if each.kind == kind]
        for name, kind in (("chapters", "chapters"), ("transcripts", "transcript"))
    }
    return _known({"season": episode.season, "number": episode.number, **beside})


def _companion(companion: Companion) -> Json:
    kind = podcast.media_type(companion)
    return _known({"url": companion.url, "mime_type": kind, "language": companion.language})


def _original(entry: Entry) -> str | None:
    """The page that has the text which this one is a copy of."""
    pages = (link for link in entry.links if link.rel == "via" and link.media_type == "text/html")
    return next((link.href for link in pages), None)


def _category(category: Category) -> Json:
    return _known({"term": category.term, "scheme": category.scheme, "label": category.label})


def _related(link: Link) -> Json:
    return _known({"url": link.href, "title": link.title, "language": link.language})


def _attachment(link: Link) -> Json:
    return _known(
        {
            "url": link.href,
            "mime_type": link.media_type or "application/octet-stream",
            "title": link.title,
            "size_in_bytes": link.length_bytes,
            "duration_in_seconds": link.duration_s,
        }
    )


def _known(fields: Json) -> Json:
    """Leave out what is not known: JSON Feed wants no nulls and no empty lists."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _dump(fields: Json) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
