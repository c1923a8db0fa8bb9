"""Declared topics, from feeds to feeds: cores of stories, filters, examples that are items."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from syndicate.cluster.meaning import sentences
from syndicate.cluster.meaning.sentences import Encode, Sentence
from syndicate.model import Dials, Topic
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    HOUR,
    SHIP,
    TOW,
    TUGS,
    Desk,
    Told,
    a_source,
    declared,
)
from tests.integration.pipeline.fills import read_by_fills

SOURCES = [a_source("port", "sea"), a_source("mail"), a_source("copy")]
HELD = "Tugs hold the grain ship Maria Stella off the breakwater"
ODD = Told("odd", f"{HELD} all night", "The crew is well, the pilots said after the gale.")
NEAR = Told("near", f"{HELD} near Varna", "The harbour of Varna is closed until the wind drops.")
WAITS = Told(
    "waits", f"{HELD} as Varna waits", "Varna closed its northern entrance for big vessels."
)
GAME = Told("game", f"{HELD} in a video game", "Players steer the tugs through the gale at home.")
VARNA = Topic("varna", "Varna", any=("Varna",), none=("video game",))
ALL = [ODD, NEAR, WAITS, GAME]


async def belonging(desk: Desk, slug: str = "varna") -> set[str]:
    return {stored.item.title for stored in await desk.items(topic=slug)}


async def test_the_odd_report_of_a_story_belongs_and_the_video_game_does_not(
    any_desk: Desk,
) -> None:
    await any_desk.declare(declared(SOURCES, [VARNA]))
    await any_desk.walk("port", ODD, NEAR)
    assert await belonging(any_desk) == {NEAR.title}
    await any_desk.walk("port", ODD, NEAR, WAITS)
    assert await belonging(any_desk) == {NEAR.title, WAITS.title, ODD.title}
    await any_desk.walk("mail", GAME)
    odd, game = await any_desk.item("port", ODD), await any_desk.item("mail", GAME)
    assert game.story_id == odd.story_id
    assert game.item.title not in await belonging(any_desk)
    (match,) = await any_desk.store.topics.reasons(odd.item.id)
    assert match.reason.note == "2 of the 3 reports of its story belong"


async def test_a_new_topic_takes_from_the_past_what_it_would_have_taken(any_desk: Desk) -> None:
    await any_desk.declare(declared(SOURCES))
    await any_desk.walk("port", *ALL[:3])
    await any_desk.walk("mail", GAME)
    await any_desk.declare(declared(SOURCES, [VARNA]))
    assert await belonging(any_desk) == {ODD.title, NEAR.title, WAITS.title}


async def test_topics_that_are_new_together_read_the_past_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declare(declared(SOURCES))
    await desk.walk("port", *ALL[:3])
    read = read_by_fills(monkeypatch)
    tugs = Topic("tugs", "Tugs", like=(HELD,), breadth="narrow")
    await desk.declare(declared(SOURCES, [VARNA, tugs]))
    ids = [item.id for item in read]
    assert len(ids) == len(set(ids)) == 3
    assert await belonging(desk) == {ODD.title, NEAR.title, WAITS.title}
    assert await belonging(desk, "tugs") == {ODD.title, NEAR.title, WAITS.title}


async def test_a_restart_between_two_reports_changes_nothing(desk: Desk) -> None:
    await desk.declare(declared(SOURCES, [VARNA]))
    for number in range(1, 5):
        await desk.walk("port", *ALL[:number])
        desk.restart()
        await desk.declare(desk.now)
    assert await belonging(desk) == {ODD.title, NEAR.title, WAITS.title}


async def test_a_copy_that_a_fill_read_before_it_was_placed_counts_for_no_report(
    any_desk: Desk,
) -> None:
    await any_desk.declare(declared(SOURCES))
    await any_desk.walk("port", ODD, NEAR)
    await any_desk.poll("copy", replace(NEAR, guid="again"))
    any_desk.clock.forward(HOUR)
    await any_desk.pipeline.declare(declared(SOURCES, [VARNA]))
    assert await any_desk.pipeline.fill()
    assert await any_desk.pipeline.place() == 1
    assert (await any_desk.item("copy", replace(NEAR, guid="again"))).copy_of
    while await any_desk.pipeline.fill():
        pass
    assert await belonging(any_desk) == {NEAR.title}


async def test_a_topic_that_is_renamed_amid_a_story_goes_on_with_it(any_desk: Desk) -> None:
    await any_desk.declare(declared(SOURCES, [VARNA]))
    await any_desk.walk("port", ODD, NEAR)
    sea = replace(VARNA, slug="black-sea", was=("varna",))
    await any_desk.declare(declared(SOURCES, [sea]))
    await any_desk.walk("port", ODD, NEAR, WAITS)
    assert await belonging(any_desk, "black-sea") == {ODD.title, NEAR.title, WAITS.title}


async def test_a_topic_filled_amid_a_story_goes_on_with_it(desk: Desk) -> None:
    await desk.declare(declared(SOURCES))
    await desk.walk("port", ODD, NEAR)
    await desk.declare(declared(SOURCES, [VARNA]))
    assert await belonging(desk) == {NEAR.title}
    await desk.walk("port", *ALL)
    assert await belonging(desk) == {ODD.title, NEAR.title, WAITS.title}


async def test_a_topic_looks_only_at_sources_with_its_tags_as_they_are_now(desk: Desk) -> None:
    tagged = replace(VARNA, tags=("sea",))
    await desk.declare(declared(SOURCES, [tagged]))
    await desk.walk("port", SHIP)
    await desk.walk("mail", TUGS)
    assert await belonging(desk) == {SHIP.title}
    more = [SOURCES[0], a_source("mail", "sea"), SOURCES[2]]
    await desk.declare(declared(more, [tagged]))
    assert await belonging(desk) == {SHIP.title, TUGS.title}


async def test_an_example_may_be_an_item_that_comes_later(desk: Desk) -> None:
    link = "https://port.example/ship"
    await desk.declare(declared(SOURCES, [Topic("like", "Like", like=(link,))]))
    await desk.walk("mail", TUGS, CHICKPEAS)
    assert await belonging(desk, "like") == set()
    await desk.walk("port", SHIP)
    assert await belonging(desk, "like") == {SHIP.title, TUGS.title}
    page = f"https://desk.example.org/items/{(await desk.item('mail', CHICKPEAS)).item.id}"
    await desk.declare(declared(SOURCES, [Topic("like", "Like", like=(page,))]))
    assert await belonging(desk, "like") == {CHICKPEAS.title}


async def test_meaning_counts_only_where_it_is_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def encoder() -> Encode:
        def encode(text: str) -> Sentence:
            read.append(text)
            one: Sentence = np.eye(1, 512, dtype=np.float32)[0]
            return one

        return encode

    monkeypatch.setattr(sentences, "encoder", encoder)
    like = Topic("like", "Like", like=("A ship runs aground off Varna",))
    words_alone = replace(declared(SOURCES, [like]), dials=Dials(vectors=False))
    await desk.declare(words_alone)
    await desk.walk("port", SHIP)
    assert not read
    await desk.declare(replace(words_alone, dials=Dials()))
    await desk.walk("port", SHIP, TOW)
    assert read
