"""Whose robots.txt is asked for, how long it is kept, and what follows where there is none."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest

from syndicate.errors import FetchError, Poison, Refused
from syndicate.fetch.robots import KEPT_BYTES, Robots
from syndicate.model import Document, Validators
from tests.integration.pipeline.desk import Clock

FORBIDDEN, ALLOWED = b"0 0", b"1 3"


class Web:
    """Hosts with rules, and who asked for them."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.asked: Counter[str] = Counter()
        self.said: bytes | FetchError = b"User-agent: *"
        self.answer: bytes | Poison = ALLOWED
        self.read: list[Document] = []
        self.robots = Robots(self.get, self.clock)

    async def get(self, url: str, headers: tuple[tuple[str, str], ...]) -> Document:
        self.asked[url] += 1
        if isinstance(self.said, FetchError):
            raise self.said
        return Document(url, self.said, "text/plain", Validators(), self.clock())

    async def ask(self, rules: Document, url: str) -> bytes:
        self.read.append(rules)
        if isinstance(self.answer, Poison):
            raise self.answer
        return self.answer

    async def permit(self, url: str) -> float:
        return await self.robots.permit(url, self.ask)


@pytest.fixture
def web() -> Web:
    return Web()


async def test_rules_are_those_of_scheme_host_and_port(web: Web) -> None:
    for url in ("https://u:p@a.example/x", "https://a.example/y?z", "http://a.example/", "https://a.example:8443/"):  # fmt: skip
        assert await web.permit(url) == 3
    assert web.asked == {
        "https://a.example/robots.txt": 1,
        "http://a.example/robots.txt": 1,
        "https://a.example:8443/robots.txt": 1,
    }


async def test_rules_are_kept_for_a_day_and_no_longer(web: Web) -> None:
    await web.permit("https://a.example/x")
    web.clock.forward(timedelta(hours=23))
    await web.permit("https://a.example/x")
    assert web.asked.total() == 1
    web.clock.forward(timedelta(hours=1))
    await web.permit("https://a.example/x")
    assert web.asked.total() == 2


@pytest.mark.parametrize("said", [b"User-agent: *", FetchError("", "no", status=503)])
async def test_rules_are_not_kept_for_longer_where_the_clock_is_set_back(
    web: Web, said: bytes | FetchError
) -> None:
    web.said = said
    with suppress(Refused):
        await web.permit("https://a.example/x")
    web.clock.forward(timedelta(days=-400))
    web.said = b"User-agent: *"
    await web.permit("https://a.example/x")
    assert web.asked.total() == 2


async def test_page_that_is_forbidden_is_refused(web: Web) -> None:
    web.answer = FORBIDDEN
    with pytest.raises(Refused, match="forbids"):
        await web.permit("https://a.example/x")


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_host_without_rules_allows_everything(web: Web, status: int) -> None:
    web.said = FetchError("", "no", status=status)
    assert await web.permit("https://a.example/x") == 0
    assert web.read == []


@pytest.mark.parametrize("status", [429, 500, 503, None])
async def test_host_that_cannot_say_its_rules_is_shut_for_an_hour(
    web: Web, status: int | None
) -> None:
    web.said = FetchError("", "trouble", status=status)
    for _ in range(2):
        with pytest.raises(Refused, match="cannot be had: trouble"):
            await web.permit("https://a.example/x")
    assert web.asked.total() == 1
    web.said = b""
    web.clock.forward(timedelta(hours=1))
    assert await web.permit("https://a.example/x") == 0


async def test_rules_that_our_own_policy_does_not_let_us_fetch_shut_the_host(web: Web) -> None:
    web.said = Refused("", "too large", status=404)
    with pytest.raises(Refused):
        await web.permit("https://a.example/x")


@pytest.mark.parametrize("answer", [Poison("", "died", body_hash=""), b"", b"what"])
async def test_rules_that_nobody_can_read_forbid_everything(
    web: Web, answer: bytes | Poison
) -> None:
    web.answer = answer
    with pytest.raises(Refused, match="cannot be read"):
        await web.permit("https://a.example/x")


async def test_no_more_than_500_kib_of_the_rules_are_read(web: Web) -> None:
    web.said = b"#" * 600 * 1024
    await web.permit("https://a.example/x")
    assert len(web.read[0].body) == 500 * 1024


async def test_many_long_rules_are_not_all_kept(web: Web) -> None:
    web.said = b"#" * 500 * 1024
    for number in range(2 * KEPT_BYTES // len(web.said)):
        await web.permit(f"https://h{number}.example/")
    assert web.robots._bytes <= KEPT_BYTES
    await web.permit("https://h0.example/")
    assert web.asked["https://h0.example/robots.txt"] == 2


@pytest.mark.parametrize("url", ["", "no address", "mailto:jo@example.org"])
async def test_what_is_no_address_of_a_page_is_refused(web: Web, url: str) -> None:
    with pytest.raises(Refused):
        await web.permit(url)
