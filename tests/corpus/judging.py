"""What a peer expects of a file against what we read: met, otherwise on purpose, or failed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from urllib.parse import unquote, urljoin

from selectolax.lexbor import LexborHTMLParser

from syndicate.errors import ParseError
from syndicate.model import Document, Item, ParsedFeed, Validators
from syndicate.normalize.document import read
from tests.corpus.peers import FIELDS, Case, Expected

URL = "https://samples.example/feeds/feed.xml"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


# Fields of which an item has one, whichever of those offered it takes.
_SINGLE = ("title", "link", "content")
_LATER = ("updated", "date_modified", "dcterms.modified")
_EARLIER = ("published", "pubDate", "date_published", "dcterms.issued")
_WRAPPERS = ("feedproxy.google.com", "feeds.feedburner.com", "www.google.com/url")
_NOT_SHOWN = re.compile(
    rb'<content type="(?:application/(?:octet-stream|json|atom\+xml)|video/mp4)"'
)
PURPOSES = {
    "feed": "of a feed its title, page and own address are kept; ids, dates, people and texts are those of its items",
    "one": "an item, or feed, has one title, link and text: of several that are offered another one was taken",
    "base": "a relative link is made absolute, by xml:base where there is one",
    "wrapped": "a link that FeedBurner or Google wrapped is given as the address it leads to",
    "scheme": "a link that is no http(s) address is no link (tag:, urn:, at:)",
    "twin": "an id that several entries of a document share is told apart by what they say",
    "mail": 'of "address (name)" the name is kept',
    "media": "a content that is neither text nor HTML is not shown (RFC 4287, 4.1.3.3)",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one expectation fared. `purpose` is a key of PURPOSES where we mean to differ."""

    case: Case
    expected: Expected
    found: tuple[str, ...]
    is_met: bool
    purpose: str | None = None

    @property
    def has_failed(self) -> bool:
        return not (self.is_met or self.purpose)


def judged(case: Case) -> Iterator[Verdict]:
    """A verdict for every expectation of a file."""
    feed = feed_of(case)
    items = aligned(case, feed)
    found = [values(feed, items.get(one.entry or 0), one) for one in case.expected]
    met = [is_met(one, has) for one, has in zip(case.expected, found, strict=True)]
    taken = {(one.entry, one.field) for one, ok in zip(case.expected, met, strict=True) if ok}
    for one, has, ok in zip(case.expected, found, met, strict=True):
        purpose = None if ok else _purpose(case, one, has, taken)
        yield Verdict(case, one, has, ok, purpose)


def table(verdicts: Iterable[Verdict]) -> dict[str, tuple[int, int, int]]:
    """Field -> how many were met, differ on purpose, failed; "all" for all of them."""
    count: Counter[tuple[str, int]] = Counter()
    for one in verdicts:
        column = 0 if one.is_met else 2 if one.has_failed else 1
        count[one.expected.field, column] += 1
        count["all", column] += 1
    fields = dict.fromkeys((*FIELDS, "all"))
    return {
        field: (count[field, 0], count[field, 1], count[field, 2])
        for field in fields
        if any(count[field, column] for column in range(3))
    }


def _purpose(
    case: Case, expected: Expected, found: tuple[str, ...], taken: set[tuple[int | None, str]]
) -> str | None:
    """Why we mean to give something else; None where we do not."""
    value, field = expected.value, expected.field
    has = found[0] if found else ""
    scheme = re.match(r"[a-z][a-z0-9+.-]*:", value)
    rules = {
        "feed": expected.entry is None and field in ("id", "date", "author", "content"),
        "one": field in _SINGLE and (expected.entry, field) in taken,
        "base": field in ("link", "enclosure")
        and value[:1] == "/"
        and any(f.endswith(value) for f in found),
        "wrapped": field == "link"
        and any(place in value for place in _WRAPPERS)
        and has in unquote(value) + unescape(case.path.read_text("utf-8", "replace")),
        "scheme": field == "link" and not has and bool(scheme and not scheme[0].startswith("http")),
        "twin": field == "id" and has.startswith(f"{value}|"),
        "mail": field == "author" and bool(has) and value.endswith(f" ({has})"),
        "media": field == "content" and bool(_NOT_SHOWN.search(case.path.read_bytes())),
    }
    return next((name for name, holds in rules.items() if holds), None)


