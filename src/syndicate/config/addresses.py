"""The addresses that feeds.yaml may hold: of feeds, of our site, of a store, a proxy, a host, a network. Pure.

No message quotes an address: it can hold a secret.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from syndicate.model import is_source_id

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
NOT_HTTP = "must be an address that begins with http:// or https://"
_NOT_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\<>\"`{}|^]")
_NOT_IN_HOST = re.compile(r"[\x00-\x2c/;<=>?@\[\]]|\.\.|^\.")
# What nearly every address looks like: scheme, host, port, path, query, fragment. It needs no closer look.
USUAL_ADDRESS = re.compile(
    r"(https?)://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::([1-5]?[0-9]{1,4}))?"
    r"(/[\w/.~%&=+,;:@!$'()*-]*)?(?:\?([\w/.~%&=+,;:@!$'()*?-]*))?",
    re.ASCII,
)
_NUMBERS = re.compile(r"[0-9.]+|.*\.0x[0-9a-fA-F]*")
_REFERENCE = re.compile(r"\$\{[^{}]*\}")


def web_address(text: str) -> str:
    """Return an address that can be fetched: http or https, with a host."""
    if USUAL_ADDRESS.fullmatch(text):
        return text
    parts = _split(text)
    if parts.scheme not in {"http", "https"}:
        raise ValueError(NOT_HTTP)
    if not parts.hostname or (":" not in parts.hostname and _NOT_IN_HOST.search(parts.hostname)):
        raise ValueError("must name a host, such as https://example.org/feed.xml")
    return text


def former_address(text: str) -> str:
    """Return an address that is not fetched any more, as it was written: with its references; or the id of a source."""
    if not is_source_id(text) and not text.startswith("${"):
        web_address(_REFERENCE.sub("x", text))
    return text


def public_address(text: str) -> str:
    """Return where readers reach us, without the last slash."""
    parts = _split(web_address(text))
    if parts.username is not None or parts.query or parts.fragment or text[-1] in "?#":
        raise ValueError("must hold nothing but scheme, host, port and path")
    return text.rstrip("/")


def store_address(text: str) -> str:
    """Return the address of a store that we have a driver for."""
    if text.startswith("postgresql://"):
        _split(text)
        return text
    if not text.startswith("sqlite:///") or CONTROL.search(text):
        raise ValueError("must be sqlite:///FILE (three slashes) or postgresql://HOST/DATABASE")
    if text.removeprefix("sqlite:///") in {"", ":memory:"} or text.endswith("/"):
        raise ValueError("must name a file: sqlite:///syndicate.db")
    return text


def proxy_address(text: str) -> str:
    """Return the address of an HTTP proxy, with its login if it has one."""
    parts = _split(text)
    if parts.scheme != "http":
        raise ValueError(
            "must begin with http://, for no other proxy can be used; sources by https go through it, too"
        )
    name = parts.hostname or ""
    if not name or (":" not in name and (_NOT_IN_HOST.search(name) or _is_odd_number(name))):
        raise ValueError("must name a host and a port, such as http://proxy.example.org:3128")
    if parts.path.strip("/") or parts.query or parts.fragment or text[-1] in "?#":
        raise ValueError(
            "must hold nothing but a login, a host and a port; in a password write / as %2F, ? as %3F and # as %23"
        )
    return text


def host(text: str) -> str:
    """Return a host name or an IP address to listen on."""
    if not text or _NOT_IN_ADDRESS.search(text):
        raise ValueError("must be a host name or an IP address")
    if _NOT_IN_HOST.search(text) or (":" in text and not _is_address(text)):
        raise ValueError("must be a host name or an IP address, without scheme and port")
    return text


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def network(text: str) -> str:
    """Return a network in its usual form; one address is a network of one."""
    try:
        return str(ipaddress.ip_network(text, strict=False))
    except ValueError:
        raise ValueError("must be an IP network such as 127.0.0.0/8 or fd00::/8") from None


def _split(text: str) -> SplitResult:
    if _NOT_IN_ADDRESS.search(text):
        raise ValueError("must be an address without spaces, quotes and brackets")
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where it is no number, or too large
    except ValueError:
        raise ValueError("must be a web address; its host or port cannot be read") from None
    return parts


def _is_odd_number(name: str) -> bool:
    """Whether some would read an IPv4 address from it that it does not say."""
    if not _NUMBERS.fullmatch(name):
        return False
    try:
        ipaddress.IPv4Address(name)
    except ValueError:
        return True
    return False
