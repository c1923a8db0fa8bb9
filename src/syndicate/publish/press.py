"""A feed -> bytes ready to be served: encoded, verified, compressed once. Pure."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import replace
from xml.parsers import expat

from syndicate.model import OutputFeed, Publication
from syndicate.protocols import Encoder
from syndicate.publish.instants import second


def prepare(feed: OutputFeed, encoder: Encoder) -> Publication:
    """Encode a feed. An entry that cannot be written well-formed is left out, never the feed."""
    try:
        body = _verified(feed, encoder)
    except (ValueError, TypeError, OverflowError, expat.ExpatError):
        sound = tuple(
            entry for entry in feed.entries if _sound(replace(feed, entries=(entry,)), encoder)
        )
        body = _verified(replace(feed, entries=sound), encoder)
    return Publication(
        content_type=encoder.content_type,
        body=body,
        gzip_body=gzip.compress(body, 6, mtime=0),
        etag=hashlib.sha256(body).hexdigest(),
        updated_at=second(feed.updated_at),
    )


def well_formed(body: bytes, suffix: str) -> None:
    """Raise ValueError or ExpatError unless a strict parser reads the document to its end."""
    if suffix == "json":
        json.loads(body)
    else:
        expat.ParserCreate().Parse(body, True)  # noqa: FBT003  (the only way to say: the end)


def _verified(feed: OutputFeed, encoder: Encoder) -> bytes:
    body = encoder.encode(feed)
    well_formed(body, encoder.suffix)
    return body


def _sound(feed: OutputFeed, encoder: Encoder) -> bool:
    try:
        _verified(feed, encoder)
    except (ValueError, TypeError, OverflowError, expat.ExpatError):
        return False
    return True
