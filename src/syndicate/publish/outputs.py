"""An address and its entries -> the feed that stands there. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import cast, get_args
from urllib.parse import quote, unquote

from syndicate.model import Address, Entry, Kind, OutputFeed, Suffix
from syndicate.publish.entries import newest_change
from syndicate.publish.gate import as_uri
from syndicate.publish.positions import encoded


def place(address: Address, site: str) -> str:
    """Return the address of an output or a part of it, without a suffix: its page, and the stem of its feeds."""
    name, part = quote(address.name, safe=""), address.part
    site = f"{site}/{address.door}" if address.door else site
    if address.kind == "search":
        return f"{site}/search?q={name}"
    until = f"&until={encoded(part.until)}" if part and part.until else ""
    asked = f"?{part.kind}={encoded(part.at)}{until}" if part else ""
    return f"{site}/{address.kind}/{name}{asked}"


def found(url: str, site: str) -> Address | None:
    """Read the address of a feed, as it was written by `place` and `suffixed`; None where it is none, or a search.

    A site in letters such as ü has two forms: that of feeds.yaml, and the one that its feeds give as their own.
    """
    site = site if url.startswith(f"{site}/") else as_uri(site)
    kind, _, rest = url.removeprefix(f"{site}/").partition("/")
    name, _, suffix = rest.rpartition(".")
    if kind not in get_args(Kind) or suffix not in get_args(Suffix):
        return None
    address = Address(cast("Kind", kind), unquote(name), cast("Suffix", suffix))
    is_ours = address.kind != "search" and suffixed(place(address, site), suffix) == url
    return address if is_ours else None


def suffixed(url: str, suffix: str) -> str:
    """Put a suffix to the path of an address: /search?q=x is /search.atom?q=x as Atom."""
    path, mark, query = url.partition("?")
    return f"{path}.{suffix}{mark}{query}"


def assemble(
    address: Address,
    entries: Iterable[Entry],
    *,
    site: str,
    title: str,
    author: str,
    since: datetime,
) -> OutputFeed:
    """Make the feed. Its `updated` is the newest change of an entry, or `since` when it is empty."""
    chosen = tuple(entries)
    here = place(replace(address, part=None, door=""), site)
    return OutputFeed(
        id=here,
        title=title,
        subtitle="",
        self_url=place(address, site),
        html_url=here,
        updated_at=newest_change(chosen, since),
        author=author,
        entries=chosen,
    )
