"""An address -> bytes: the same for the same store, rendered once, each entry with the id that it had."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from lxml import etree

from syndicate.model import Address, AlsoIn, Clustering, StoredItem
from syndicate.outputs import modes, press
from syndicate.outputs.composing import compose
from syndicate.outputs.heads import NEVER
from syndicate.store.items import Items
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    DAY,
    HOUR,
    KESTREL,
    KINDS,
    SHIP,
    TOW,
    TUGS,
    Desk,
    Told,
    declared,
)
from tests.integration.pipeline.three_days import (
    ATOM,
    BLOG,
    COPY,
    MAIL,
    MODES,
    OUTPUTS,
    PORT,
    VARNA,
    everything,
    outputs_of,
    told,
)


async def test_the_same_store_gives_the_same_bytes_after_every_restart(any_desk: Desk) -> None:
    thread = await told(any_desk)
    first = await everything(any_desk, thread)
    assert await everything(any_desk, thread) == first
    any_desk.clock.forward(40 * DAY)
    any_desk.restart()
    assert await everything(any_desk, thread) == first
    await any_desk.reopen()
    await any_desk.declare(any_desk.now)
    assert await everything(any_desk, thread) == first


async def test_entries_that_were_made_before_say_what_is_declared_now(desk: Desk) -> None:
    thread = await told(desk)
    plain, seen = desk.now, set()
    for now in (
        plain,
        declared((replace(PORT, title="Harbour"), MAIL, BLOG), [VARNA], OUTPUTS),
        declared((replace(PORT, tags=("sea", "new")), MAIL, BLOG), [VARNA], OUTPUTS),
        declared((replace(PORT, republish="excerpt"), MAIL, BLOG), [VARNA], OUTPUTS),
        declared((PORT, MAIL, replace(BLOG, title="Log")), [VARNA], OUTPUTS),
        replace(plain, topics={"varna": replace(VARNA, title="Varna and its bay")}),
        replace(plain, url="https://moved.example.org"),
        plain,
    ):
        await desk.declare(now)
        kept = await everything(desk, thread)
        desk.restart()
        assert await everything(desk, thread) == kept
        seen.add(kept[Address("outputs", "items")].body)
    assert len(seen) == 7


async def test_an_output_is_rendered_again_only_when_the_store_has_changed(desk: Desk) -> None:
    await told(desk)
    desk.restart()
    first = await desk.body("outputs", "items")
    for _ in range(3):
        desk.clock.forward(HOUR)
        await desk.poll("port", SHIP, TOW, CHICKPEAS)  # nothing new
        assert await desk.body("outputs", "items") is first
    assert desk.renders() == 1
    await desk.walk("blog", COPY, replace(CHICKPEAS, guid="2", title="Lentils", text="Lentils."))
    assert await desk.body("outputs", "items") != first
    assert desk.renders() == 2


async def test_twenty_requests_at_once_render_once(desk: Desk) -> None:
    await told(desk)
    desk.restart()
    bodies = await asyncio.gather(*(desk.body("outputs", "items") for _ in range(20)))
    assert desk.renders() == 1
    assert all(body is bodies[0] for body in bodies)
    assert desk.pipeline._rooms.press is not None
    assert not desk.pipeline._rooms.press._locks


async def test_no_output_is_rendered_twice_at_once_when_the_store_changes_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await told(desk)
    desk.restart()
    at_once, most = 0, 0

    async def watched(*args: Any) -> Any:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        try:
            return await compose(*args)
        finally:
            at_once -= 1

    monkeypatch.setattr(press, "compose", watched)

    async def reader(turn: int) -> None:
        for _ in range(turn % 4):
            await asyncio.sleep(0)
        for _ in range(3):
            await desk.body("outputs", "items")

    async def writer() -> None:
        for n in range(5):
            await desk.poll("blog", COPY, Told(f"n{n}", f"Note {n}", f"Note number {n}."))

    await asyncio.gather(writer(), *map(reader, range(20)))
    assert most == 1


async def test_nothing_is_published_at_an_unknown_address(desk: Desk) -> None:
    await told(desk)
    for kind in set(KINDS) - {"search"}:
        assert await desk.pipeline.publish(Address(kind, "unknown")) is None


async def test_every_kind_of_address_has_every_format(desk: Desk) -> None:
    thread = await told(desk)
    for address, publication in (await everything(desk, thread)).items():
        assert publication.content_type, address
        assert b"Varna" in publication.body, address
        assert len(publication.etag) == 64


async def test_updated_never_goes_back_and_no_item_has_two_entries(desk: Desk) -> None:
    """Readers who come between a poll and the clusterer may not see a copy that is folded away later."""
    await desk.declare(declared((PORT, MAIL, BLOG), [VARNA], outputs_of()))
    newest: dict[Address, datetime] = {}
    shown: dict[Address, set[str]] = {}
    said: dict[str, list[Told]] = {"port": [], "mail": [], "blog": []}
    for name, text in (
        ("port", SHIP), ("blog", COPY), ("mail", replace(SHIP, guid="third")), ("mail", TUGS),
        ("blog", replace(TUGS, guid="tugs again")), ("port", CHICKPEAS), ("blog", KESTREL),
        ("port", replace(SHIP, text=SHIP.text + " Edited.")),
    ):  # fmt: skip
        said[name] = [old for old in said[name] if old.guid != text.guid] + [text]
        for happens in (partial(desk.poll, name, *said[name]), desk.pipeline.cluster):
            await happens()
            for address in (Address("outputs", mode) for mode in MODES):
                feed = await compose(desk.store, desk.now, address)
                assert feed is not None
                assert feed.updated_at >= newest.get(address, NEVER), address
                newest[address] = feed.updated_at
                ids = {entry.id for entry in feed.entries}
                assert shown.get(address, set()) <= ids, address
                shown[address] = ids
        desk.clock.forward(5 * HOUR)
    assert len(shown[Address("outputs", "items")]) == 4


async def test_an_item_waits_for_its_place_but_in_its_own_source_s_output(desk: Desk) -> None:
    await desk.declare(declared((PORT,), [VARNA], outputs_of()))
    await desk.poll("port", SHIP)
    assert await desk.titles("outputs", "items") == []
    assert await desk.titles("sources", "port") == [SHIP.title]
    await desk.pipeline.cluster()
    assert await desk.titles("outputs", "items") == [SHIP.title]


async def test_a_source_that_was_removed_keeps_its_name_and_its_items(desk: Desk) -> None:
    await told(desk)
    before = await desk.entries("outputs", "items")
    await desk.declare(declared((MAIL, BLOG), [VARNA], outputs_of()))
    assert await desk.entries("outputs", "items") == before
    assert await desk.pipeline.publish(Address("sources", "port")) is None


async def test_an_output_with_tags_tells_what_its_sources_wrote(desk: Desk) -> None:
    """SHIP and its copy came before TUGS, but not from a source of the town."""
    await told(desk, tags=("town",))
    assert await desk.titles("outputs", "items") == [KESTREL.title, TUGS.title]
    assert set(await desk.titles("outputs", "stories")) == {TUGS.title, KESTREL.title}
    assert await desk.titles("outputs", "developments") == [KESTREL.title, TUGS.title]
    (day,) = await desk.entries("outputs", "digest")
    assert TUGS.title in day.content_html
    for mode in MODES:
        body = (await desk.body("outputs", mode)).decode()
        assert "port.example" not in body
        assert SHIP.title not in body


async def test_developments_are_told_once_for_each_new_voice(desk: Desk) -> None:
    await told(desk)
    titles = await desk.titles("outputs", "developments")
    assert sorted(titles) == sorted(
        [SHIP.title, TUGS.title, KESTREL.title, CHICKPEAS.title]
    )  # the ship's copy and the second report of one source say nothing new


@pytest.mark.parametrize("mode", ["stories", "developments", "digest"])
async def test_a_story_whose_items_are_moved_while_a_feed_is_made_is_left_out(
    desk: Desk, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await told(desk)
    moved = (await desk.item("mail", KESTREL)).story_id
    of_stories = Items.of_stories

    async def without(
        items: Items, ids: Sequence[str], *, brief: bool = False
    ) -> Mapping[str, tuple[StoredItem, ...]]:
        found = await of_stories(items, ids, brief=brief)
        return {story: those for story, those in found.items() if story != moved}

    monkeypatch.setattr(Items, "of_stories", without)  # as where another process moves them
    entries = await desk.entries("outputs", mode)
    assert entries
    assert KESTREL.title not in " ".join(f"{each.title} {each.content_html}" for each in entries)


async def test_entries_keep_their_ids_while_stories_grow(desk: Desk) -> None:
    await desk.declare(declared((PORT, MAIL, BLOG), [VARNA], outputs_of("sea", "town")))
    seen: dict[str, dict[str, str]] = {mode: {} for mode in MODES}
    for name, said in (
        ("port", [SHIP]), ("mail", [TUGS]), ("blog", [COPY]),
        ("mail", [TUGS, KESTREL]), ("port", [SHIP, CHICKPEAS]),
    ):  # fmt: skip
        await desk.walk(name, *said)
        for mode in MODES:
            entries = await desk.entries("outputs", mode)
            found = {entry.id: entry.title for entry in entries}
            assert len(found) == len(entries)
            assert set(seen[mode]) <= set(found), mode
            seen[mode] = found
        desk.clock.forward(10 * HOUR)
    story = (await desk.item("port", SHIP)).story_id
    assert story == (await desk.item("mail", TUGS)).story_id
    assert {mode: len(found) for mode, found in seen.items()} == {
        "items": 4,
        "stories": 3,
        "developments": 4,
        "digest": 2,
    }


# Eighteen events that nobody could take for one another.
EIGHTEEN = [
    ("Ferry timetable cut for winter", "Two sailings a day will go from Monday."),
    ("Library lends out telescopes", "Stargazers need only a card."),
    ("Mayor resigns over gravel contract", "The council met behind closed doors."),
    ("Chess champion loses to schoolgirl", "She offered him a draw twice."),
    ("Bakery burns down overnight", "Nobody was hurt; the ovens were old."),
    ("Wolves seen near reservoir", "Rangers found tracks in fresh snow."),
    ("Tram drivers vote to strike", "Wages have stood still since spring."),
    ("Opera house finds lost score", "It lay behind an organ pipe."),
    ("Dairy recalls blueberry yoghurt", "A batch may hold slivers of plastic."),
    ("Bridge closed after crack appears", "Engineers blame the August heat."),
    ("Vaccine trial enrols last volunteer", "Results are due at midsummer."),
    ("Lottery jackpot goes unclaimed", "The ticket was sold at a petrol station."),
    ("Satellite falls into the Pacific", "It had circled for thirty years."),
    ("Cyclists want lanes on Mill Road", "A petition gathered nine thousand names."),
    ("Bank fined for hiding losses", "Auditors had warned of it twice."),
    ("Beekeepers fear early frost", "Hives are lighter than in any autumn."),
    ("Museum returns bronze masks", "They will travel to Benin by ship."),
    ("Submarine cable severed by anchor", "Islanders are without telephone."),
]


async def test_a_day_of_the_digest_is_told_whole_or_not_at_all(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modes, "ITEMS_PER_DIGEST", 4)
    await desk.declare(declared((PORT,), [], outputs_of()))
    told_of: dict[str, str] = {}
    said: list[Told] = []
    for day in range(6):
        for n in range(3):
            title, text = EIGHTEEN[3 * day + n]
            said.append(Told(title, title, text))
            await desk.walk("port", *said)
        for entry in await desk.entries("outputs", "digest"):
            assert entry.content_html.count("<h3>") == 3, entry.title
            assert told_of.setdefault(entry.id, entry.content_html) == entry.content_html
        if day:
            assert await desk.entries("outputs", "digest"), day
        desk.clock.forward(DAY)
    assert len(told_of) == 5


async def test_the_limit_of_an_output_is_kept(desk: Desk) -> None:
    await desk.declare(declared((PORT,), [], [replace(output, limit=2) for output in OUTPUTS]))
    said = [SHIP, CHICKPEAS, KESTREL, Told("x", "Orchard prices", "Apples cost more this year.")]
    for n in range(len(said)):
        await desk.walk("port", *said[: n + 1])
        desk.clock.forward(DAY)
    for mode in MODES:
        assert len(await desk.entries("outputs", mode)) == 2, mode


async def test_updated_is_the_newest_change_of_an_entry(desk: Desk) -> None:
    await told(desk)
    root = etree.fromstring(await desk.body("outputs", "items"))
    stamps = [entry.findtext(f"{ATOM}updated") for entry in root.iterfind(f"{ATOM}entry")]
    assert root.findtext(f"{ATOM}updated") == max(filter(None, stamps))


async def test_the_feed_of_a_thread_says_what_its_page_says(desk: Desk) -> None:
    thread = await told(desk)
    head = etree.fromstring(await desk.body("threads", thread))
    subtitle = head.findtext(f"{ATOM}subtitle") or ""
    assert "4 items in 1 story, of 2 independent origins." in subtitle
    assert "First told by" in subtitle
    terms = [each.get("term") for each in head.iterfind(f"{ATOM}category")]
    assert "Varna" in terms
    assert len(terms) == len({str(term).casefold() for term in terms})


async def test_the_feed_of_a_thread_leads_to_the_same_in_another_language(desk: Desk) -> None:
    thread = await told(desk)
    known = await desk.store.threads.get(thread)
    assert known
    other = replace(known, id="tautre", language="fr", title="Un navire dérive")
    await desk.store.threads.record(Clustering(threads=(other,)), desk.clock())
    await desk.store.tongues.record([AlsoIn(thread, "tautre", 0.8, ("frn",))])
    head = etree.fromstring(await desk.body("threads", thread))
    links = [link for link in head.iterfind(f"{ATOM}link") if link.get("rel") == "related"]
    assert [(link.get("hreflang"), link.get("title")) for link in links] == [
        ("fr", "Un navire dérive")
    ]
    assert str(links[0].get("href")).endswith("/threads/tautre")


async def test_who_asks_by_date_is_given_bytes_that_changed_although_no_entry_did(
    desk: Desk,
) -> None:
    here = Address("outputs", "items")
    await desk.declare(declared([PORT, BLOG], outputs=OUTPUTS))
    await desk.walk("port", SHIP)
    known = await desk.pipeline.publish(here)
    await desk.walk("blog", COPY)
    joined = await desk.pipeline.publish(here)
    await desk.poll("blog", COPY, TUGS)  # not placed yet: the revision moves, the bytes do not
    same = await desk.pipeline.publish(here)
    assert known
    assert joined
    assert same
    assert (known.etag != joined.etag, known.updated_at < joined.updated_at) == (True, True)
    assert (same.etag, same.updated_at) == (joined.etag, joined.updated_at)
