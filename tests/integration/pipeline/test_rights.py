"""Attribution, rights and licence go with every item into every output; what must not be republished shows nowhere."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import feedparser
import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from lxml import etree

from syndicate.model import Document, Item, Output, ParsedFeed, Source, Validators
from syndicate.normalize import document
from syndicate.web.app import make_app
from syndicate.web.desk import Desk as Pages
from tests.integration.pipeline.desk import (
    DAY,
    KINDS,
    NOW,
    SHIP,
    SITE,
    TUGS,
    Desk,
    Told,
    a_source,
    declared,
)

RIGHTS = "© 2026 Gazette & Sons, all <rights> reserved"
LICENCE = "https://licences.example/by/4.0/"
MODES = ("items", "stories", "developments", "digest")
OUTPUTS = [Output(mode, mode.title(), mode=mode) for mode in MODES]  # type: ignore[arg-type]
SUFFIXES = ("atom", "rss", "json")
SPACES = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/elements/1.1/"}


class Licensed:
    """Reads what a desk's sources say as if they said so of their rights, too."""

    def __init__(self, desk: Desk, rights: str | None, licence: str | None) -> None:
        self._read = desk.feeds.read
        self._changes: dict[str, Any] = {"rights": rights, "licence_url": licence}

    async def read(
        self, got: Document, *, source_id: str, marks: bytes | None = None
    ) -> ParsedFeed:
        feed = await self._read(got, source_id=source_id, marks=marks)
        return replace(feed, items=tuple(replace(item, **self._changes) for item in feed.items))


def license_desk(desk: Desk, rights: str | None, licence: str | None) -> None:
    desk.feeds.read = Licensed(desk, rights, licence).read  # type: ignore[method-assign, assignment]
    desk.restart()


async def story_told(desk: Desk, *sources: Source) -> None:
    """Two sources tell a story, and a day later the desk knows that the day is over."""
    await desk.declare(declared(sources, outputs=OUTPUTS))
    await desk.walk(sources[0].id, SHIP)
    await desk.walk(sources[1].id, TUGS)
    desk.clock.forward(DAY)
    await desk.walk(sources[1].id, TUGS, Told("late", "A quiet day in Varna", "Nothing happened."))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("suffix", SUFFIXES)
async def test_rights_and_licence_of_the_feed_stand_in_every_output(
    desk: Desk, mode: str, suffix: str
) -> None:
    license_desk(desk, RIGHTS, LICENCE)
    await story_told(desk, a_source("gazette"), a_source("courier"))
    body = (await desk.body("outputs", mode, suffix)).decode()  # type: ignore[arg-type]
    assert LICENCE in body
    assert RIGHTS in unescape(unescape(body))
    assert "Gazette" in body


async def test_formats_say_it_in_their_own_words(desk: Desk) -> None:
    license_desk(desk, RIGHTS, LICENCE)
    await story_told(desk, a_source("gazette"), a_source("courier"))
    atom = etree.fromstring(await desk.body("outputs", "items"))
    assert set(atom.xpath("//a:entry/a:rights/text()", namespaces=SPACES)) == {RIGHTS}
    assert set(atom.xpath("//a:entry/a:link[@rel='license']/@href", namespaces=SPACES)) == {LICENCE}
    rss = etree.fromstring(await desk.body("outputs", "items", "rss"))
    assert set(rss.xpath("//item/dc:rights/text()", namespaces=SPACES)) == {RIGHTS}
    assert set(rss.xpath("//item/a:link[@rel='license']/@href", namespaces=SPACES)) == {LICENCE}
    for item in json.loads(await desk.body("outputs", "items", "json"))["items"]:
        assert (item["_syndicate"]["rights"], item["_syndicate"]["licence"]) == (RIGHTS, LICENCE)


@pytest.mark.parametrize("suffix", SUFFIXES)
async def test_what_feeds_yaml_says_goes_before_what_the_feed_says(desk: Desk, suffix: str) -> None:
    license_desk(desk, "what the feed says", "https://licences.example/other/")
    gazette = a_source("gazette", rights=RIGHTS, licence=LICENCE)
    await story_told(desk, gazette, a_source("courier"))
    body = (await desk.body("sources", "gazette", suffix)).decode()  # type: ignore[arg-type]
    assert "what the feed says" not in body
    assert "licences.example/other" not in body
    assert unescape(unescape(body)).count(RIGHTS) >= 2  # of the feed, and of its entry
    assert body.count(LICENCE) >= 2


async def test_atom_source_carries_what_feeds_yaml_says_even_after_the_source_was_given_up(
    desk: Desk,
) -> None:
    gazette, courier = a_source("gazette", rights=RIGHTS, licence=LICENCE), a_source("courier")
    await story_told(desk, gazette, courier)
    await desk.declare(declared([courier], outputs=OUTPUTS))
    atom = etree.fromstring(await desk.body("outputs", "items"))
    told = atom.xpath("//a:entry[a:source/a:title='Gazette']/a:source/a:rights", namespaces=SPACES)
    assert [each.text for each in told] == [RIGHTS]


@pytest.mark.parametrize("suffix", ["atom", "rss"])
async def test_who_reads_our_feeds_finds_the_terms_again(desk: Desk, suffix: str) -> None:
    license_desk(desk, RIGHTS, LICENCE)
    await story_told(desk, a_source("gazette"), a_source("courier"))
    body = await desk.body("outputs", "items", suffix)  # type: ignore[arg-type]
    for entry in feedparser.parse(io.BytesIO(body), sanitize_html=False).entries:
        assert unescape(entry.rights) == RIGHTS
        assert LICENCE in [link.href for link in entry.links if link.rel == "license"]
    read = document.read(Document(SITE, body, "", Validators(), NOW), source_id="s1")
    assert {(item.rights, item.licence_url) for item in read.items} == {(RIGHTS, LICENCE)}


