"""Headers of an answer -> what they mean. Whatever a server writes, nothing here raises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from yarl import URL

from syndicate.model import EPOCH, Validators

RETRY_SHORTEST = timedelta(seconds=60)
RETRY_LONGEST = timedelta(days=7)
FRESH_LONGEST = timedelta(days=7)
ETAG_BYTES = 512
DATE_BYTES = 64
LINKS = 32

_MAX_AGE = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?([0-9]{1,10})(?![0-9])', re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|[,\s])no-(?:store|cache)(?![\w-])", re.IGNORECASE)
_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_REL = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s";,]+))', re.IGNORECASE)


def sane_validators(
    etag: str | None, last_modified: str | None, now: datetime | None = None
) -> Validators:
    """Keep what can be stored and sent back as it is; an answer without sane ones has none."""
    if etag is not None and not (is_plain(etag) and len(etag) <= ETAG_BYTES):
        etag = None
    if last_modified is not None and not (
        is_plain(last_modified)
        and len(last_modified) <= DATE_BYTES
        and (date := http_date(last_modified)) is not None
        and date >= EPOCH
        # A date to come would hold every change back until then (RFC 9110, 8.8.2.1).
        and (now is None or date <= now + timedelta(days=1))
    ):
        last_modified = None
    return Validators(etag=etag, last_modified=last_modified)


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Tell how long the answer need not be asked for again (RFC 9111, 4.2); None if it does not say."""
    control = headers.get("Cache-Control", "")
    if _NOT_KEPT.search(control):
        return None
    age = headers.get("Age", "").strip()
    if found := _MAX_AGE.search(control):
        seconds = int(found[1]) - (int(age) if re.fullmatch(r"[0-9]{1,10}", age) else 0)
        return _positive(timedelta(seconds=min(seconds, 10**9)))
    expires = http_date(headers.get("Expires", ""))
    if expires is None:
        return None
    return _positive(expires - (http_date(headers.get("Date", "")) or now))


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Read when the server wants to be asked again: seconds or a date (RFC 9110, 10.2.3)."""
    text = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,12}", text):
        wish = timedelta(seconds=min(int(text), 10**9))
    elif date := http_date(text):
        wish = date - (http_date(headers.get("Date", "")) or now)  # by the server's own clock
    else:
        return None
    return min(max(wish, RETRY_SHORTEST), RETRY_LONGEST)


def links(values: Iterable[str], page: URL) -> tuple[tuple[str, str], ...]:
    """Read (relation, absolute address) of each web link in the Link headers (RFC 8288)."""
    found = []
    for value in values:
        for rel, target in _targets(value):
            if (href := _absolute(page, target)) is not None:
                found.append((rel, href))
    return tuple(dict.fromkeys(found))[:LINKS]


def codings(values: Iterable[str]) -> tuple[str, ...]:
    """Name what the Content-Encoding headers list, in the order of use, "identity" left out."""
    names = ",".join(values).lower().split(",")
    return tuple(name.strip() for name in names if name.strip() not in {"", "identity"})


def http_date(text: str) -> datetime | None:
    """Read a date as servers write it; one without a zone is in UTC."""
    try:
        date = parsedate_to_datetime(text)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def printable(text: str, longest: int = 200) -> str:
    """Return the part of a header that may be kept: printable ASCII, not too long."""
    return "".join(char for char in text[:longest] if " " <= char <= "~").strip()


def is_plain(text: str) -> bool:
    """Tell whether a header can hold this text, and a log line too."""
    return text.isascii() and text.isprintable() and bool(text.strip())


def _positive(span: timedelta) -> timedelta | None:
    return min(span, FRESH_LONGEST) if span > timedelta() else None


def _targets(value: str) -> Iterator[tuple[str, str]]:
    for link in _LINK.finditer(value):
        rel = _REL.search(link[2])
        if rel is not None:
            for name in (rel[1] or rel[2] or "").lower().split():
                yield printable(name), link[1].strip()


def _absolute(page: URL, target: str) -> str | None:
    try:
        url = page.join(URL(target)).with_user(None)
    except ValueError:
        return None
    return str(url) if url.scheme in {"http", "https"} and url.host else None
