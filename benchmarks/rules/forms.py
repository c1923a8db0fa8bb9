"""The forms of single values: addresses, instants, languages, media types. Each check yields what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+\Z")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+\Z")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\Z")
_RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"\d{4} \d\d:\d\d:\d\d (GMT|[+-]\d{4})\Z"
)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(;.*)?\Z")


def address(url: str | None, what: str, *, iri: bool = False) -> Iterator[str]:
    """An absolute address of the web, of characters that RFC 3986 knows, or RFC 3987 where HTML may have them."""
    if not url or not (_IRI if iri else _URI).match(url):
        yield f"{what} is no absolute URI: {url!r}"
        return
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        yield f"{what} cannot be parsed: {url!r}"
        return
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        yield f"{what} is not of the web: {url!r}"
    if parts.username or parts.password:
        yield f"{what} holds credentials"
    if re.search(r'[<>"{}|\\^`]', url) or _BROKEN_ESCAPE.search(url):
        yield f"{what} has characters that must be escaped: {url!r}"


def identifier(text: str | None, what: str) -> Iterator[str]:
    """An absolute IRI."""
    if not text or not _IRI.match(text):
        yield f"{what} is no absolute IRI: {text!r}"


def instant(text: str | None, what: str) -> Iterator[str]:
    """A moment by RFC 3339, in capitals and with a zone."""
    if not text or not _RFC3339.match(text):
        yield f"{what} is no instant by RFC 3339: {text!r}"
        return
    try:
        datetime.fromisoformat(text)
    except ValueError:
        yield f"{what} does not exist: {text!r}"


def mail_date(text: str | None, what: str) -> Iterator[str]:
    """A date by RFC 822 with a year of four digits, on the day of the week that it names."""
    if not text or not _RFC822.match(text):
        yield f"{what} is no date by RFC 822: {text!r}"
        return
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        yield f"{what} does not exist: {text!r}"
        return
    if f"{at:%a}" != text[:3]:
        yield f"{what} was no {text[:3]}: {text!r}"


def language(tag: str | None, what: str) -> Iterator[str]:
    """A tag as BCP 47 writes it; none at all is right, too."""
    if tag is not None and not _LANGUAGE.match(tag):
        yield f"{what} is no language: {tag!r}"


def media_type(text: str | None, what: str) -> Iterator[str]:
    """A media type; none at all is right, too."""
    if text is not None and not _MEDIA_TYPE.match(text):
        yield f"{what} is no media type: {text!r}"


def size(text: str | None, what: str) -> Iterator[str]:
    """A number of bytes; none at all is right, too."""
    if text is not None and not (text.isascii() and text.isdigit()):
        yield f"{what} is no number of bytes: {text!r}"


def once(values: list[str | None], what: str) -> Iterator[str]:
    """Values of which none may come twice."""
    told = set()
    for value in values:
        if value in told:
            yield f"{what} stands twice: {value!r}"
        told.add(value)
