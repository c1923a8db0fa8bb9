"""No trick of names or numbers leads where the policy forbids. A tripwire at 127.0.0.2 counts who came.

The spellings of literals are in tests/integration/fetch/test_policy.py; here are names, answers that change,
several hops, and our own door.
"""

from __future__ import annotations

import itertools
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from syndicate.errors import FetchError, Refused
from syndicate.fetch.client import Ourselves
from syndicate.house import ourselves
from tests.hostile.conftest import NONE, OpenClient, fetched, refusal
from tests.integration.fetch.hostile_origin import Origin, feed, redirect, running
from tests.integration.fetch.test_policy import HOSTS
from tests.settings import settings_of

FORBIDDEN = "127.0.0.2"
OURS = settings_of(Path("/nowhere"), url="https://news.example")
# Names that end at this machine wherever a resolver is asked, and numbers that only a resolver understands
NAMES = [
    "localhost",
    "LOCALHOST",
    "localhost.",
    "localhost.localdomain",
    "ip6-localhost",
    "feed.localhost",
    "127.0.0.2.",
    "127.0.0.2.nip.example",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "ｌｏｃａｌｈｏｓｔ",
    "0x7f.1.",
    "metadata.google.internal",
    "a.example@127.0.0.2",
    "a.example%40127.0.0.2",
    "a.example#@127.0.0.2",
    "a.example%00.127.0.0.2",
]


