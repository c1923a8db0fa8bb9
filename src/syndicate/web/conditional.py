"""What a request asks for: which coding, page or feed, and whether it has it already. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from syndicate.fetch.headers import http_date

ASKED_BY = "Accept, Sec-Fetch-Dest"  # all that `wants_page` looks at: caches must not mix what these tell apart
_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_FEEDS = frozenset(
    {
        "application/atom+xml",
        "application/rss+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
        "text/xml",
    }
)


def weights(header: str) -> dict[str, float]:
    """Read an Accept or Accept-Encoding header (RFC 9110, 12.4.2); what cannot be read weighs 0."""
    found: dict[str, float] = {}
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((each[2:].strip() for each in parameters if each.startswith("q=")), "1")
        try:
            found[name] = min(max(0.0, float(quality)), 1.0)  # max gives its first for a NaN
        except ValueError:
            found[name] = 0.0
    return found


def wants_page(headers: Mapping[str, str]) -> bool:
    """Tell whether a person's browser asks. A feed reader is never sent to a page.

    A browser names HTML; readers that do as well name a feed type with it. Browsers that say what
    a request is for (Fetch Metadata) are taken at their word.
    """
    return names_page(headers) and headers.get("Sec-Fetch-Dest", "document") == "document"


def names_page(headers: Mapping[str, str]) -> bool:
    """Tell whether HTML is named, and no type of feed."""
    return _names_page_only(headers.get("Accept", ""))


# The same few headers come again and again: what they mean is kept.


@lru_cache(maxsize=256)
def _names_page_only(header: str) -> bool:
    accepted = weights(header)
    feeds = any(accepted.get(kind, 0.0) > 0 for kind in _FEEDS)
    return accepted.get("text/html", 0.0) > 0 and not feeds


def held(headers: Mapping[str, str], etag: str, updated_at: datetime) -> str | None:
    """Tell whether the requester holds this version already (RFC 9110, 13.2.2): None if not.

    A tag is compared without what a coding, ours or a proxy's, put behind it: "x", "x-gz", "x-gzip". Of the one
    that matched, that is returned.
    """
    tags = headers.get("If-None-Match")
    if tags is not None:
        if tags.strip() == "*":
            return ""
        found = (tag.partition("-") for tag in _TAG.findall(tags))
        return next((dash + coding for bare, dash, coding in found if bare == etag), None)
    since = headers.get("If-Modified-Since")
    return "" if since is not None and _not_after(updated_at, since) else None


def _not_after(instant: datetime, written: str) -> bool:
    since = http_date(written)
    return since is not None and instant.replace(microsecond=0) <= since
