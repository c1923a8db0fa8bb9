"""A feed -> bytes that may be published: verified, joined, tagged, packed. Pure.

What is verified is each entry and the frame, when they are written, and never their join, which is well-formed if
they are. Of XML: an entry stands between the start tags and the end tags of a frame, and the parser reads both to
the end; so where the entry ends no tag, comment or section is open but what was open where it began, and another
entry can stand there as well as the end tags. Between two entries is white space, with which nothing can be
completed. Of JSON: an entry is one value, and values with commas between them make an array.

What a feed was joined of is its sheet. The next one takes from it what is the same: entries that are the very objects
of before, and the frame, in which only the time of the change is put anew.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache, partial
from operator import attrgetter
from typing import Final
from urllib.parse import quote
from xml.parsers import expat

from syndicate.model import Coding, Entry, Frame, OutputFeed, Publication
from syndicate.protocols import Encoder
from syndicate.publish.gate import as_uri
from syndicate.publish.instants import second
from syndicate.publish.outputs import suffixed

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

try:
    import brotli
except ImportError:  # it has no wheels for PyPy
    brotli = None


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it stands in feeds, and its sum."""

    entry: Entry
    text: bytes
    sum: bytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a feed is joined of: the frame, and by its id each of the entries as it stands there."""

    feed: OutputFeed
    frame: Frame
    written: Mapping[str, Written]


_sum = partial(hashlib.blake2b, digest_size=32)
Write = Callable[[Entry, Encoder], Written | None]

# What a feed says of itself, when it changed left out.
_head = attrgetter(
    *(each.name for each in fields(OutputFeed) if each.name not in {"entries", "updated_at"})
)

# How the levels were chosen: docs/decisions/0005.
_PACKERS: Final[Mapping[Coding, Callable[[bytes], bytes]]] = {
    "identity": bytes,
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
    "zstd": lambda body: zstd.compress(body, 9),
} | ({"br": lambda body: brotli.compress(body, quality=5)} if brotli else {})
CODINGS: Final = tuple(_PACKERS)
_URL: Final = "%/:?#[]@!$&'()*+,;=~"  # what stays as it is in an address (RFC 3986, 2.2)


def write(entry: Entry, encoder: Encoder) -> Written:
    """Write one entry. Raise ValueError or ExpatError unless it can stand in a feed."""
    written = encoder.entry(entry)
    well_formed(encoder.bare.around([written]), encoder.suffix)
    return Written(entry, written, _sum(written).digest())


def lay(
    feed: OutputFeed, encoder: Encoder, write: Write = write, before: Sheet | None = None
) -> Sheet:
    """Say what a feed is joined of: entries that `write` vouches for, or that stood in it `before`.

    Raise ValueError or ExpatError unless entries can stand in its frame.
    """
    known = before.written if before else {}
    written: dict[str, Written] = {}
    for entry in feed.entries:
        if entry.id in written:
            continue  # a feed may not repeat an id (RFC 4287, 4.1.1)
        one = known.get(entry.id)
        if one is None or one.entry is not entry:
            one = write(entry, encoder)
        if one:
            written[entry.id] = one
    return Sheet(feed, _frame(feed, encoder, before), written)


def _frame(feed: OutputFeed, encoder: Encoder, before: Sheet | None) -> Frame:
    if before and _head(feed) == _head(before.feed):
        frame = encoder.dated(before.frame, feed.updated_at)
        if frame == before.frame:
            return frame
    else:
        frame = encoder.frame(feed)
    well_formed(frame.around(()), encoder.suffix)
    return frame


def prepare(feed: OutputFeed, encoder: Encoder, sheet: Sheet | None = None) -> Publication:
    """Join a feed as its sheet has it.

    The tag is a sum of the sums of its parts: the same parts make the same bytes, and most of them were summed before.
    """
    sheet = sheet or lay(feed, encoder)
    frame, entries = sheet.frame, sheet.written.values()
    # In neither part of a frame stands a zero, and of the sums each is as long as the others.
    sums = b"".join([entry.sum for entry in entries])
    return Publication(
        content_type=encoder.content_type,
        body=frame.around([entry.text for entry in entries]),
        etag=_sum(b"\0".join((frame.opening, frame.closing, sums))).hexdigest(),
        updated_at=second(feed.updated_at),
        links=_links(feed.hubs, feed.self_url, encoder.suffix),
        is_private=feed.is_private,
    )


def pack(body: bytes, coding: Coding) -> bytes:
    """Compress: always to the same bytes."""
    return _PACKERS[coding](body)


@lru_cache(maxsize=1024)
def _links(hubs: tuple[str, ...], self_url: str, suffix: str) -> str:
    """Write where a feed is and who tells when it changes, as the value of a header (RFC 8288)."""
    if not hubs:
        return ""
    links = [(each, "hub") for each in hubs] + [(suffixed(self_url, suffix), "self")]
    return ", ".join(f'<{quote(as_uri(href), safe=_URL)}>; rel="{rel}"' for href, rel in links)


def well_formed(body: bytes, suffix: str) -> None:
    """Raise ValueError or ExpatError unless a strict parser reads the document to its end."""
    if suffix == "json":
        json.loads(body)
    else:  # with a separator it minds namespaces: a prefix must be declared
        expat.ParserCreate(namespace_separator=" ").Parse(body, True)  # noqa: FBT003 (that it ends)
