"""No way leads to an address that the policy forbids.

127.0.0.2 carries a tripwire: the client may reach 127.0.0.1 and nothing else.
"""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from syndicate.errors import FetchError, Refused
from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.client import Client
from syndicate.fetch.connector import AddressRefused, PublicResolver, guard
from syndicate.model import Document
from tests.integration.fetch.conftest import NONE, OpenClient
from tests.integration.fetch.hostile_origin import Origin, feed, redirect, running

# Every spelling of a host that may end at loopback, at this machine, or at a cloud's metadata
HOSTS = [
    "127.0.0.2",
    "127.2",
    "127.0.2",
    "2130706434",
    "0x7f000002",
    "0x7f.2",
    "0x7f.0.0.2",
    "0177.0.0.2",
    "017700000002",
    "00127.0.0.2",
    "127.0.0.00000002",
    "０x7f.2",
    "①②⑦.⓪.⓪.②",
    "１２７.０.０.２",
    "127。0。0。2",
    "0",
    "0.0.0.0",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.2]",
    "[::ffff:7f00:2]",
    "[::127.0.0.2]",
    "[64:ff9b::7f00:2]",
    "[2002:7f00:2::]",
    "[fe80::1%25lo]",
    "[::1%25lo]",
    "169.254.169.254",
    "[::ffff:169.254.169.254]",
    "[fd00:ec2::254]",
    "10.0.0.1",
    "192.168.0.1",
    "100.64.0.1",
    "user:pass@127.0.0.2",
    "127.0.0.1@127.0.0.2",
]


@pytest.fixture
async def tripwire(origin: Origin) -> AsyncIterator[Origin]:
    """Listens at 127.0.0.2, on the port of the origin, so that only the host differs."""
    async with running("127.0.0.2", origin.port) as server:
        server.put("/", feed())
        yield server


class Names(AbstractResolver):
    """Answers as it is told, and asks nobody."""

    def __init__(self, *answers: str) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        self.asked.append(host)
        return [
            ResolveResult(hostname=host, host=answer, port=port, family=family, proto=0, flags=0)
            for answer in self.answers
        ]

    async def close(self) -> None:
        pass


class Sockets:
    """Counts the sockets made for connections."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made = 0
        real = socket.socket

        def count(*args: int) -> socket.socket:
            self.made += 1
            return real(*args)

        monkeypatch.setattr("syndicate.fetch.connector.open_socket", count)


@pytest.fixture
def no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails loudly before anything could be sent to an address that is really public."""
    monkeypatch.setattr("syndicate.fetch.connector.open_socket", pytest.fail)


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> Sockets:
    return Sockets(monkeypatch)


@pytest.mark.parametrize("host", HOSTS)
async def test_host_in_any_spelling_is_not_dialled(
    client: Client, tripwire: Origin, sockets: Sockets, host: str
) -> None:
    with pytest.raises(FetchError) as caught:
        await client.fetch(f"http://{host}:{tripwire.port}/", validators=NONE)
    assert tripwire.connections == 0
    assert sockets.made == 0
    assert "pass" not in str(caught.value)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("host", HOSTS)
async def test_redirect_to_any_spelling_is_not_followed(
    client: Client, origin: Origin, tripwire: Origin, sockets: Sockets, host: str, code: int
) -> None:
    origin.put("/", redirect(f"http://{host}:{tripwire.port}/", code))
    with pytest.raises(FetchError):
        await client.fetch(origin.url(), validators=NONE)
    assert tripwire.connections == 0
    assert sockets.made == 1


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
async def test_nothing_on_this_machine_is_dialled_by_default(
    open_client: OpenClient, origin: Origin, sockets: Sockets, host: str
) -> None:
    with pytest.raises(Refused, match="loopback"):
        await open_client().fetch(f"http://{host}:{origin.port}/", validators=NONE)
    assert (origin.connections, sockets.made) == (0, 0)


async def test_second_hop_is_checked_like_the_first(
    client: Client, origin: Origin, tripwire: Origin
) -> None:
    origin.put("/", redirect("/next"))
    origin.put("/next", redirect(tripwire.url()))
    with pytest.raises(Refused, match=r"after a redirect to http://127\.0\.0\.2:\d+/: the address"):
        await client.fetch(origin.url(), validators=NONE)
    assert tripwire.connections == 0


