"""Full text: a feed, its pages and their robots.txt on loopback, real workers, a real store."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("trafilatura", reason="the extra fulltext is not installed")
pytest.importorskip("protego", reason="the extra fulltext is not installed")

from click.testing import CliRunner

from syndicate import house
from syndicate.cli.main import main
from syndicate.corridors.completing import TAKEN, Manners
from syndicate.model import Outcome
from syndicate.store import Selection, open_store
from tests.integration.pipeline.desk import DAY, HOUR, Clock
from tests.integration.pipeline.gazette import LEAD, OURS, PAGE, REST, Line, feed, page
from tests.origins import MIB, Answer, Exchange, body, closed_port, running_origin, status
from tests.shares import gets


@pytest.fixture
def manners() -> Manners:
    return Manners("Syndicate", gap_s=0)


@pytest.fixture
async def line(tmp_path: Path, manners: Manners) -> AsyncIterator[Line]:
    store = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    with running_origin() as origin:
        found = Line(origin, store, Clock(), manners)
        yield found
        await found.close()
    await store.close()


def recorded(answer: Answer, into: list[Exchange]) -> Answer:
    def recording(exchange: Exchange) -> None:
        into.append(exchange)
        answer(exchange)

    return recording


async def test_item_is_stored_with_the_text_of_its_page_and_without_its_furniture(
    line: Line,
) -> None:
    link = line.origin.put("/varna", PAGE)
    outcome = await line.poll(link)
    assert outcome == Outcome(offered=1, new=1, changed=0)
    item = (await line.item(link)).item
    assert (item.page_note, item.text) == (TAKEN, "\n".join((LEAD, *REST)))
    assert "<p>" in item.content_html
    assert "newsletter" not in item.content_html
    assert item.summary == LEAD
    assert line.counted("taken") == 1


@pytest.mark.parametrize("lead", ["Гавань Варны закрыли в четверг из-за судна без руля.", ""])
async def test_a_page_in_a_charset_of_its_own_is_read_by_what_it_says(
    line: Line, lead: str
) -> None:
    told = (
        "Гавань Варны закрыли в четверг из-за судна без руля.",
        "Два буксира удерживали судно у волнолома, пока к вечеру не стих ветер.",
        "Никто из девятнадцати моряков не пострадал, сообщил капитан порта журналистам.",
        "Водолазы осмотрят руль, как только позволит зыбь, добавил он на набережной.",
    )
    markup = page(*told).decode().replace("<head>", "<head><meta charset=windows-1251>")
    link = line.origin.put("/varna", body(markup.encode("cp1251"), "text/html"))
    await line.poll(link, lead=lead)
    item = (await line.item(link)).item
    assert (item.page_note, item.text) == (TAKEN, "\n".join(told))


async def test_what_a_feed_says_about_an_item_stays_beside_the_text_of_its_page(line: Line) -> None:
    link = line.origin.put("/varna", PAGE)
    about = (
        "<author>ann@gazette.example (Ann)</author><category>Sea</category>"
        "<enclosure url='https://gazette.example/a.mp3' type='audio/mpeg' length='1'/>"
    )
    await line.poll(link, about=about)
    item = (await line.item(link)).item
    assert (item.page_note, item.title) == (TAKEN, "Grain ship adrift off Varna")
    assert item.authors == ("Ann",)
    assert item.categories == ("Sea",)
    assert [each.url for each in item.enclosures] == ["https://gazette.example/a.mp3"]
    assert item.published_at == datetime(2026, 3, 2, 7, tzinfo=UTC)


async def test_unchanged_item_keeps_its_text_and_its_page_is_not_asked_for_again(
    line: Line,
) -> None:
    link = line.origin.put("/varna", PAGE)
    other = line.origin.put("/other", PAGE)
    await line.poll(link)
    before = await line.item(link)
    assert await line.poll(link, other) == Outcome(offered=2, new=1, changed=0)
    assert await line.item(link) == before
    assert line.origin.asked["/varna"] == 1
    assert await line.store.items.versions(before.item.id) == ()


async def test_edit_by_the_feed_asks_the_page_again_and_keeps_the_id(line: Line) -> None:
    link = line.origin.put("/varna", PAGE)
    await line.poll(link)
    before = await line.item(link)
    edited = LEAD.replace("Thursday", "Friday")
    line.origin.put("/varna", body(page(edited, *REST), "text/html"))
    assert await line.poll(link, lead=edited) == Outcome(offered=1, new=0, changed=1)
    after = await line.item(link)
    assert after.item.text == "\n".join((edited, *REST))
    assert (after.entry_id, after.item.seen_at) == (before.entry_id, before.item.seen_at)


async def test_source_that_does_not_ask_is_left_as_its_feed_has_it(line: Line) -> None:
    link = line.origin.put("/varna", PAGE)
    line.source = replace(line.source, full_text=False)
    await line.poll(link)
    assert (await line.item(link)).item.page_note is None
    assert line.origin.asked.keys() == {"/feed"}


async def test_headers_of_the_source_are_sent_to_its_feed_only(line: Line) -> None:
    heard: list[Exchange] = []
    link = line.origin.put("/varna", recorded(PAGE, heard))
    line.origin.put("/robots.txt", recorded(status(404), heard))
    with ExitStack() as stack:
        far = stack.enter_context(running_origin())
        there = far.put("/there", recorded(PAGE, heard))
        far.put("/robots.txt", recorded(status(404), heard))
        await line.poll(link, there)
    assert len(heard) == 4
    assert {exchange.headers["User-Agent"] for exchange in heard} == {OURS}
    assert not any(
        name in exchange.headers
        for exchange in heard
        for name in ("Authorization", "Cookie", "Referer")
    )
    assert (await line.item(there)).item.page_note == TAKEN


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: syndicate\nDisallow: /admin", True),
        ("User-agent: *\nDisallow: /*.html$\nAllow: /news/*.html$", True),
        ("User-agent: *\nAllow: /news/\nDisallow: /news/varna*", False),
        ("User-agent: other\nDisallow: /", True),
        ("\ufeffUser-agent: Syndicate # us\nDisallow: /news/", False),
        ("<html>not rules at all</html>", True),
        ("", True),
    ],
)
async def test_robots_txt_of_the_host_is_respected(line: Line, rules: str, allowed: bool) -> None:
    link = line.origin.put("/news/varna.html", PAGE)
    line.origin.put("/robots.txt", body(rules.encode(), "text/plain"))
    await line.poll(link)
    assert line.origin.asked["/news/varna.html"] == int(allowed)
    if not allowed:
        assert "robots.txt of its host forbids it" in await line.note(link)
        assert line.counted("refused") == 1


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410])
async def test_host_without_a_robots_txt_allows_everything(line: Line, code: int) -> None:
    link = line.origin.put("/varna", PAGE)
    line.origin.put("/robots.txt", status(code))
    await line.poll(link)
    assert (await line.item(link)).item.page_note == TAKEN


@pytest.mark.parametrize("code", [429, 500, 503])
async def test_host_that_cannot_say_its_rules_is_left_in_peace_for_the_time_being(
    line: Line, code: int
) -> None:
    first, second = (line.origin.put(path, PAGE) for path in ("/varna", "/burgas"))
    line.origin.put("/robots.txt", status(code))
    await line.poll(first)
    assert "robots.txt of its host cannot be had" in await line.note(first)
    line.origin.put("/robots.txt", status(404))
    await line.poll(first, second)
    assert line.origin.asked["/varna"] == 0
    assert (await line.item(second)).item.page_note == TAKEN


async def test_robots_txt_is_asked_for_once_a_day(line: Line) -> None:
    links = [line.origin.put(f"/{at}", PAGE) for at in range(3)]
    line.origin.put(
        "/robots.txt", body(b"User-agent: *\nAllow: /\n" + b"#" * 600_000, "text/plain")
    )
    for count in (1, 2):
        await line.poll(*links[:count])
    assert line.origin.asked["/robots.txt"] == 1
    line.clock.forward(DAY)
    await line.poll(*links)
    assert line.origin.asked["/robots.txt"] == 2


def test_daemon_completes_items_and_tells_so(tmp_path: Path) -> None:
    path = tmp_path / "feeds.yaml"
    with running_origin() as origin:
        origin.put("/feed", feed(origin.put("/varna", PAGE)))
        path.write_text(
            "fetch: {allow_networks: [127.0.0.1/32]}\n"
            f"sources: [{{url: '{origin.url}/feed', full_text: true}}]\n"
        )
        assert asyncio.run(house.poll_once(path, {}, ())) == 0
        told = CliRunner().invoke(main, ["why", f"{origin.url}/varna", "--config", str(path)])
    assert told.exit_code == 0
    assert f"full text  {TAKEN}" in told.output


def redirect(to: str) -> Answer:
    def answer(exchange: Exchange) -> None:
        exchange.send_response(302)
        exchange.send_header("Location", to)
        exchange.send_header("Content-Length", "0")
        exchange.end_headers()

    return answer


def dripping(exchange: Exchange) -> None:
    exchange.begin(200, "text/html", None)
    while not exchange.origin.closing.is_set():
        exchange.wfile.write(b"<p>")
        time.sleep(0.05)


DEEP = b"<html><body>" + b"<div><p>x" * 150_000 + b"</body></html>"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (status(404), "404"),
        (status(500), "500"),
        (body(b"<p>" + b"x" * 3 * MIB, "text/html"), "larger than"),
        (dripping, "more than 4 s"),
        (redirect("http://10.1.2.3/secret"), "address policy forbids"),
        (redirect("http://127.0.0.2:1/secret"), "address policy forbids"),
        (redirect("file:///etc/passwd"), "redirects"),
        (body(b"%PDF-1.4", "application/pdf"), "no web page"),
        (body(b"", "text/html"), "no text was found"),
        (body(page("Accept all cookies to go on.", *["We value your privacy very much." * 4] * 4), "text/html"), "does not hold the text of the feed"),
        (body(page(LEAD[:40]), "text/html"), "says no more than the feed"),
        (body(DEEP, "text/html"), ""),
    ],
    ids=["404", "500", "huge", "drip", "private", "loopback", "file", "pdf", "empty", "wall", "short", "deep"],
)  # fmt: skip
async def test_page_that_cannot_be_used_leaves_the_item_as_the_feed_has_it(
    line: Line, answer: Answer, reason: str
) -> None:
    bad = line.origin.put("/bad", answer)
    good = line.origin.put("/good", PAGE)
    assert await line.poll(good, bad) == Outcome(offered=2, new=2, changed=0)
    note = await line.note(bad)
    assert note.startswith("left as the feed has it: ")
    assert reason in note
    assert (await line.item(good)).item.page_note == TAKEN
    state = await line.store.sources.state("gazette")
    assert state is not None
    assert (state.failures, state.problem) == (0, None)


async def test_page_that_kills_its_reader_does_no_harm(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    gets(monkeypatch, share=1)
    line.pages._wall_s = 0.3  # no page of this length is read in so little time
    link = line.origin.put("/varna", body(page(LEAD, *REST * 5000), "text/html; charset=utf-8"))
    assert await line.poll(link) == Outcome(offered=1, new=1, changed=0)
    assert "parser limit" in await line.note(link)
    line.pages._wall_s = 20
    second = line.origin.put("/second", PAGE)
    await line.poll(link, second)
    assert (await line.item(second)).item.page_note == TAKEN


async def test_redirect_is_no_way_around_the_rules_of_where_it_leads(line: Line) -> None:
    with running_origin() as far:
        far.put("/robots.txt", body(b"User-agent: *\nDisallow: /", "text/plain"))
        link = line.origin.put("/moved", redirect(far.put("/there", PAGE)))
        await line.poll(link)
    assert "robots.txt" in await line.note(link)


def busy(exchange: Exchange, wish_s: int = 3600) -> None:
    exchange.send_response(429)
    exchange.send_header("Retry-After", str(wish_s))
    exchange.send_header("Content-Length", "0")
    exchange.end_headers()


async def test_host_that_wants_peace_is_not_asked_again_in_this_poll(line: Line) -> None:
    links = [line.origin.put(f"/{at}", busy) for at in range(3)]
    await line.poll(*links)
    assert sum(line.origin.asked[f"/{at}"] for at in range(3)) == 1
    assert "wants peace" in await line.note(links[0])


async def test_host_whose_wish_the_clock_was_set_back_behind_is_asked_again(line: Line) -> None:
    first, second = line.origin.put("/first", busy), line.origin.put("/second", PAGE)
    await line.poll(first)
    line.clock.forward(-400 * DAY)
    await line.poll(first, second)
    assert (await line.item(second)).item.page_note == TAKEN


async def test_host_that_wants_peace_for_long_has_a_day_of_it(line: Line) -> None:
    links = [line.origin.put(f"/{at}", PAGE) for at in range(3)]
    line.origin.put("/0", partial(busy, wish_s=3 * 86400))
    await line.poll(links[0])
    line.clock.forward(DAY - 2 * HOUR)
    await line.poll(*links[:2])
    assert "wants peace" in await line.note(links[1])
    line.clock.forward(HOUR)
    await line.poll(*links)
    assert (await line.item(links[2])).item.page_note == TAKEN


class TestWithFewPages:
    @pytest.fixture
    def manners(self) -> Manners:
        return Manners("Syndicate", most=2, gap_s=0)

    async def test_poll_asks_for_the_newest_pages_only(self, line: Line) -> None:
        links = [line.origin.put(f"/{at}", PAGE) for at in range(4)]
        await line.poll(*links)
        asked: Sequence[int] = [line.origin.asked[f"/{at}"] for at in range(4)]
        assert asked == [0, 0, 1, 1]
        assert "newest pages" in await line.note(links[0])
        assert line.counted("skipped") == 2


class TestWithLittleTime:
    @pytest.fixture
    def manners(self) -> Manners:
        return Manners("Syndicate", budget_s=0.5, gap_s=30)

    async def test_poll_ends_though_hosts_want_long_gaps(self, line: Line) -> None:
        links = [line.origin.put(f"/{at}", PAGE) for at in range(2)]
        assert await line.poll(*links) == Outcome(offered=2, new=2, changed=0)
        assert "no time left" in await line.note(links[0])
        assert len(await line.store.items.newest(Selection(), limit=9)) == 2


class TestWithTimeForOnePage:
    @pytest.fixture
    def manners(self) -> Manners:
        return Manners("Syndicate", budget_s=3, gap_s=0)

    async def test_delay_that_robots_txt_asks_for_is_kept(self, line: Line) -> None:
        links = [line.origin.put(f"/{at}", PAGE) for at in range(3)]
        line.origin.put("/robots.txt", body(b"User-agent: *\nCrawl-delay: 60", "text/plain"))
        assert await line.poll(*links) == Outcome(offered=3, new=3, changed=0)
        assert sum(line.origin.asked[f"/{at}"] for at in range(3)) <= 1


async def test_robots_txt_that_cannot_be_reached_shuts_the_host(line: Line) -> None:
    link = f"http://127.0.0.1:{closed_port()}/varna"
    await line.poll(link)
    assert "cannot be had" in await line.note(link)