def feed_of(case: Case) -> ParsedFeed | None:
    """What we read of a sample; None where we refuse it."""
    document = Document(URL, case.path.read_bytes(), "", Validators(), NOW)
    try:
        return read(document, source_id="sample")
    except ParseError:
        return None


def values(feed: ParsedFeed | None, item: Item | None, expected: Expected) -> tuple[str, ...]:
    """What we have in the field that is asked for."""
    if feed is None:
        return ()
    if expected.entry is None:
        return tuple(_of_feed(feed, expected))
    return tuple(_of_item(item, expected)) if item else ()


def _of_feed(feed: ParsedFeed, expected: Expected) -> Iterator[str]:
    if expected.field == "count":
        yield str(len(feed.items))
    elif expected.field == "title":
        yield feed.title or ""
    elif expected.field == "link":
        yield from filter(None, (feed.site_url, feed.self_url))


def _of_item(item: Item, expected: Expected) -> Iterator[str]:
    match expected.field:
        case "title":
            yield item.title
        case "link":
            yield item.url or ""
        case "id":
            yield from (key.partition(":")[2] for key in item.keys if key.startswith("guid"))
        case "date":
            first = () if expected.role in _LATER else (item.claimed_at,)
            last = () if expected.role in _EARLIER else (item.claimed_updated_at,)
            yield from (at.isoformat() for at in (*first, *last) if at)
        case "author":
            yield from item.authors
        case "content":
            yield from (item.content_html, item.summary)
        case "enclosure":
            for file in item.enclosures:
                yield " ".join((file.url, file.media_type or "-", str(file.length_bytes or "-")))


def aligned(case: Case, feed: ParsedFeed | None) -> dict[int, Item]:
    """Number of an expected entry -> our item. Where we have fewer, title and link tell which."""
    entries = {e.entry for e in case.expected if e.entry is not None}
    items = list(feed.items) if feed else []
    if len(items) > max(entries, default=-1):
        return dict(enumerate(items))
    found: dict[int, Item] = {}
    for at in sorted(entries):
        told = [e for e in case.expected if e.entry == at and e.field in ("title", "link", "id")]
        best = max(
            items,
            key=lambda item: sum(is_met(e, values(feed, item, e)) for e in told),
            default=None,
        )
        if best and any(is_met(e, values(feed, best, e)) for e in told):
            found[at] = best
    return found


def is_met(expected: Expected, found: Sequence[str]) -> bool:
    """Whether one of our values is the expected one, written otherwise or not."""
    value = expected.value
    match expected.field:
        case "date":
            return _instant(value) in map(_instant, found)
        case "link" | "enclosure":
            return _address(value) in map(_address, filter(None, found))
        case "content":
            return _words(value) in map(_words, filter(None, found))
        case "title" | "author":  # ours are plain text; theirs may be HTML
            ours = {_packed(one) for one in found if one}
            return not ours.isdisjoint((_packed(value), _words(value), _packed(unescape(value))))
    return value.strip() in found


def _words(markup: str) -> str:
    """The text of a piece of HTML, spaces aside."""
    body = LexborHTMLParser(f"<!DOCTYPE html><body>{markup}").body
    return _packed(body.text()) if body else ""


def _packed(text: str) -> str:
    return "".join(text.split())


def _address(value: str) -> str:
    """An address in full; without a path it is that of the root."""
    return re.sub(r"(?<=//)([^/?# ]+)(?=[ ]|$)", r"\1/", urljoin(URL, value.strip()))


def _instant(written: str) -> str:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        try:
            at = parsedate_to_datetime(written)
        except ValueError:
            return written
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at.astimezone(UTC).replace(microsecond=0).isoformat()
