"""Links: made absolute, unwrapped for people, folded to a key for matching. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from yarl import URL

from syndicate.normalize.links import tracking
from syndicate.normalize.links.unwrap import unwrapped
from syndicate.normalize.text import xml_legal

URL_BYTES = 2048
_SCHEMES = ("http", "https")
_UNSAFE = re.compile(r"""[\s"<>\\^`{|}\x00-\x20\x7f]""")
# A link that is absolute, and of which nothing is to be changed.
_SETTLED = re.compile(
    r"https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z0-9]{1,20}(?::[1-9][0-9]{0,3})?"
    r"(?:/[\w.~!$'()*+,=:@%/-]*)?(?:\?[\w.~!$'()*+,;=:@%/?&-]+)?(?:#[\w.~!$'()*+,;=:@%/?&-]+)?",
    re.ASCII,
)
_DROPPED = re.compile(r"[\t\r\n\x00-\x1f\x7f\u200b\ufeff]")

# Forms of one page: other hosts, names of a folder's own page, AMP in the path.
_HOSTS = frozenset(("www", "www2", "m", "mobile", "amp"))
_REGISTRIES = frozenset("ac co com edu gov go ne net or org".split())  # noqa: SIM905 - as in co.uk
_FOLDER_PAGE = re.compile(
    r"(?i)/(?:index\.(?:html?|xhtml|shtml|php[3-5]?|aspx?|jsp|cfm|cgi)|default\.(?:html?|aspx?))$"
)
_AMP_PATH = re.compile(r"/(?:amp|AMP)$|\.amp$|(?<=.)\.amp(?=\.html$)|^/(?:amp|AMP)(?=/[^/])")
_PASSES = 8  # of unwrapping and folding, until nothing changes


@lru_cache(maxsize=1024)  # one entry names the same places several times
def absolute(href: str | None, base: str | None) -> str | None:
    """The link as given, made absolute: http(s) only, without credentials, at most 2 kB."""
    if href and len(href) <= URL_BYTES and _SETTLED.fullmatch(href):
        return href
    given = _DROPPED.sub("", xml_legal(href or "")).strip()
    return _joined(given, base)


def _joined(given: str, base: str | None) -> str | None:
    if not given or len(given) > URL_BYTES:
        return None
    try:
        alone = urlsplit(given)
        if alone.scheme and not alone.netloc:  # "https:" and no place: a browser would guess
            return None
        joined = urljoin(base or "", given)
        parts = urlsplit(joined)
        host = parts.hostname and URL(joined).host
        if parts.scheme not in _SCHEMES or not host or not host.strip("."):
            return None
        joined = parts.scheme + joined[len(parts.scheme) :]  # in lower case
        if "@" in parts.netloc:
            joined = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    except (ValueError, TypeError, IndexError):
        return None
    safe = _UNSAFE.sub(lambda match: quote(match[0]), joined)
    return safe if len(safe.encode("utf-8", "ignore")) <= URL_BYTES else None


@lru_cache(maxsize=1024)
def for_people(href: str | None, base: str | None) -> str | None:
    """The link as people get it: absolute, past redirectors that name their target, without what surely tracks."""
    given = absolute(href, base)
    if given is None:
        return None
    target = unwrapped(given)
    if target != given:
        target = absolute(target, None) or given
    return tracking.for_people(target)


@lru_cache(maxsize=1024)
def canonical_key(url: str | None) -> str | None:
    """What all addresses of one page share, whatever their form; used for matching, never shown."""
    key = None
    for _ in range(_PASSES):
        place = _parsed(unwrapped(url)) if url else None
        if place is None:
            return key
        key = _folded(place)
        url = f"https://{key}"
        if "/." not in key and unwrapped(url) == url:  # neither a new path nor a redirector
            return key
    return key


@lru_cache(maxsize=1024)
def first_key(url: str | None) -> str | None:
    """The key as it was written into stores first. It is a name that stands there: never change it (ADR 17)."""
    place = _parsed(url) if url else None
    if place is None:
        return None
    kept = _query(place, tracking.is_tracking)
    return _without_www(place.host) + place.port + place.path.rstrip("/") + kept + place.bang


class _Place(NamedTuple):
    """What an address says, in the normal form of RFC 3986, 6.2.2; the host as people write it."""

    host: str
    port: str
    path: str
    query: str
    bang: str


def _parsed(url: str) -> _Place | None:
    try:
        parsed = URL(url)
        host, port = parsed.host, parsed.explicit_port
        if not host or not host.strip(".") or parsed.scheme not in _SCHEMES:
            return None
        path, query, fragment = parsed.raw_path, parsed.raw_query_string, parsed.raw_fragment
    except (ValueError, TypeError, IndexError):
        return None
    number = "" if port in (None, 80, 443) else f":{port}"
    bang = f"#{fragment}" if fragment.startswith("!") else ""
    return _Place(host.lower().rstrip("."), number, path, query, bang)


def _folded(place: _Place) -> str:
    kept = _query(place, lambda *pair: tracking.is_tracking(*pair) or tracking.is_form(*pair))
    return _site(place.host) + place.port + _page(place.path) + kept + place.bang


def fragment(url: str) -> str:
    """What stands behind the #: some feeds tell their entries apart by nothing else."""
    return url.partition("#")[2]


def _without_www(host: str) -> str:
    while host.startswith("www.") and host.count(".") > 1:
        host = host[4:]
    return f"[{host}]" if ":" in host else host


def _site(host: str) -> str:
    """The host, without the labels by which a site tells phones from desks."""
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _HOSTS and not _is_registry(labels[1:]):
        del labels[0]
    if len(labels) > 3 and labels[1] == "m":
        del labels[1]
    host = ".".join(labels)
    return f"[{host}]" if ":" in host else host


def _is_registry(labels: list[str]) -> bool:
    return len(labels) == 2 and labels[0] in _REGISTRIES and len(labels[1]) == 2


def _page(path: str) -> str:
    """The path, without what names the form of a page or a folder's own page."""
    path = path.rstrip("/")
    if "amp" not in path and "AMP" not in path and "." not in path:
        return path
    before = None
    while before != path:
        before = path
        path = _FOLDER_PAGE.sub("", _AMP_PATH.sub("", path, count=1)).rstrip("/")
    return path


def _query(place: _Place, is_dropped: Callable[[str, str], bool]) -> str:
    if not place.query:
        return ""
    pairs = parse_qsl(
        place.query, keep_blank_values=True, errors="surrogateescape", max_num_fields=None
    )
    kept = sorted(pair for pair in pairs if not is_dropped(*pair))
    return f"?{urlencode(kept, errors='surrogateescape')}" if kept else ""
