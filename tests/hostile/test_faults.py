"""What breaks on the way: whole items are kept, nothing is removed, no validator vouches for half a document."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from syndicate.corridors.polling import Doors
from syndicate.model import Declared, Validators
from syndicate.normalize import document as way
from syndicate.normalize.worker import Workers
from syndicate.pipeline import Pipeline
from tests.hostile import origin as hostile
from tests.hostile.conftest import OpenClient, document, refusal
from tests.integration.fetch.hostile_origin import Answer, Origin, feed, status
from tests.integration.pipeline.desk import DAY, MINUTE, SHIP, Desk, a_source, declared
from tests.integration.pipeline.test_dispatch import taken

QUOTING = b"<![CDATA[how a feed ends: </item></channel></rss>]]>"
ITEMS = [
    b"<item><guid>%d</guid><title>Report %d</title><description>%b</description></item>"
    % (number, number, QUOTING)
    for number in range(4)
]
WHOLE = b"<rss version='2.0'><channel><title>x</title>" + b"".join(ITEMS) + b"</channel></rss>"
SLOW = b"<item/>" * 60_000
LAST = WHOLE.index(ITEMS[-1])
AT_END = len(WHOLE) - len(b"</channel></rss>")
CUTS = {
    "within the last item's text": (LAST + ITEMS[-1].index(b"</item>") + 3, 3),
    "within the last item's end": (AT_END - 12, 3),
    "after the last item": (AT_END, 4),
    "within the end of the channel": (AT_END + 5, 4),
}


@pytest.mark.parametrize("name", CUTS)
def test_document_is_whole_by_its_own_end_and_not_by_what_it_quotes(name: str) -> None:
    cut, kept = CUTS[name]
    found = way.read(document(WHOLE[:cut]), source_id="s")
    assert not found.complete
    assert [item.title for item in found.items] == [f"Report {n}" for n in range(kept)]
    assert "cut off before its end" in (found.problem or "")


def test_end_in_a_comment_is_no_end() -> None:
    start = b"<rss version='2.0'><channel><title>a & b</title>" + ITEMS[0]
    assert not way.read(
        document(start + b"<!-- </rss> -->" + ITEMS[1][:30]), source_id="s"
    ).complete
    assert way.read(document(start + b"</channel></rss><!-- </rss> -->"), source_id="s").complete


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    opened = await Desk.open(f"sqlite:///{tmp_path / 'store.db'}")
    yield opened
    await opened.store.close()


@pytest.fixture
async def real(desk: Desk, origin: Origin, open_client: OpenClient, workers: Workers) -> Pipeline:
    """The pipeline of the desk with the real client and real workers; its one source is `port`."""
    source = a_source("port", url=origin.url("/feed"), shown_url=origin.url("/feed"))
    followed: Declared = declared([source])
    client = open_client("127.0.0.1/32")
    pipeline = Pipeline(
        store=desk.store,
        queue=desk.queue,
        doors=Doors(client.fetch, workers.read, desk.clock),
        metrics=desk.metrics,
        declared=followed,
    )
    await pipeline.declare(followed)
    return pipeline


@pytest.mark.parametrize(
    "cut", [hostile.cut_gzip, hostile.cut_plain], ids=["packed", "closed early"]
)
async def test_cut_that_http_cannot_tell_removes_nothing_and_leaves_no_validator(
    desk: Desk, real: Pipeline, origin: Origin, cut: Callable[[bytes, int], Answer]
) -> None:
    origin.put("/feed", feed((("ETag", '"whole"'),), WHOLE))
    await real.poll("port")
    assert (await desk.state("port")).validators == Validators('"whole"')
    renewed = WHOLE.replace(b"Report 0", b"Report 0, corrected")
    origin.put("/feed", cut(renewed, LAST + 40 + len(b", corrected")))
    await real.poll("port")
    state = await desk.state("port")
    assert (state.validators, state.body_hash) == (Validators(), None)
    assert "cut off" in (state.problem or "")
    titles = [stored.item.title for stored in await desk.items()]
    assert sorted(titles) == ["Report 0, corrected", "Report 1", "Report 2", "Report 3"]
    origin.put("/feed", feed((("ETag", '"whole"'),), renewed))
    await real.poll("port")
    assert "if-none-match" not in origin.requests[-1].headers
    assert (await desk.state("port")).problem is None


async def test_not_modified_to_a_first_question_is_an_error_and_the_source_stays(
    desk: Desk, real: Pipeline, origin: Origin
) -> None:
    origin.put("/feed", status(304))
    assert await real.poll("port") is None
    state = await desk.state("port")
    assert "304" in (state.problem or "")
    assert state.next_poll_at <= desk.clock.at + DAY
    origin.put("/feed", feed((), WHOLE))
    outcome = await real.poll("port")
    assert outcome is not None
    assert outcome.new == 4


async def test_worker_that_is_lost_costs_one_poll_and_no_item(
    desk: Desk, real: Pipeline, origin: Origin, workers: Workers
) -> None:
    origin.put("/feed", feed((), WHOLE))
    await real.poll("port")
    workers._wall_s = 0.3
    origin.put("/feed", feed((), WHOLE.replace(b"<item>", SLOW + b"<item>", 1)))
    assert await real.poll("port") is None
    state = await desk.state("port")
    assert re.search("parser limit|too busy", state.problem or "")
    assert len(await desk.items()) == 4
    workers._wall_s = 20
    origin.put("/feed", feed((), WHOLE.replace(b"Report 0", b"Report 0 again")))
    assert await real.poll("port") is not None


async def test_name_server_that_is_down_is_told_and_nothing_is_lost(
    desk: Desk, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object, **__: object) -> None:
        raise OSError(-3, "Temporary failure in name resolution")

    monkeypatch.setattr("socket.getaddrinfo", down)
    error = await refusal(open_client(), "http://feed.example/")
    assert error.reason.isprintable()
    assert "feed.example" not in error.reason


@pytest.mark.parametrize(
    "jump",
    [
        pytest.param(3 * DAY, id="forward"),
        pytest.param(-3 * DAY, id="back"),
        pytest.param(timedelta(seconds=-90), id="a little back"),
    ],
)
async def test_clock_that_jumps_starves_nobody_and_floods_nobody(
    desk: Desk, jump: timedelta
) -> None:
    """Every source is asked within two intervals after the jump, and never more than twice a minute."""
    passed = 0.0
    desk.steady_s = lambda: passed
    desk.restart()
    every = 15 * MINUTE
    names = [f"s{number}" for number in range(10)]
    await desk.declare(declared([a_source(name, every=every) for name in names]))
    for name in names:
        desk.feeds.say[name] = [SHIP]
    await desk.pipeline.dispatch()
    await taken(desk)
    desk.clock.forward(jump)
    before = dict(desk.feeds.fetched)
    for _ in range(30):
        asked = dict(desk.feeds.fetched)
        passed += 60
        desk.clock.forward(MINUTE)
        await desk.pipeline.dispatch()
        await taken(desk)
        assert max(desk.feeds.fetched[name] - asked.get(name, 0) for name in names) <= 2
    assert all(desk.feeds.fetched[name] > before.get(name, 0) for name in names)
