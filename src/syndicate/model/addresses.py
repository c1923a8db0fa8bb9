"""Addresses of feeds: which host they name, which source is made of one, which two are likely one feed. Pure."""

from __future__ import annotations

import base64
import hashlib
import re
from ipaddress import ip_address
from string import punctuation
from urllib.parse import quote, urlsplit

_AUTHORITY = re.compile(r"[a-zA-Z][\w+.-]*://(?:[^/?#@]*@)?([^/?#]*)")
_SOURCE_ID = re.compile(r"s[a-z2-7]{12}")
# Names that no public host has (RFC 2606, RFC 6761, RFC 6762 and its appendix G, RFC 7686, RFC 8375, and what ICANN
# keeps back), and numbers that some take for an IPv4 address.
_NOT_PUBLIC = (
    ".arpa",
    ".corp",
    ".example",
    ".home",
    ".internal",
    ".intranet",
    ".invalid",
    ".lan",
    ".local",
    ".localhost",
    ".mail",
    ".onion",
    ".private",
    ".test",
)
_NUMBER = re.compile(r".*\.(?:[0-9]+|0x[0-9a-f]*)")


def is_literal(host: str) -> bool:
    """Tell whether a host is an IP address and no name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_public_name(host: str) -> bool:
    """Tell whether a host on the internet could have this name. Nothing is looked up."""
    name = host.rstrip(".").lower()
    return "." in name and not name.endswith(_NOT_PUBLIC) and not _NUMBER.fullmatch(name)


def authority(url: str) -> str:
    """Give the host and port of an address (RFC 3986, 3.2), in small letters; "" where it has none."""
    found = _AUTHORITY.match(url)
    return found[1].lower() if found else ""


def is_source_id(text: str) -> bool:
    """Whether this is what `source_id` gives."""
    return bool(_SOURCE_ID.fullmatch(text))


def source_id(url: str) -> str:
    """Return the id of the source that is subscribed to by this address, exactly as it is written. An id is its own."""
    if is_source_id(url):
        return url
    digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()
    return "s" + base64.b32encode(digest[:10]).decode("ascii")[:12].lower()


def twin(url: str) -> str:
    """Return what all addresses share that most likely lead to one feed.

    Scheme and last slash make no difference, nor whether letters beyond ASCII are encoded, as they are in an export.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError:
        return url
    port = None if port in {80, 443} else port
    path, query = (quote(part, safe=punctuation) for part in (parts.path.rstrip("/"), parts.query))
    return repr((host, port, path, query))