# What the feeds say


def one(body: str) -> Item:
    found = document.read(
        Document("https://g.example/feed", body.encode(), "", Validators(), NOW), source_id="s1"
    )
    return found.items[0]


RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:cc="http://web.resource.org/cc/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule"><channel><title>G</title>{head}
<item><title>One</title><guid>1</guid>{item}</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>G</title>{head}
<entry><id>urn:1</id><title>One</title>{item}</entry></feed>"""
BY = "https://licences.example/by"


@pytest.mark.parametrize(
    ("shape", "head", "item", "found"),
    [
        (RSS, "<copyright>(c) G</copyright>", "", ("(c) G", None)),
        (RSS, "<dc:rights>(c) G</dc:rights>", "", ("(c) G", None)),
        (RSS, "<copyright>(c) G</copyright>", "<dc:rights>By A.</dc:rights>", ("By A.", None)),
        (RSS, "", "<dc:rights>&lt;b&gt;By&lt;/b&gt; A.</dc:rights>", ("By A.", None)),
        (RSS, f"<creativeCommons:license>{BY}</creativeCommons:license>", "", (None, BY)),
        (RSS, "", f"<creativeCommons:license>{BY}</creativeCommons:license>", (None, BY)),
        (RSS, "", f"<cc:license rdf:resource='{BY}'/>", (None, BY)),
        (RSS, f"<atom:link rel='license' href='{BY}/all'/>", f"<atom:link rel='license' href='{BY}'/>", (None, BY)),
        (RSS, "", "<creativeCommons:license>javascript:alert(1)</creativeCommons:license>", (None, None)),
        (ATOM, "<rights>(c) G</rights>", "", ("(c) G", None)),
        (ATOM, "<rights>(c) G</rights>", "<rights type='html'>&lt;i&gt;By&lt;/i&gt; A.</rights>", ("By A.", None)),
        (ATOM, "", "<rights>1 &lt; 2</rights>", ("1 < 2", None)),
        (ATOM, f"<link rel='license' href='{BY}'/>", "", (None, BY)),
        (ATOM, "", "<link rel='license' href='/by'/>", (None, "https://g.example/by")),
        (ATOM, "", "", (None, None)),
    ],
)  # fmt: skip
def test_terms_are_those_of_the_entry_else_of_its_feed(
    shape: str, head: str, item: str, found: tuple[str | None, str | None]
) -> None:
    read = one(shape.format(head=head, item=item))
    assert (read.rights, read.licence_url) == found


def test_changed_copyright_line_is_no_edit() -> None:
    old = one(RSS.format(head="<copyright>2026</copyright>", item=""))
    new = one(RSS.format(head="<copyright>2027</copyright>", item=""))
    assert (old.digest, old.keys) == (new.digest, new.keys)
    assert old.rights != new.rights


# What must not be republished

SECRET = Told("secret", "Zebra crossing closed in Zwolle harbour", SHIP.text)


@pytest.fixture
async def pages(desk: Desk) -> AsyncIterator[ClientSession]:
    """The pages and feeds of a desk on which a source must not be republished, whose story others tell as well."""
    silent = a_source("silent", republish="none")
    await desk.declare(declared([silent, a_source("courier")], outputs=OUTPUTS))
    await desk.walk("silent", SECRET)
    await desk.walk("courier", TUGS)
    desk.clock.forward(timedelta(days=1))
    await desk.walk("courier", TUGS, Told("late", "A quiet day in Varna", "Nothing happened."))
    seat = Pages(
        title="Desk",
        url=SITE,
        store=desk.store,
        publish=desk.pipeline.publish,
        outputs=tuple(OUTPUTS),
        clock=desk.clock,
    )
    async with TestServer(make_app(seat)) as server, ClientSession(server.make_url("/")) as session:
        yield session


async def test_headline_of_what_must_not_be_republished_shows_on_no_page_and_in_no_feed(
    desk: Desk, pages: ClientSession
) -> None:
    stored = await desk.item("courier", TUGS)
    silent = await desk.item("silent", SECRET)
    assert stored.thread_id == silent.thread_id  # else nothing is shown
    thread = await desk.store.threads.get(stored.thread_id or "")
    assert thread is not None
    assert thread.title == SECRET.title  # the first headline names the thread
    stems = [f"/{kind}/{name}" for kind, name in names(stored.thread_id or "")]
    paths = ["/", "/threads", "/opml", "/sources", "/search?q=harbour"]
    paths += [f"/search.{suffix}?q=harbour" for suffix in SUFFIXES]
    paths += [f"/items/{each.item.id}" for each in (stored, silent)]
    paths += [*stems, *(f"{stem}.{suffix}" for stem in stems for suffix in SUFFIXES)]
    answered = 0
    for path in paths:
        async with pages.get(path) as response:
            answered += response.status == 200
            shown = unescape(unescape(await response.text())).casefold()
            assert "zebra" not in shown, path
    assert answered >= len(paths) - 5


def names(thread: str) -> list[tuple[str, str]]:
    assert set(KINDS) == {"outputs", "topics", "threads", "sources", "tags", "search"}
    outputs = [("outputs", mode) for mode in MODES]
    return [*outputs, ("threads", thread), ("sources", "silent"), ("sources", "courier")]
