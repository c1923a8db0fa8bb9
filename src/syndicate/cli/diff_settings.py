"""What `syndicate diff` tells of settings: what another feeds.yaml says outright and no replay of items shows. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import timedelta

    from syndicate.model import Access, Declared

Row = Mapping[str, str]

_URL: Final = (
    "each feed has another address and another atom:id, entries keep theirs; who subscribed has to be"
    " led to the new address, and who follows by our hub has to follow anew"
)
_ACCESS: Final[Mapping[Access, str]] = {
    "private": "only subscribers may read it, at addresses of their own below /private/",
    "public": "everybody may read it",
}


def changed_settings(before: Declared, after: Declared) -> list[Row]:
    """Tell each setting that differs and is felt by those who read, with what comes of it."""
    return [
        {"setting": setting, "before": told[0], "after": told[1], "what": what}
        for setting, told, what in _told(before, after)
        if told[0] != told[1]
    ]


def _told(before: Declared, after: Declared) -> Iterator[tuple[str, tuple[str, str], str]]:
    yield "url", (before.url, after.url), _URL
    yield "access", (before.access, after.access), _ACCESS[after.access]
    for section in ("outputs", "topics"):
        known, now = getattr(before, section), getattr(after, section)
        for name in sorted(known.keys() & now.keys()):
            ways = known[name].access, now[name].access
            if before.access == after.access or ways[1] != after.access:  # else the site says it
                yield f"{section}.{name}.access", ways, _ACCESS[ways[1]]
    yield "keep", (_kept(before.keep), _kept(after.keep)), _forgotten(before.keep, after.keep)
    hubs = tuple("on" if each.hub_url else "off" for each in (before, after))
    yield "hub", (hubs[0], hubs[1]), "whether feeds name our hub, and who follows is told by it"
    carried = Counter(
        (known.republish, now.republish)
        for name, now in after.sources.items()
        if (known := before.sources.get(name)) is not None
    )
    for told, count in carried.items():
        yield "republish", told, f"how much our feeds carry of items: {count:,} of the sources"


def _kept(keep: timedelta | None) -> str:
    return "forever" if keep is None else f"{keep.days}d"


def _forgotten(before: timedelta | None, after: timedelta | None) -> str:
    if after is not None and (before is None or after < before):
        return (
            f"what no feed has offered for {after.days} days is forgotten, and cannot be had back"
        )
    return "items are kept for longer from now on"
