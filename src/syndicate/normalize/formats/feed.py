"""XML -> RawFeed. Pure. Only home of feedparser.

feedparser is handed a file object, never bytes or a string: those it would open as a path or fetch as a URL.
It neither sanitises nor resolves HTML here. It must be told a location, else the xml:base of one entry leaks into
the next; the one it is told stands nowhere, so that what xml:base leaves relative is ours to resolve.

It takes long to load, and most feeds are read without it (swift.py): this module is imported where it is needed.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

import feedparser
from feedparser.datetimes import _parse_date
from feedparser.mixin import _FeedParserMixin
from feedparser.parsers.strict import _StrictFeedParser
from feedparser.urls import _urljoin

from syndicate.errors import ParseError
from syndicate.normalize.formats import found
from syndicate.normalize.formats.dialects import PODCASTS
from syndicate.normalize.formats.found import FOLDERS, NOWHERE, TAGS
from syndicate.normalize.formats.raw import RawFeed

_ROOT = re.compile(rb"<[A-Za-z][\w.:-]*")
_ATTRIBUTES = 500  # of one element
_BASE = 2000  # letters of an xml:base, with those around it
_WORD = re.compile(r"\S{255}")  # longer than any address of mail (RFC 5321, 4.5.3.1.3)
_ATOM = rb'\g<0> xmlns:atom="http://www.w3.org/2005/Atom"'


def _start_caption(self: Any, attributes: dict[str, str]) -> None:
    self.push_content("media_description", attributes, "text/html", 1)


def _end_caption(self: Any) -> None:
    self.pop_content("media_description")


# feedparser takes what is said of a picture for another text of the entry, and for its content where there is none
# (its issue 53, open). It makes its parsers itself, of these handlers, and takes none of ours: there is no other door.
_FeedParserMixin._start_media_description = _start_caption  # noqa: SLF001
_FeedParserMixin._end_media_description = _end_caption  # noqa: SLF001


def _start_chapters(self: Any, attributes: dict[str, str]) -> None:
    self._get_context().setdefault("podcast_chapters", []).append(attributes)


def _start_transcript(self: Any, attributes: dict[str, str]) -> None:
    self._get_context().setdefault("podcast_transcript", []).append(attributes)


# It does not know this namespace, and would keep one transcript of several.
_FeedParserMixin.namespaces.update(dict.fromkeys(PODCASTS, "podcast"))
_FeedParserMixin._start_podcast_chapters = _start_chapters  # noqa: SLF001
_FeedParserMixin._start_podcast_transcript = _start_transcript  # noqa: SLF001


class _Endless(Exception):
    """Feedparser would take time by the square of this."""


_add_tag = _FeedParserMixin._add_tag  # noqa: SLF001
_sync_author_detail = _FeedParserMixin._sync_author_detail  # noqa: SLF001
_start_element = _StrictFeedParser.startElementNS
_start_tag = _FeedParserMixin.unknown_starttag


def _few_tags(self: Any, *tag: str | None) -> None:
    """Each is compared with all before it."""
    if len(dict(self._get_context()).get("tags", ())) < TAGS:
        _add_tag(self, *tag)


def _short_author(self: Any, key: str = "author") -> None:
    """At each letter of a word an address of mail is looked for to its end."""
    context = dict(self._get_context())
    if _WORD.search(context.get(key) or ""):
        context.get(f"{key}s", [{}])[-1].setdefault("name", context[key])
    else:
        _sync_author_detail(self, key)


def _few_attributes(self: Any, name: Any, qname: Any, attributes: Any) -> None:
    """Each is looked for among all."""
    if len(attributes) > _ATTRIBUTES:
        raise _Endless(f"an element of the feed has more than {_ATTRIBUTES} attributes")
    _start_element(self, name, qname, attributes)


def _short_base(self: Any, tag: str, attributes: Any) -> None:
    """Each element resolves its own against it, and those within it grow."""
    _start_tag(self, tag, attributes)
    if len(self.baseuri or "") > _BASE:
        raise _Endless(f"an xml:base of the feed has more than {_BASE} letters")


_FeedParserMixin._add_tag = _few_tags  # noqa: SLF001
_FeedParserMixin._sync_author_detail = _short_author  # noqa: SLF001
_FeedParserMixin.unknown_starttag = _short_base
_StrictFeedParser.startElementNS = _few_attributes


def parse(body: bytes, url: str) -> RawFeed:
    """Read RSS, Atom or CDF in UTF-8. Whatever feedparser raises on a document is the document's fault."""
    try:
        result = feedparser.parse(
            io.BytesIO(_bound(body)),
            response_headers={
                "content-type": "application/xml; charset=utf-8",
                "content-location": NOWHERE + FOLDERS[0],
            },
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        return found.raw(dict(result))
    except MemoryError:
        raise
    except _Endless as error:
        raise ParseError(url, str(error)) from error
    except Exception as error:
        reason = f"the feed cannot be read: {type(error).__name__} while parsing it"
        raise ParseError(url, reason) from error


def _bound(body: bytes) -> bytes:
    """Declare Atom's prefix where RSS uses it undeclared: feedparser would pass by what has it."""
    if b"<atom:" not in body or b"xmlns:atom" in body:
        return body
    return _ROOT.sub(_ATOM, body, count=1)


def instant(written: str) -> datetime | None:
    """A date in any of the shapes that feedparser knows."""
    return found.instant(_parse_date(written))


def resolved(href: str) -> str:
    """A link as feedparser resolves it where nothing says what it is relative to; see found.py."""
    return str(_urljoin(NOWHERE + FOLDERS[0], href))
