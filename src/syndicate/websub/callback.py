"""Which addresses hubs can reach, and which of them may be told a secret. Pure.

Nothing is looked up: a name that leads to a private address costs a request that is never verified.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from syndicate.model import Source, is_literal, is_public_name

URL_LENGTH = 2048

Refusal = Callable[[str], str | None]


def is_reachable(url: str, refusal: Refusal) -> bool:
    """Tell whether hubs on the internet can call `url`; `refusal` tells why a literal address is not public.

    An address in a network that people allowed counts: they chose it.
    """
    parts = _web(url)
    if parts is None or not parts.hostname:
        return False
    if is_literal(parts.hostname):
        return refusal(parts.hostname) is None
    return is_public_name(parts.hostname)


def keeps_secrets(hub: str, is_chosen: Callable[[str], bool]) -> bool:
    """Tell whether a secret may go to this hub: over TLS only (WebSub, 5.1), or inside a network people chose."""
    parts = _web(hub)
    if parts is None or not parts.hostname:
        return False
    return parts.scheme == "https" or (is_literal(parts.hostname) and is_chosen(parts.hostname))


def is_public(source: Source) -> bool:
    """Tell whether a hub may know of a source: one that needs a secret is between its server and us."""
    return not source.headers and source.url == source.shown_url


def is_named(url: str) -> bool:
    """Tell whether a feed's word for its hub or its topic can be used as one."""
    parts = _web(url)
    return parts is not None and bool(parts.hostname) and parts.username is None


def _web(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and len(url) <= URL_LENGTH else None
