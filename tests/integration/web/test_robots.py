"""What programs ask of every site, whatever it is: what they may fetch, and its icon."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

from tests.integration.web.served import Client, client_of, shelf


async def rules(client: Client) -> RobotFileParser:
    answer = await client.get("/robots.txt")
    assert (answer.status, answer.content_type) == (200, "text/plain")
    found = RobotFileParser()
    found.parse((await answer.text()).splitlines())
    return found


async def test_robots_may_read_all_but_searches(client: Client) -> None:
    found = await rules(client)
    for path in ("/", "/threads/t1", "/threads/t1.atom?archive=0~0", "/opml", "/items/i1"):
        assert found.can_fetch("AnyBot", path), path
    for path in ("/search", "/search?q=war", "/search.atom?q=war"):
        assert not found.can_fetch("AnyBot", path), path


async def test_of_a_private_site_robots_are_asked_to_read_nothing_and_told_nothing() -> None:
    async with client_of(shelf(), is_private=True) as client:
        found = await rules(client)
        assert not found.can_fetch("AnyBot", "/")
        assert not found.can_fetch("AnyBot", "/threads/t1")
        assert (await client.get("/favicon.ico")).status == 200


async def test_the_icon_that_programs_ask_for_is_one_that_all_of_them_can_read(
    client: Client,
) -> None:
    answer = await client.get("/favicon.ico")
    body = await answer.read()
    assert (answer.status, answer.content_type) == (200, "image/x-icon")
    assert body[:4] == b"\x00\x00\x01\x00"  # a Windows icon
    assert [body[6 + 16 * n] for n in range(body[4])] == [16, 32, 48]
    assert "max-age" in answer.headers["Cache-Control"]
    held = {"If-None-Match": answer.headers["ETag"]}
    assert (await client.get("/favicon.ico", headers=held)).status == 304
