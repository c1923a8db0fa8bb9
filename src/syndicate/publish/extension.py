"""What feedgen cannot say of an Atom entry: link relations, atom:source, a language and a picture of its own. Pure.

feedgen 1.0.0 writes every entry link as a bare `<link href>` and an `atom:source` of title and link only; so it is
told of neither, and what it wrote is completed with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from syndicate.model import Entry, EntrySource, Link
from syndicate.publish import podcast
from syndicate.publish.instants import rfc3339
from syndicate.publish.tags import known, pointing, told

_START: Final = "<entry"
_END: Final = "</entry>"
_MEDIA: Final = "http://search.yahoo.com/mrss/"
_THREAD: Final = "http://purl.org/syndication/thread/1.0"  # RFC 4685


def completed(written: str, entry: Entry) -> str:
    """Say what is left to say of an entry, clean as it is."""
    said = written.removeprefix(_START).removesuffix(_END)
    return "".join((_START, known({"xml:lang": entry.language}), said, *_rest(entry), _END))


def _rest(entry: Entry) -> Iterator[str]:
    """Write what stands below. The source stands last: some readers stop at the first title."""
    if entry.url:
        yield _link(Link("alternate", entry.url))
    for link in entry.links:
        yield _link(link)
    yield from podcast.elements(entry)
    if entry.image_url:
        yield f"<media:thumbnail{known({'xmlns:media': _MEDIA, 'url': entry.image_url})}/>"
    if entry.reply:
        where = known({"xmlns:thr": _THREAD, "ref": entry.reply.ref, "href": entry.reply.href})
        yield f"<thr:in-reply-to{where}/>"
    if entry.source:
        yield _source(entry.source)


def _link(link: Link) -> str:
    """Write a link with all that is known of it (RFC 4287, 4.2.7)."""
    size = None if link.length_bytes is None else str(link.length_bytes)
    return f"<link{known(pointing(link) | {'length': size})}/>"


def _source(source: EntrySource) -> str:
    """Write where an entry came from (RFC 4287, 4.2.11)."""
    site = _link(Link("alternate", source.site_url)) if source.site_url else ""
    rights = f"<rights>{told(source.rights)}</rights>" if source.rights else ""
    return (
        f"<source><id>{told(source.id)}</id><title>{told(source.title)}</title>"
        f"{_link(Link('self', source.feed_url))}{site}"
        f"<updated>{rfc3339(source.updated_at)}</updated>{rights}</source>"
    )
