"""What a source does not allow to be republished stands nowhere, whole or in part."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from tests.integration.pipeline.desk import DAY, KESTREL, SHIP, TOW, TUGS, Desk, Told, declared
from tests.integration.pipeline.three_days import (
    ATOM,
    BLOG,
    MAIL,
    MODES,
    PORT,
    VARNA,
    addresses,
    outputs_of,
    told,
)


@pytest.mark.parametrize("removed", [False, True], ids=["followed", "removed from feeds.yaml"])
async def test_what_must_not_be_republished_appears_nowhere(desk: Desk, removed: bool) -> None:
    secret = replace(PORT, republish="none")
    thread = await told(desk, secret, MAIL, BLOG)
    rest = (MAIL, BLOG) if removed else (secret, MAIL, BLOG)
    await desk.declare(declared(rest, [VARNA], outputs_of()))
    desk.clock.forward(DAY)
    await desk.walk("mail", TUGS, KESTREL, Told("last", "Orchard prices rise", "Apples cost more."))
    for address in addresses(thread):
        publication = await desk.pipeline.publish(address)
        if publication is None:
            assert removed
            assert address.name in {"port", "sea"}
            continue
        for words in (b"port.example", TOW.title.encode(), b"spinach"):
            assert words not in publication.body, address
    assert SHIP.title in await desk.titles("outputs", "items")  # the blog's copy stands for it


async def test_the_title_of_a_thread_is_no_headline_that_must_not_be_republished(
    desk: Desk,
) -> None:
    await desk.declare(declared((replace(PORT, republish="none"), MAIL), [], outputs_of()))
    await desk.walk("port", SHIP)
    await desk.walk("mail", TUGS)
    thread = (await desk.item("mail", TUGS)).thread_id or ""
    assert thread == (await desk.item("port", SHIP)).thread_id
    for kind, name in (("threads", thread), ("outputs", "stories"), ("outputs", "developments")):
        body = await desk.body(kind, name)  # type: ignore[arg-type]
        assert SHIP.title.encode() not in body
        assert TUGS.title.encode() in body


@pytest.mark.parametrize("mode", MODES)
async def test_a_link_has_no_text(desk: Desk, mode: str) -> None:
    await told(desk, replace(PORT, republish="link"), replace(MAIL, republish="link"), replace(BLOG, republish="link"))  # fmt: skip
    for suffix in ("atom", "rss", "json"):
        body = await desk.body("outputs", mode, suffix)
        for words in (b"harbour authority", b"chickpeas overnight", b"Meadow Lane"):
            assert words not in body
        assert SHIP.title.encode() in body


async def test_an_excerpt_is_only_the_beginning(desk: Desk) -> None:
    await told(desk, replace(PORT, republish="excerpt"), replace(MAIL, republish="excerpt"), replace(BLOG, republish="excerpt"))  # fmt: skip
    for suffix in ("atom", "rss", "json"):
        body = await desk.body("outputs", "items", suffix)
        assert b"The harbour authority of Varna closed" in body
        assert b"no oil was seen" not in body


async def test_a_summary_line_is_never_of_what_must_not_be_republished(desk: Desk) -> None:
    await desk.declare(declared((replace(PORT, republish="none"), MAIL), [], outputs_of()))
    await desk.walk("port", SHIP)
    await desk.walk("mail", TUGS)
    thread = (await desk.item("mail", TUGS)).thread_id or ""
    head = etree.fromstring(await desk.body("threads", thread))
    subtitle = head.findtext(f"{ATOM}subtitle") or ""
    assert "port" not in subtitle.partition("First told by")[2]
    assert not any(each in SHIP.text for each in subtitle.split(". ") if len(each) > 40)