class Answers(AbstractResolver):
    """Gives one answer after the other, and the first one again after the last."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self._answers: Iterator[tuple[str, ...]] = itertools.cycle(answers)
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        self.asked += 1
        return [
            ResolveResult(
                hostname=host, host=answer, port=port, family=socket.AF_INET, proto=0, flags=0
            )
            for answer in next(self._answers)
        ]

    async def close(self) -> None:
        pass


@pytest.fixture
async def tripwire(origin: Origin) -> AsyncIterator[Origin]:
    async with running(FORBIDDEN, origin.port) as server:
        server.put("/", feed())
        yield server


@pytest.mark.parametrize("host", NAMES)
async def test_name_for_a_forbidden_address_is_not_dialled(
    open_client: OpenClient, tripwire: Origin, host: str
) -> None:
    client = open_client("127.0.0.1/32", resolver=Answers((FORBIDDEN,)))
    await refusal(client, f"http://{host}:{tripwire.port}/")
    assert tripwire.connections == 0


@pytest.mark.parametrize("code", [302, 308])
@pytest.mark.parametrize("host", [*NAMES, *HOSTS[:20]])
async def test_second_hop_to_a_forbidden_address_is_not_dialled(
    open_client: OpenClient, origin: Origin, tripwire: Origin, host: str, code: int
) -> None:
    client = open_client("127.0.0.1/32", resolver=Answers((FORBIDDEN,)))
    origin.put("/", redirect("/next", code))
    origin.put("/next", redirect(f"http://{host}:{tripwire.port}/", code))
    await refusal(client, origin.url())
    assert tripwire.connections == 0


async def test_name_that_changes_its_answer_never_leads_to_a_forbidden_address(
    open_client: OpenClient, origin: Origin, tripwire: Origin
) -> None:
    origin.put("/", feed())
    names = Answers(("127.0.0.1",), (FORBIDDEN,), ("127.0.0.1", FORBIDDEN))
    came = 0
    for _ in range(6):  # each client asks anew, as one does once its cache has run out
        client = open_client("127.0.0.1/32", resolver=names)
        try:
            await client.fetch(f"http://rebind.example:{origin.port}/", validators=NONE)
            came += 1
        except Refused:
            pass
    assert names.asked == 6
    assert came == 2
    assert tripwire.connections == 0


async def test_connection_that_is_kept_never_serves_another_name(
    open_client: OpenClient, origin: Origin, tripwire: Origin
) -> None:
    origin.put("/", redirect(f"http://inner.example:{origin.port}/"))
    client = open_client("127.0.0.1/32", resolver=Answers(("127.0.0.1",), (FORBIDDEN,)))
    error = await refusal(client, f"http://outer.example:{origin.port}/")
    assert isinstance(error, Refused)
    assert len(origin.requests) == 1
    assert tripwire.connections == 0


@pytest.mark.parametrize(
    "spelling", ["127.0.0.1", "127.0.0.2", "[::ffff:127.0.0.1]", "own.example"]
)
async def test_own_door_is_not_opened_even_where_its_network_is_allowed(
    open_client: OpenClient, origin: Origin, spelling: str
) -> None:
    client = open_client(
        "127.0.0.0/8", "::/0", resolver=Answers(("127.0.0.1",)), ourselves=Ourselves(origin.port)
    )
    error = await refusal(client, f"http://{spelling}:{origin.port}/outputs/desk.atom")
    assert isinstance(error, Refused)
    assert "it cannot follow itself" in error.reason
    assert origin.connections == 0


async def test_own_door_is_not_opened_by_a_redirect(
    open_client: OpenClient, origin: Origin
) -> None:
    async with running() as own:
        client = open_client("127.0.0.0/8", ourselves=Ourselves(own.port))
        error = await refusal(client, origin.put("/", redirect(own.url())))
        assert "it cannot follow itself" in error.reason
        assert own.connections == 0


async def test_own_feed_behind_a_proxy_is_known_by_its_address(
    open_client: OpenClient, origin: Origin
) -> None:
    origin.put("/outputs/desk.atom", feed())
    origin.put("/blog/feed", feed())
    client = open_client("127.0.0.0/8", ourselves=Ourselves(8420, (origin.url("/outputs/"),)))
    error = await refusal(client, origin.url("/outputs/desk.atom"))
    assert "it cannot follow itself" in error.reason
    assert not origin.requests
    assert (await fetched(client, origin.url("/blog/feed"))).complete


async def test_own_place_is_known_where_it_is_now(open_client: OpenClient, origin: Origin) -> None:
    origin.put("/outputs/desk.atom", feed())
    client = open_client(
        "127.0.0.0/8", ourselves=Ourselves(8420, ("https://old.example/outputs/",))
    )
    assert (await fetched(client, origin.url("/outputs/desk.atom"))).complete
    client.answer_at((origin.url("/outputs/"),))
    error = await refusal(client, origin.url("/outputs/desk.atom"))
    assert "it cannot follow itself" in error.reason
    assert len(origin.requests) == 1


@pytest.mark.parametrize(
    "spelling",
    [
        "http://news.example/outputs/desk.atom",
        "https://NEWS.example.:443//outputs/desk.atom",
        "https://news.example/blog/../outputs/desk.atom",
        "https://news.example/%6futputs%2Fdesk.atom",
        "https://news.example/sources.atom",
        "https://news.example/hub",
    ],
)
async def test_own_place_is_known_however_it_is_written(
    open_client: OpenClient, spelling: str
) -> None:
    names = Answers((FORBIDDEN,))
    client = open_client(resolver=names, ourselves=ourselves(OURS))
    for way in (
        client.fetch(spelling, validators=NONE),
        client.post(spelling, {}),
        client.tell(spelling, {}),
        client.ask(spelling, {}),
        client.deliver(spelling, b"", {}),
    ):
        with pytest.raises(Refused, match="it cannot follow itself"):
            await way
    assert not names.asked


@pytest.mark.parametrize("path", ["/hubris", "/blog/outputs/desk.atom", "/", ":8443/hub"])
async def test_others_at_our_host_may_be_followed(open_client: OpenClient, path: str) -> None:
    client = open_client(resolver=Answers((FORBIDDEN,)), ourselves=ourselves(OURS))
    assert "address policy" in (await refusal(client, f"https://news.example{path}")).reason


async def test_others_on_this_machine_may_be_followed_where_allowed(
    open_client: OpenClient, origin: Origin
) -> None:
    client = open_client("127.0.0.0/8", ourselves=Ourselves(origin.port + 1))
    assert (await fetched(client, origin.put("/", feed()))).complete


@pytest.mark.parametrize("host", ["a.example\r\nX: y", "a.example\x1b[31m", "[::1", "a" * 5000])
async def test_address_that_would_forge_a_line_comes_out_harmless(
    open_client: OpenClient, host: str
) -> None:
    with pytest.raises(FetchError) as caught:
        await open_client(resolver=Answers((FORBIDDEN,))).fetch(f"http://{host}/", validators=NONE)
    told = str(caught.value)
    assert told.isprintable()
    assert len(told) < 600