async def test_refusal_names_the_policy_and_how_to_allow(open_client: OpenClient) -> None:
    with pytest.raises(Refused) as caught:
        await open_client().fetch("http://127.0.0.1:1/", validators=NONE)
    assert caught.value.reason == (
        "the address policy forbids to fetch from loopback (127.0.0.0/8); "
        "if it shall be fetched, list its network under fetch.allow_networks"
    )


@pytest.mark.parametrize(
    "answers",
    [
        ("127.0.0.2",),
        ("fd00:ec2::254",),
        ("169.254.169.254",),
        ("::ffff:127.0.0.2",),
        ("93.184.216.34", "127.0.0.2"),
        ("127.0.0.2", "93.184.216.34"),
        ("2606:4700::1111", "93.184.216.34", "10.0.0.1"),
        (*["93.184.216.34"] * 20, "10.0.0.1"),
    ],
)
async def test_name_with_any_forbidden_answer_is_refused(
    no_socket: None, open_client: OpenClient, answers: tuple[str, ...]
) -> None:
    names = Names(*answers)
    with pytest.raises(Refused, match="address policy") as caught:
        await open_client(resolver=names).fetch("http://feed.example/", validators=NONE)
    assert names.asked == ["feed.example"]
    assert not any(answer in str(caught.value) for answer in answers)


async def test_answer_that_changes_after_the_question_is_caught_when_dialling(
    tripwire: Origin, sockets: Sockets, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = open_client("127.0.0.1", resolver=Names("127.0.0.2"))

    async def unchecked(_: object, host: str, port: int, family: int) -> list[ResolveResult]:
        return await Names("127.0.0.2").resolve(host, port)

    monkeypatch.setattr(PublicResolver, "resolve", unchecked)
    with pytest.raises(Refused, match="address policy"):
        await client.fetch(f"http://feed.example:{tripwire.port}/", validators=NONE)
    assert (tripwire.connections, sockets.made) == (0, 0)


async def test_name_is_fetched_when_its_answer_is_allowed(
    open_client: OpenClient, origin: Origin
) -> None:
    origin.put("/", feed())
    client = open_client("127.0.0.1", resolver=Names("127.0.0.1"))
    got = await client.fetch(f"http://feed.example:{origin.port}/", validators=NONE)
    assert isinstance(got, Document)
    assert origin.requests[0].headers["host"] == f"feed.example:{origin.port}"


async def test_no_more_than_eight_answers_are_kept() -> None:
    resolver = PublicResolver(AddressPolicy(), Names(*["93.184.216.34"] * 2000))
    assert len(await resolver.resolve("feed.example", 80)) == 8


async def test_name_without_an_answer_is_told_so(open_client: OpenClient) -> None:
    class Nobody(Names):
        async def resolve(self, *_: object, **__: object) -> list[ResolveResult]:
            raise socket.gaierror(socket.EAI_NONAME, "S3CRET")

    with pytest.raises(FetchError, match="no host has this name: check the address"):
        await open_client(resolver=Nobody()).fetch("http://feed.example/", validators=NONE)


async def test_silent_name_server_is_told_apart(open_client: OpenClient) -> None:
    class Silent(Names):
        async def resolve(self, *_: object, **__: object) -> list[ResolveResult]:
            raise socket.gaierror(socket.EAI_AGAIN, "S3CRET")

    with pytest.raises(FetchError, match="is the network up"):
        await open_client(resolver=Silent()).fetch("http://feed.example/", validators=NONE)


async def test_name_without_addresses_is_an_error(open_client: OpenClient) -> None:
    with pytest.raises(FetchError, match="name"):
        await open_client(resolver=Names()).fetch("http://feed.example/", validators=NONE)


async def test_proxy_of_the_environment_is_ignored(
    client: Client, origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.2:1/")
    monkeypatch.delenv("no_proxy", raising=False)
    assert isinstance(await client.fetch(origin.put("/", feed()), validators=NONE), Document)


def test_guard_makes_no_socket_for_what_it_refuses(sockets: Sockets) -> None:
    dial = guard(AddressPolicy())
    for address in ("127.0.0.1", "", "fe80::1%lo"):
        with pytest.raises(AddressRefused, match="refused by policy"):
            dial((socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)))
    assert sockets.made == 0
