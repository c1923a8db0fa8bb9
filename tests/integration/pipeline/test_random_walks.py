"""Whatever is polled, edited, clustered or started anew, in any order: an entry keeps its id, an item has one entry.

And what was made before never shows in what is made now.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndicate.model import Address, Output, Topic
from syndicate.outputs.composing import compose
from syndicate.outputs.making import Making
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    HOUR,
    KESTREL,
    SHIP,
    TUGS,
    Desk,
    Told,
    a_source,
    declared,
)

SOURCES = [a_source("port", "sea"), a_source("mail", "town"), a_source("blog", "blog")]
OUTPUTS = [Output("all", "All"), Output("blog", "Blog", tags=("blog",))]
TEXTS = (SHIP, TUGS, KESTREL, CHICKPEAS)
SHIPS = Topic("ships", "Ships", any=("ship", "grain"))
FEEDS = [Address("outputs", "all"), Address("topics", "ships"), Address("sources", "blog")]
names = st.sampled_from(["port", "mail", "blog"])
steps = st.one_of(
    st.tuples(st.just("say"), names, st.integers(0, 3)),
    st.tuples(st.just("edit"), names, st.integers(0, 3)),
    st.tuples(st.just("drop"), names, st.integers(0, 3)),
    st.tuples(st.sampled_from(["cluster", "restart"]), st.just(""), st.just(0)),
)


async def _is_told_as_if_for_the_first_time(desk: Desk, making: Making) -> None:
    for feed in FEEDS:
        again = await compose(desk.store, desk.now, feed, making)
        assert again == await compose(desk.store, desk.now, feed)


async def _walk(folder: Path, walk: list[tuple[str, str, int]]) -> None:
    desk = await Desk.open(f"sqlite:///{folder / 'store.db'}")
    try:
        await desk.declare(declared(SOURCES, [SHIPS], OUTPUTS))
        said: dict[str, dict[int, Told]] = {"port": {}, "mail": {}, "blog": {}}
        ids: dict[tuple[str, str], str] = {}
        making = Making()
        for turn, (what, name, number) in enumerate([*walk, ("cluster", "", 0)]):
            text = TEXTS[number]
            match what:
                case "say":
                    said[name].setdefault(number, text)
                case "edit":
                    edited = f"{text.text} Edited at turn {turn}."
                    said[name][number] = Told(text.guid, text.title, edited)
                case "drop":
                    said[name].pop(number, None)
                case "cluster":
                    await desk.pipeline.cluster()
                case _:
                    await desk.reopen()
            if name:
                desk.clock.forward(HOUR)
                await desk.poll(name, *said[name].values())
            stored = await desk.items()
            for each in stored:
                key = (each.item.source_id, each.item.keys[0])
                assert ids.setdefault(key, each.entry_id) == each.entry_id
            assert len(stored) == len(ids) == len(set(ids.values()))
            for output in OUTPUTS:
                shown = [entry.id for entry in await desk.entries("outputs", output.name)]
                assert len(shown) == len(set(shown))
                assert set(shown) <= set(ids.values())
            await _is_told_as_if_for_the_first_time(desk, making)
        assert await desk.store.items.unclustered(1) == ()
        everything = {entry.id for entry in await desk.entries("outputs", "all")}
        for each in await desk.items():
            assert (each.entry_id in everything) == (each.copy_of is None)
    finally:
        await desk.store.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, max_size=14))
def test_an_entry_keeps_its_id_an_item_has_one_entry_and_both_say_what_is_so_now(
    walk: list[tuple[str, str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_walk(Path(folder), walk))
