"""Through a proxy goes what may, with its login, and nothing that people did not mean to be reached."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import AddrInfoType
from aiohttp.abc import ResolveResult

from syndicate.errors import Refused
from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.client import Ourselves
from syndicate.fetch.connector import AddressRefused, PublicResolver, guard
from syndicate.fetch.proxy import Hop, proxy_at
from syndicate.model import Document
from tests.integration.fetch.conftest import (
    LOGIN,
    NAME,
    NONE,
    PUBLIC,
    SMALL,
    OpenClient,
    refusal,
)
from tests.integration.fetch.hostile_origin import Origin, feed, redirect, status
from tests.integration.fetch.proxying import AWAY, Nobody
from tests.integration.fetch.test_policy import HOSTS, Names
from tests.proxies import ProxyOnLoopback, running_proxy


class Silent(Names):
    """Never answers."""

    async def resolve(self, host: str, *_: object, **__: object) -> list[ResolveResult]:
        self.asked.append(host)
        await asyncio.sleep(60)
        return []


@pytest.mark.parametrize("names", [Names(PUBLIC), Nobody()], ids=["known here", "not known here"])
async def test_http_is_passed_on_with_the_login_for_the_proxy_alone(
    through: OpenClient, proxy: ProxyOnLoopback, origin: Origin, names: Names
) -> None:
    origin.put("/feed", feed())
    got = await through(resolver=names).fetch(
        f"http://{NAME}/feed?a=1", validators=NONE, headers=(("Authorization", "of the source"),)
    )
    assert isinstance(got, Document)
    assert [each.target for each in proxy.asked] == [f"http://{NAME}/feed?a=1"]
    assert origin.requests[0].headers["host"] == NAME
    assert origin.requests[0].headers["authorization"] == "of the source"


@pytest.mark.usefixtures("trusted_certificate")
async def test_https_goes_by_a_tunnel_that_tells_the_proxy_nothing_but_where(
    through: OpenClient, proxy: ProxyOnLoopback, tls_origin: Origin
) -> None:
    tls_origin.put("/feed", feed())
    client = through(resolver=AWAY)
    for _ in range(2):
        got = await client.fetch(
            f"https://{NAME}/feed", validators=NONE, headers=(("Authorization", "of the source"),)
        )
        assert isinstance(got, Document)
    (asked,) = proxy.asked  # the second went by the same tunnel
    assert asked.line == f"CONNECT {NAME}:443 HTTP/1.1"
    assert asked.headers["user-agent"].startswith("Syndicate-test/1")
    assert "authorization" not in asked.headers
    assert [each.headers["authorization"] for each in tls_origin.requests] == ["of the source"] * 2
    assert not any("proxy-authorization" in each.headers for each in tls_origin.requests)


async def test_certificate_is_checked_through_the_tunnel_and_an_inspecting_proxy_thought_of(
    through: OpenClient, tls_origin: Origin
) -> None:
    error = await refusal(through(resolver=AWAY), f"https://{NAME}/")
    assert "cannot be trusted: self" in error.reason
    assert "SSL_CERT_FILE" in error.reason
    assert not tls_origin.requests


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", HOSTS)
async def test_proxy_is_never_asked_for_a_host_of_this_machine_or_network(
    open_client: OpenClient, proxy: ProxyOnLoopback, host: str, scheme: str
) -> None:
    client = open_client(proxy=proxy.url)
    await refusal(client, f"{scheme}://{host}/")
    await refusal(open_client(proxy=proxy.url, resolver=Nobody()), f"{scheme}://{host}/")
    assert not proxy.asked


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost.",
        "intranet",
        "printer.local",
        "metadata.google.internal",
        "METADATA.google.INTERNAL.",
        "nas.home.arpa",
        "wiki.corp",
        "router.lan",
        "a.localhost",
    ],
)
@pytest.mark.parametrize("names", [Names(PUBLIC), Nobody()], ids=["known here", "not known here"])
async def test_proxy_is_never_asked_for_a_name_that_is_never_public(
    through: OpenClient, proxy: ProxyOnLoopback, host: str, names: Names
) -> None:
    error = await refusal(through(resolver=names), f"http://{host}/")
    assert isinstance(error, Refused)
    assert "a name that no public host has" in error.reason
    assert not proxy.asked


@pytest.mark.parametrize("answers", [("10.0.0.1",), (PUBLIC, "127.0.0.2"), ("fd00::1", PUBLIC)])
async def test_proxy_is_never_asked_for_a_name_with_any_answer_that_is_not_public(
    through: OpenClient, proxy: ProxyOnLoopback, answers: tuple[str, ...]
) -> None:
    error = await refusal(through(resolver=Names(*answers)), f"http://{NAME}/")
    assert isinstance(error, Refused)
    assert not proxy.asked


@pytest.mark.parametrize("host", HOSTS)
async def test_redirect_to_a_private_address_never_comes_to_the_proxy(
    through: OpenClient, proxy: ProxyOnLoopback, origin: Origin, host: str
) -> None:
    origin.put("/", redirect(f"http://{host}/"))
    error = await refusal(through(resolver=Nobody()), f"http://{NAME}/")
    assert [each.target for each in proxy.asked] == [f"http://{NAME}/"]
    assert isinstance(error, Refused)
    assert "address policy" in error.reason
    assert not error.cut_off


async def test_address_of_the_proxy_is_trusted_for_the_proxy_alone(
    through: OpenClient, proxy: ProxyOnLoopback
) -> None:
    error = await refusal(through(resolver=AWAY), f"http://{proxy.host}:{proxy.port}/squid")
    assert isinstance(error, Refused)
    assert not proxy.asked


async def test_proxy_by_a_name_may_be_private_and_its_name_opens_nothing(
    open_client: OpenClient, proxy: ProxyOnLoopback, origin: Origin
) -> None:
    origin.put("/", feed())

    class Table(Names):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
        ) -> list[ResolveResult]:
            self.answers = ("127.0.0.1",) if host == "proxy.example.org" else (PUBLIC,)
            return await super().resolve(host, port, family)

    address = f"http://{LOGIN}@proxy.example.org:{proxy.port}"
    client = open_client(proxy=address, resolver=Table())
    assert isinstance(await client.fetch(f"http://{NAME}/", validators=NONE), Document)
    error = await refusal(client, f"http://proxy.example.org:{proxy.port}/")
    assert isinstance(error, Refused)
    client.go_through(None)
    error = await refusal(client, f"http://proxy.example.org:{proxy.port}/")
    assert isinstance(error, Refused)
    assert len(proxy.asked) == 1


async def test_what_was_allowed_is_asked_straight(
    through: OpenClient, proxy: ProxyOnLoopback, other_origin: Origin
) -> None:
    url = other_origin.put("/feed", feed())
    client = through("127.0.0.0/8", resolver=Names("127.0.0.1"))
    assert isinstance(await client.fetch(url, validators=NONE), Document)
    by_name = f"http://wiki:{other_origin.port}/feed"
    assert isinstance(await client.fetch(by_name, validators=NONE), Document)
    assert not proxy.asked


async def test_redirects_go_from_the_proxy_to_what_was_allowed_and_back(
    through: OpenClient, proxy: ProxyOnLoopback, origin: Origin, other_origin: Origin
) -> None:
    origin.put("/", redirect(other_origin.put("/", redirect(f"http://{NAME}/feed"))))
    origin.put("/feed", feed())
    got = await through("127.0.0.1", resolver=AWAY).fetch(f"http://{NAME}/", validators=NONE)
    assert isinstance(got, Document)
    assert [each.target for each in proxy.asked] == [f"http://{NAME}/", f"http://{NAME}/feed"]
    assert "proxy-authorization" not in other_origin.requests[0].headers


async def test_our_own_door_is_not_asked_for_by_way_of_the_proxy(
    open_client: OpenClient, proxy: ProxyOnLoopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syndicate.fetch.ourselves._is_here", lambda _, host: host == PUBLIC)
    ours = Ourselves(8420, ("https://news.example.org/topics/",))
    client = open_client(proxy=proxy.url, resolver=AWAY, ourselves=ours)
    for url in (f"http://{NAME}:8420/", "https://news.example.org/topics/a.atom"):
        error = await refusal(client, url)
        assert isinstance(error, Refused)
        assert "cannot follow itself" in error.reason
    assert not proxy.asked


async def test_forms_questions_and_deliveries_go_through_it_too(
    through: OpenClient, proxy: ProxyOnLoopback, origin: Origin
) -> None:
    origin.put("/hub", status(202))
    origin.put("/me", status(200, body=b"challenge"))
    client = through(resolver=AWAY)
    await client.post(f"http://{NAME}/hub", {"hub.mode": "publish"})
    assert await client.ask(f"http://{NAME}/me", {"hub.challenge": "challenge"}) == b"challenge"
    await client.deliver(f"http://{NAME}/hub", b"<feed/>", {"Content-Type": "text/xml"})
    assert [each.line.split()[0] for each in proxy.asked] == ["POST", "GET", "POST"]
    assert proxy.asked[1].target == f"http://{NAME}/me?hub.challenge=challenge"


@pytest.mark.parametrize("what", ["post", "ask", "deliver"])
async def test_nothing_that_we_send_makes_the_proxy_reach_a_private_address(
    through: OpenClient, proxy: ProxyOnLoopback, what: str
) -> None:
    client = through(resolver=Names("10.0.0.1"))
    sent: dict[str, Callable[[], Awaitable[object]]] = {
        "post": lambda: client.post(f"https://{NAME}/", {}),
        "ask": lambda: client.ask(f"https://{NAME}/", {}),
        "deliver": lambda: client.deliver(f"https://{NAME}/", b"", {}),
    }
    with pytest.raises(Refused):
        await sent[what]()
    assert not proxy.asked


async def test_no_more_than_two_connections_for_a_host_go_through_it(
    through: OpenClient, proxy: ProxyOnLoopback, origin: Origin
) -> None:
    for number in range(6):
        origin.put(f"/{number}", feed())
    client = through(resolver=AWAY)
    await asyncio.gather(
        *(client.fetch(f"http://{NAME}/{number}", validators=NONE) for number in range(6))
    )
    assert len(proxy.asked) == 6
    assert proxy.most == 2


async def test_name_that_nobody_answers_for_here_is_left_to_the_proxy_and_not_asked_for_again(
    through: OpenClient, origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syndicate.fetch.outward.LOOKUP_S", 0.05)
    origin.put("/", feed())
    names = Silent()
    client = through(resolver=names, limits=SMALL)
    for _ in range(3):
        assert isinstance(await client.fetch(f"http://{NAME}/", validators=NONE), Document)
    assert names.asked == [NAME]


async def test_another_proxy_is_taken_from_the_next_request_on(
    through: OpenClient, proxy: ProxyOnLoopback, origin: Origin
) -> None:
    origin.put("/", feed())
    client = through(resolver=AWAY)
    await client.fetch(f"http://{NAME}/", validators=NONE)
    async with running_proxy(proxy.hosts, login="other:login") as other:
        client.go_through(other.url)
        await client.fetch(f"http://{NAME}/", validators=NONE)
        assert (len(proxy.asked), len(other.asked)) == (1, 1)
    client.go_through(proxy.url)
    await client.fetch(f"http://{NAME}/", validators=NONE)
    assert len(proxy.asked) == 2


async def test_public_address_is_left_to_the_proxy_without_a_name(
    through: OpenClient, proxy: ProxyOnLoopback, origin: Origin
) -> None:
    origin.put("/", feed())
    names = Names()
    got = await through(resolver=names).fetch(f"http://{PUBLIC}/", validators=NONE)
    assert isinstance(got, Document)
    assert names.asked == []
    assert len(proxy.asked) == 1


async def test_login_with_signs_of_any_kind_reaches_the_proxy_as_it_was_meant(
    open_client: OpenClient, origin: Origin
) -> None:
    origin.put("/", feed())
    hosts = {f"{NAME}:80": ("127.0.0.1", origin.port)}
    async with running_proxy(hosts, login="desk:pä:ss/w#rd") as server:
        address = f"http://desk:p%C3%A4:ss%2Fw%23rd@127.0.0.1:{server.port}"
        got = await open_client(proxy=address, resolver=AWAY).fetch(
            f"http://{NAME}/", validators=NONE
        )
    assert isinstance(got, Document)


async def test_name_that_leads_to_the_proxy_on_a_second_look_is_refused(
    open_client: OpenClient, origin: Origin
) -> None:
    class Turning(Names):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
        ) -> list[ResolveResult]:
            self.answers = ("127.0.0.3",) if self.asked else ("127.0.0.1",)
            return await super().resolve(host, port, family)

    async with running_proxy({}, host="127.0.0.3") as server:
        client = open_client("127.0.0.1/32", proxy=server.url, resolver=Turning())
        error = await refusal(client, f"http://wiki.corp:{server.port}/squid")
    assert isinstance(error, Refused)
    assert not server.asked


async def test_name_that_leads_only_in_part_to_what_was_allowed_is_refused(
    through: OpenClient, proxy: ProxyOnLoopback, origin: Origin
) -> None:
    client = through("127.0.0.1/32", resolver=Names("127.0.0.1", PUBLIC))
    error = await refusal(client, f"http://{NAME}:{origin.port}/")
    assert isinstance(error, Refused)
    assert (origin.connections, proxy.asked) == (0, [])


async def test_trust_in_the_proxy_is_for_its_name_its_address_and_its_port() -> None:
    hop = Hop(proxy_at("http://proxy.example.org:3128"))
    resolver = PublicResolver(AddressPolicy(), Names("10.0.0.1"), hop)
    dial = guard(AddressPolicy(), hop=hop)
    await resolver.resolve("proxy.example.org", 3128)
    for host, port in (("proxy.example.org", 80), ("feed.example.org", 3128)):
        with pytest.raises(AddressRefused):
            await resolver.resolve(host, port)
    _dialled(dial, "10.0.0.1", 3128).close()
    for address, port in (("10.0.0.1", 80), ("10.0.0.2", 3128)):
        with pytest.raises(AddressRefused):
            _dialled(dial, address, port)
    hop.proxy = None
    with pytest.raises(AddressRefused):
        _dialled(dial, "10.0.0.1", 3128)


def _dialled(
    dial: Callable[[AddrInfoType], socket.socket], address: str, port: int
) -> socket.socket:
    return dial((socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)))


async def test_lookup_that_nobody_answers_keeps_its_place_and_holds_up_nobody(
    open_client: OpenClient,
    proxy: ProxyOnLoopback,
    origin: Origin,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class KnowsTheProxy(Silent):
        async def resolve(self, host: str, *words: object, **named: object) -> list[ResolveResult]:
            if host == "proxy.example.org":
                return await Names("127.0.0.1").resolve(host, proxy.port)
            return await super().resolve(host, *words, **named)

    monkeypatch.setattr("syndicate.fetch.connector.LOOKUPS", 1)
    monkeypatch.setattr("syndicate.fetch.outward.LOOKUP_S", 0.05)
    origin.put("/", feed())
    proxy.hosts["www.example.org:80"] = proxy.hosts[f"{NAME}:80"]
    names = KnowsTheProxy()
    client = open_client(proxy=f"http://{LOGIN}@proxy.example.org:{proxy.port}", resolver=names)
    for name in (NAME, "www.example.org"):
        assert isinstance(await client.fetch(f"http://{name}/", validators=NONE), Document)
    assert names.asked == [NAME]
