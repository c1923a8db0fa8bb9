"""Bytes in, items stored once; what goes wrong is the state of its source and never an entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from syndicate import rounds
from syndicate.errors import FetchError, Gone, ParseError, Refused, StoreError, SyndicateError
from syndicate.model import NotModified, Output
from syndicate.store.polls import Polls
from syndicate.store.sources import Sources
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    DAY,
    HOUR,
    KESTREL,
    MINUTE,
    SHIP,
    TUGS,
    Desk,
    Told,
    a_source,
    declared,
)

ALL = Output("all", "All")
TWO = declared([a_source("port"), a_source("mail")], outputs=[ALL])


async def test_an_item_that_is_offered_again_is_stored_once(desk: Desk) -> None:
    await desk.declare(TWO)
    first = await desk.poll("port", SHIP)
    again = await desk.poll("port", TUGS, SHIP)
    assert first is not None
    assert again is not None
    assert (first.offered, first.new, again.offered, again.new, again.changed) == (1, 1, 2, 1, 0)
    assert [stored.item.title for stored in await desk.items()] == [SHIP.title, TUGS.title]


async def test_the_same_body_is_not_read_again(desk: Desk) -> None:
    await desk.declare(TWO)
    for _ in range(3):
        await desk.poll("port", SHIP)
    assert (desk.feeds.fetched["port"], desk.feeds.read_["port"]) == (3, 1)
    assert (await desk.state("port")).last_success_at == desk.clock.at


async def test_not_modified_is_a_success_without_reading(desk: Desk) -> None:
    await desk.declare(TWO)
    await desk.poll("port", SHIP)
    revision = await desk.store.revision()
    desk.clock.forward(HOUR)
    desk.feeds.say["port"] = NotModified(desk.clock.at)
    outcome = await desk.pipeline.poll("port")
    assert outcome is not None
    assert (outcome.offered, outcome.new) == (0, 0)
    assert desk.feeds.read_["port"] == 1
    state = await desk.state("port")
    assert (state.last_success_at, state.problem) == (desk.clock.at, None)
    assert state.next_poll_at > desk.clock.at
    assert await desk.store.revision() == revision


async def test_a_source_that_fails_for_a_day_is_told_until_it_is_read_again(desk: Desk) -> None:
    await desk.declare(TWO)
    await desk.poll("port", SHIP)
    read_at = desk.clock.at
    desk.feeds.say["port"] = FetchError("https://port.example/feed", "no answer in 20 s")
    for _ in range(3):
        desk.clock.forward(DAY)
        await desk.pipeline.poll("port")
    (trouble,) = await desk.store.troubles.newest(9)
    assert (trouble.source_id, trouble.problem) == ("port", "no answer in 20 s")
    assert (trouble.began_at, trouble.ended_at) == (read_at, None)
    await desk.poll("port", SHIP)
    (trouble,) = await desk.store.troubles.newest(9)
    assert trouble.ended_at == desk.clock.at


@pytest.mark.parametrize(
    ("error", "shortest"),
    [
        (FetchError("https://port.example/feed", "no answer in 20 s"), 15 * MINUTE),
        (
            FetchError("https://port.example/feed", "503", status=503, retry_after=3 * HOUR),
            3 * HOUR,
        ),
        (Refused("https://port.example/feed", "a private network"), 15 * MINUTE),
        (Gone("https://port.example/feed", "410 Gone", status=410), 6 * DAY),
    ],
    ids=["unreachable", "retry after", "refused", "gone"],
)
async def test_a_failed_fetch_is_the_state_of_its_source_and_never_an_entry(
    desk: Desk, error: FetchError, shortest: timedelta
) -> None:
    await desk.declare(TWO)
    await desk.walk("port", SHIP)
    before = await desk.body("outputs", "all")
    waits = []
    for failures in (1, 2, 3):
        desk.clock.forward(4 * HOUR)
        desk.feeds.say["port"] = error
        assert await desk.pipeline.poll("port") is None
        state = await desk.state("port")
        assert state.failures == failures
        assert error.reason in (state.problem or "")
        waits.append(state.next_poll_at - desk.clock.at)
    assert min(waits) >= shortest
    assert await desk.body("outputs", "all") == before
    desk.clock.forward(4 * HOUR)
    await desk.poll("port", SHIP, TUGS)
    state = await desk.state("port")
    assert (state.failures, state.problem) == (0, None)


async def test_waits_grow_while_a_source_fails(desk: Desk) -> None:
    await desk.declare(TWO)
    desk.feeds.say["port"] = FetchError("https://port.example/feed", "refused")
    waits = []
    for _ in range(8):
        await desk.pipeline.poll("port")
        waits.append((await desk.state("port")).next_poll_at - desk.clock.at)
    assert max(waits) > 4 * waits[0]
    assert max(waits) <= DAY


async def test_a_document_that_cannot_be_read_is_the_state_of_its_source_and_is_read_again(
    desk: Desk,
) -> None:
    await desk.declare(TWO)
    await desk.walk("port", SHIP)
    desk.feeds.unreadable["port"] = ParseError("https://port.example/feed", "this is a web page")
    assert await desk.poll("port", TUGS) is None
    state = await desk.state("port")
    assert (state.failures, state.problem) == (1, "this is a web page")
    assert len(await desk.items()) == 1
    del desk.feeds.unreadable["port"]
    outcome = await desk.poll("port", TUGS)
    assert outcome is not None
    assert outcome.new == 1


async def test_of_several_sources_the_one_that_fails_holds_up_none(desk: Desk) -> None:
    await desk.declare(declared([a_source(f"s{n}") for n in range(6)], outputs=[ALL]))
    for n in range(6):
        desk.feeds.say[f"s{n}"] = [replace(CHICKPEAS, guid=f"g{n}", text=f"Dish number {n}.")]
    desk.feeds.say["s2"] = FetchError("https://s2.example/feed", "no such host")
    desk.feeds.unreadable["s4"] = ParseError("https://s4.example/feed", "not a feed")
    assert await desk.pipeline.poll_all() == 2
    assert {stored.item.source_id for stored in await desk.items()} == {"s0", "s1", "s3", "s5"}
    assert [(await desk.state(f"s{n}")).failures for n in range(6)] == [0, 0, 1, 0, 1, 0]


async def test_a_round_claims_no_more_sources_than_a_portion_before_it_comes_to_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"s{n}" for n in range(7)]
    await desk.declare(declared([a_source(name) for name in names]))
    claims: list[int] = []
    claim = Sources.claim

    async def counting(self: Sources, ids: Sequence[str], *more: Any, **named: Any) -> Any:
        claims.append(len(ids))
        return await claim(self, ids, *more, **named)

    monkeypatch.setattr(Sources, "claim", counting)
    monkeypatch.setattr(rounds, "PORTION", 3)
    assert await desk.pipeline.poll_all() == 0
    assert desk.feeds.fetched == dict.fromkeys(names, 1)
    assert claims == [3, 3, 1]


async def test_a_round_that_could_not_save_a_poll_ends_the_others_and_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declare(declared([a_source(f"s{n}") for n in range(5)]))
    record = Polls.record

    async def full(self: Polls, source_id: str, *more: Any, **named: Any) -> Any:
        if source_id == "s2":
            raise StoreError("the disk is full")
        return await record(self, source_id, *more, **named)

    monkeypatch.setattr(Polls, "record", full)
    with pytest.raises(StoreError, match="the disk is full"):
        await desk.pipeline.poll_all()
    states = [await desk.state(f"s{n}") for n in range(5)]
    assert [state.last_success_at is not None for state in states] == [
        True,
        True,
        False,
        True,
        True,
    ]


async def test_sources_are_polled_by_id_or_address_and_a_slip_is_pointed_out(desk: Desk) -> None:
    await desk.declare(TWO)
    assert await desk.pipeline.poll_all(["port", "https://mail.example/feed"]) == 0
    assert desk.feeds.fetched == {"port": 1, "mail": 1}
    with pytest.raises(SyndicateError, match="did you mean port"):
        await desk.pipeline.poll_all(["prot"])


async def test_an_edit_keeps_the_id_and_moves_updated_once(desk: Desk) -> None:
    await desk.declare(TWO)
    await desk.walk("port", SHIP)
    (first,) = await desk.entries("outputs", "all")
    edited = replace(SHIP, text=SHIP.text + " The tugs were named on Tuesday.")
    await desk.walk("port", edited)
    edited_at = desk.clock.at
    (second,) = await desk.entries("outputs", "all")
    await desk.walk("port", edited)
    await desk.walk("port", KESTREL, edited)
    (_, third) = await desk.entries("outputs", "all")
    assert first.id == second.id == third.id
    assert first.updated_at < second.updated_at == third.updated_at == edited_at
    assert second.published_at == first.published_at
    assert "named on Tuesday" in second.content_html
    (version,) = await desk.store.items.versions((await desk.item("port", SHIP)).item.id)
    assert version.text == SHIP.text


async def test_one_guid_from_two_sources_is_two_items(desk: Desk) -> None:
    await desk.declare(TWO)
    await desk.walk("port", Told("1", SHIP.title, SHIP.text))
    await desk.walk("mail", Told("1", CHICKPEAS.title, CHICKPEAS.text))
    entries = await desk.entries("outputs", "all")
    assert [entry.title for entry in entries] == [CHICKPEAS.title, SHIP.title]
    assert len({entry.id for entry in entries}) == 2


async def test_a_poll_that_cannot_be_saved_is_done_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declare(TWO)

    async def full(*_: object, **__: object) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(type(desk.store.polls), "record", full)
        with pytest.raises(StoreError):
            await desk.poll("port", SHIP)
    assert (await desk.state("port")).last_success_at is None
    outcome = await desk.poll("port", SHIP)
    assert outcome is not None
    assert outcome.new == 1
