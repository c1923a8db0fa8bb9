"""Three days of news of three sources, and all that is published of them."""

from __future__ import annotations

from dataclasses import replace

from syndicate.model import Address, Kind, Output, Publication, Source, Topic
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    DAY,
    KESTREL,
    KINDS,
    SHIP,
    TOW,
    TUGS,
    Desk,
    a_source,
    declared,
)

ATOM = "{http://www.w3.org/2005/Atom}"
PORT, MAIL, BLOG = a_source("port", "sea"), a_source("mail", "town"), a_source("blog", "blog")
VARNA = Topic("varna", "Varna", any=("Varna",))
MODES = ("items", "stories", "developments", "digest")
OUTPUTS = [Output(mode, mode.title(), mode=mode) for mode in MODES]  # type: ignore[arg-type]
COPY = replace(SHIP, guid="again")


def outputs_of(*tags: str) -> list[Output]:
    return [replace(output, tags=tags) for output in OUTPUTS]


async def told(desk: Desk, *sources: Source, tags: tuple[str, ...] = ()) -> str:
    """Three days of news. Return the thread of the ship."""
    await desk.declare(declared(sources or (PORT, MAIL, BLOG), [VARNA], outputs_of(*tags)))
    await desk.walk("port", SHIP)
    await desk.walk("blog", COPY)
    await desk.walk("mail", TUGS)
    desk.clock.forward(DAY)
    await desk.walk("mail", TUGS, KESTREL)
    desk.clock.forward(DAY)
    await desk.walk("port", SHIP, TOW, CHICKPEAS)
    return (await desk.item("port", SHIP)).thread_id or ""


def addresses(thread: str) -> list[Address]:
    names: dict[Kind, tuple[str, ...]] = {
        "outputs": MODES,
        "topics": ("varna",),
        "threads": (thread,),
        "sources": ("port", "mail", "blog"),
        "tags": ("sea", "town", "blog"),
        "search": ("ship -kestrel", "tag:sea lang:en"),
    }
    assert set(names) == set(KINDS)
    return [
        Address(kind, name, suffix)
        for kind, each in names.items()
        for name in each
        for suffix in ("atom", "rss", "json")
    ]


async def everything(desk: Desk, thread: str) -> dict[Address, Publication]:
    found = {}
    for address in addresses(thread):
        publication = await desk.pipeline.publish(address)
        assert publication is not None, address
        found[address] = publication
    return found
