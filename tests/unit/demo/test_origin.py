"""The newsroom over HTTP, on loopback."""

import io
import wave
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

import aiohttp
import pytest

from syndicate.demo.newsroom import CLOSES_AT, outlets
from syndicate.demo.origin import RunningNewsroom, start_newsroom

MIDWEEK = datetime(2014, 11, 5, 12, tzinfo=UTC)


class Hands:
    """A clock set by the test."""

    def __init__(self) -> None:
        self.now = CLOSES_AT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
async def newsroom(clock: Hands) -> AsyncIterator[RunningNewsroom]:
    running = await start_newsroom(clock=clock)
    yield running
    await running.close()


@pytest.fixture
async def client(newsroom: RunningNewsroom) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(newsroom.base_url) as session:
        yield session


async def test_it_listens_on_loopback(newsroom: RunningNewsroom) -> None:
    assert newsroom.base_url.startswith("http://127.0.0.1:")


async def test_the_feed_of_every_outlet_answers_with_its_type_and_validators(
    client: aiohttp.ClientSession,
) -> None:
    for outlet in outlets():
        async with client.get(f"/{outlet.slug}/feed") as response:
            assert response.status == 200
            assert await response.read()
            assert response.headers["ETag"].startswith('"')
            assert parsedate_to_datetime(response.headers["Last-Modified"]).year == 2014
    async with client.get("/circuit-and-joystick/feed") as response:
        assert response.headers["Content-Type"] == "application/feed+json"
    async with client.get("/northgate-evening-mail/feed") as response:
        assert response.headers["Content-Type"] == "text/xml"


async def test_what_is_known_is_answered_304_until_something_is_published(
    client: aiohttp.ClientSession, clock: Hands
) -> None:
    clock.now = MIDWEEK
    async with client.get("/potomac-ledger/feed") as response:
        tag = {"If-None-Match": f'"other", {response.headers["ETag"]}'}
        date = {"If-Modified-Since": response.headers["Last-Modified"]}
    for headers in (tag, date, {"If-None-Match": "*"}):
        async with client.get("/potomac-ledger/feed", headers=headers) as response:
            assert response.status == 304
            assert await response.read() == b""
            assert "ETag" in response.headers
    clock.now = CLOSES_AT
    for headers in (tag, date):
        async with client.get("/potomac-ledger/feed", headers=headers) as response:
            assert response.status == 200


async def test_a_wrong_tag_outweighs_a_fitting_date(client: aiohttp.ClientSession) -> None:
    headers = {
        "If-None-Match": '"other"',
        "If-Modified-Since": format_datetime(CLOSES_AT, usegmt=True),
    }
    async with client.get("/potomac-ledger/feed", headers=headers) as response:
        assert response.status == 200


async def test_head_tells_the_type_and_sends_no_body(client: aiohttp.ClientSession) -> None:
    async with client.head("/rheinblick/feed") as response:
        assert response.status == 200
        assert response.headers["Content-Type"] == "application/rss+xml; charset=iso-8859-1"
        assert await response.read() == b""


async def test_every_article_has_its_page(client: aiohttp.ClientSession) -> None:
    for outlet in outlets():
        for article in outlet.articles:
            async with client.get(f"/{outlet.slug}/articles/{article.number}") as response:
                assert response.status == 200
                assert "</article>" in await response.text()


async def test_a_page_escapes_its_title_and_lets_no_script_run(
    client: aiohttp.ClientSession,
) -> None:
    prairie = next(outlet for outlet in outlets() if outlet.slug == "prairie-dispatch")
    number = next(a.number for a in prairie.articles if a.event == "telecom/iusacell")
    async with client.get(f"/prairie-dispatch/articles/{number}") as response:
        assert "<h1>AT&amp;T buys" in await response.text()
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


async def test_an_article_is_found_when_it_is_out_and_stays_when_the_feed_drops_it(
    client: aiohttp.ClientSession, clock: Hands
) -> None:
    scrapbook = next(outlet for outlet in outlets() if outlet.slug == "world-scrapbook")
    assert len(scrapbook.articles) > scrapbook.window
    clock.now = datetime(2014, 11, 1, tzinfo=UTC)
    async with client.get("/world-scrapbook/articles/1") as response:
        assert response.status == 404
    clock.now = CLOSES_AT
    async with client.get("/world-scrapbook/feed") as response:
        assert "/world-scrapbook/articles/1<" not in await response.text()
    async with client.get("/world-scrapbook/articles/1") as response:
        assert response.status == 200


async def test_a_correction_is_marked_on_its_page(client: aiohttp.ClientSession) -> None:
    monitor = next(outlet for outlet in outlets() if outlet.slug == "mesopotamia-monitor")
    number = next(article.number for article in monitor.articles if article.revision)
    async with client.get(f"/mesopotamia-monitor/articles/{number}") as response:
        page = await response.text()
    assert ", corrected <time" in page
    assert "322 dead" in page


async def test_the_front_pages_list_outlets_and_articles_out_by_now(
    client: aiohttp.ClientSession, clock: Hands
) -> None:
    clock.now = MIDWEEK
    async with client.get("/") as response:
        page = await response.text()
    assert "5 November 2014, 12:00 UTC" in page
    assert "None of these outlets exists" in page
    for outlet in outlets():
        assert f'href="/{outlet.slug}/feed"' in page
    async with client.get("/long-game/") as response:
        page = await response.text()
    assert "Carlsen against Anand, again" in page
    assert "Game 1" not in page


async def test_an_enclosure_is_a_second_of_silence(client: aiohttp.ClientSession) -> None:
    async with client.get("/daily-round/audio/1.wav") as response:
        assert response.content_type == "audio/wav"
        with wave.open(io.BytesIO(await response.read())) as sound:
            assert sound.getnframes() == sound.getframerate()


@pytest.mark.parametrize(
    "path",
    [
        "/nobody/feed",
        "/nobody/",
        "/nobody/articles/1",
        "/rheinblick/articles/999",
        "/rheinblick/articles/x",
        "/rheinblick/audio/1.wav",
        "/daily-round/audio/999.wav",
    ],
)
async def test_what_is_not_there_is_404(client: aiohttp.ClientSession, path: str) -> None:
    async with client.get(path) as response:
        assert response.status == 404


async def test_a_closed_newsroom_gives_its_port_back(clock: Hands) -> None:
    first = await start_newsroom(clock=clock)
    port = int(first.base_url.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        await start_newsroom(port=port, clock=clock)
    await first.close()
    second = await start_newsroom(port=port, clock=clock)
    assert second.base_url == first.base_url
    await second.close()
