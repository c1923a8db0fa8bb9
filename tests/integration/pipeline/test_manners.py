"""Who asks for peace gets it, a network that is down is nobody's failure, and who moved for good is followed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syndicate.errors import FetchError
from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.client import Client
from syndicate.model import Document, ParsedFeed
from tests.integration.pipeline.desk import DAY, HOUR, MINUTE, SHIP, Desk, Told, a_source, declared
from tests.origins import Answer, Exchange, Report, rss, running_origin

REST = 3 * HOUR


async def test_wish_of_one_source_holds_its_whole_host_and_nobody_else(any_desk: Desk) -> None:
    desk = any_desk
    blogs = [replace(a_source(f"b{n}"), shown_url=f"https://blogs.example/{n}") for n in range(4)]
    await desk.declare(declared([*blogs, a_source("mail")]))
    await desk.store.sources.claim(["b1"], desk.clock.at, lease=5 * MINUTE)  # waits in the queue
    desk.feeds.say["b0"] = FetchError("u", "503", status=503, retry_after=REST)
    until = desk.clock.at + REST
    assert await desk.pipeline.poll("b0") is None
    assert (await desk.state("b2")).next_poll_at >= until
    assert await desk.pipeline.poll("b1") is not None
    held = await desk.state("b1")
    assert held.next_poll_at >= until
    assert (held.failures, held.problem, desk.feeds.fetched["b1"]) == (0, None, 0)
    assert (await desk.state("mail")).next_poll_at < until
    await desk.poll("mail", SHIP)
    assert desk.feeds.fetched["mail"] == 1
    desk.clock.forward(REST)
    await desk.poll("b1", SHIP)
    assert desk.feeds.fetched["b1"] == 1


async def test_hold_survives_a_restart(desk: Desk) -> None:
    blogs = [replace(a_source(f"b{n}"), shown_url=f"https://blogs.example/{n}") for n in range(2)]
    await desk.declare(declared(blogs))
    desk.feeds.say["b0"] = FetchError("u", "429", status=429, retry_after=REST)
    await desk.pipeline.poll("b0")
    await desk.reopen()
    desk.clock.forward(REST - MINUTE)
    await desk.pipeline.dispatch()
    assert desk.queue.backlog == 0


async def test_a_round_of_another_process_asks_no_host_that_wants_peace(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    sources = [replace(a_source(f"b{n}"), shown_url=f"https://blogs.example/{n}") for n in range(2)]
    await desk.declare(declared([*sources, a_source("mail")]))
    desk.feeds.say["b0"] = FetchError("u", "429", status=429, retry_after=REST)
    desk.feeds.say["mail"] = FetchError(
        "u", "429", status=429, retry_after=REST, host="cdn.example"
    )
    for _ in range(3):
        await desk.reopen()
        await desk.pipeline.poll_all()
        desk.clock.forward(HOUR - MINUTE)
    assert desk.feeds.fetched == {"b0": 1, "mail": 1}
    assert "its host still wants peace" in caplog.messages
    desk.feeds.say.clear()
    desk.clock.forward(3 * MINUTE)
    await desk.reopen()
    await desk.pipeline.poll_all()
    assert desk.feeds.fetched == {"b0": 2, "b1": 1, "mail": 2}


async def test_a_wish_noted_by_a_clock_that_was_wrong_holds_nobody(desk: Desk) -> None:
    await desk.declare(declared([a_source("port")]))
    await desk.store.sources.hold_host("port.example", desk.clock.at + 30 * DAY, "port")
    await desk.poll("port", SHIP)
    assert desk.feeds.fetched["port"] == 1


async def test_a_wish_told_before_the_clock_was_set_back_holds_nobody(desk: Desk) -> None:
    await desk.declare(declared([a_source("port")]))
    desk.feeds.say["port"] = FetchError("u", "429", status=429, retry_after=REST)
    await desk.pipeline.poll("port")
    desk.clock.forward(-400 * DAY)
    await desk.poll("port", SHIP)
    assert desk.feeds.fetched["port"] == 2
    assert (await desk.state("port")).next_poll_at < desk.clock.at + DAY


async def test_failures_are_not_counted_while_the_network_is_down(desk: Desk) -> None:
    names = [f"s{n}" for n in range(6)]
    await desk.declare(declared([a_source(name) for name in names]))
    for name in names:
        desk.feeds.say[name] = FetchError("u", "no way leads to the host", reached=False)
        await desk.pipeline.poll(name)
    states = [await desk.state(name) for name in names]
    assert [state.failures for state in states] == [1, 1, 0, 0, 0, 0]
    assert max(state.next_poll_at for state in states) <= desk.clock.at + HOUR
    await desk.poll("s0", SHIP)
    desk.clock.forward(MINUTE)
    desk.feeds.say["s1"] = FetchError("u", "no way leads to the host", reached=False)
    await desk.pipeline.poll("s1")
    assert (await desk.state("s1")).failures == 2


async def test_no_failure_is_counted_where_our_own_way_out_is_shut(desk: Desk) -> None:
    await desk.declare(declared([a_source("port"), a_source("quay")]))
    for _ in range(4):
        desk.feeds.say["port"] = FetchError("u", "the proxy is down", cut_off=True)
        await desk.pipeline.poll("port")
        await desk.poll("quay", SHIP)  # in a network of ours, which is asked straight
        desk.clock.forward(HOUR)
    state = await desk.state("port")
    assert (state.failures, state.is_cut_off) == (0, True)
    assert state.next_poll_at <= desk.clock.at


async def test_items_that_came_and_went_are_counted(desk: Desk) -> None:
    await desk.declare(declared([a_source("port")]))
    for day in range(3):
        told = [Told(f"{day} {n}", f"Report {day} {n}", f"Ship {day} {n} came.") for n in range(10)]
        await desk.poll("port", *told)
    state = await desk.state("port")
    assert state.missed >= 1
    assert state.missed_at is not None
    assert (
        f"syndicate_items_missed_total {float(state.missed)}"
        in desk.metrics.exposition()[0].decode()
    )


async def test_source_that_moved_for_good_is_asked_at_its_new_address(desk: Desk) -> None:
    client = Client(user_agent="test", policy=AddressPolicy(("127.0.0.0/8",)), clock=desk.clock)
    with running_origin() as old, running_origin() as new:
        feed = rss("Port", [Report(1, "Ship")])
        there = new.put("/feed", feed)
        here = old.put("/feed", _moved(there))
        source = a_source("port", url=here, shown_url=here)
        await desk.declare(declared([source]))
        desk.feeds.fetch = client.fetch  # type: ignore[method-assign]
        desk.feeds.read = _read  # type: ignore[method-assign]
        desk.restart()
        asked = []
        for _ in range(4):
            await desk.pipeline.poll("port")
            asked.append((old.asked["/feed"], new.asked["/feed"]))
            desk.clock.forward(DAY / 2)
        assert asked == [(1, 1), (2, 2), (3, 3), (3, 4)]
        assert (await desk.state("port")).url == there
        new.put("/feed", _gone)
        for _ in range(3):
            await desk.pipeline.poll("port")
            desk.clock.forward(DAY / 2)
        assert (await desk.state("port")).url == here
        old.put("/feed", feed)
        await desk.pipeline.poll("port")
        assert (await desk.state("port")).failures == 0
        assert old.asked["/feed"] == 4
    await client.close()


def _moved(there: str) -> Answer:
    def answer(exchange: Exchange) -> None:
        exchange.send_response(301)
        exchange.send_header("Location", there)
        exchange.send_header("Content-Length", "0")
        exchange.end_headers()

    return answer


def _gone(exchange: Exchange) -> None:
    exchange.begin(404, "text/plain", 0)


async def _read(document: Document, *, source_id: str, marks: bytes | None = None) -> ParsedFeed:
    return ParsedFeed(source_id, None, "en", ())
