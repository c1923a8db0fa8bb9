"""Addresses with a slash too much at their end."""

from __future__ import annotations

import pytest
from yarl import URL

from tests.integration.web.served import Client


@pytest.mark.parametrize(
    "path",
    [
        "/threads",
        "/search",
        "/sources",
        "/sources.rss",
        "/opml",
        "/threads/t1",
        "/threads/t1.atom",
        "/topics/tugs",
        "/outputs/desk.json",
        "/tags/m%C3%A9t%C3%A9o%2Fmer",
        "/items/i1",
    ],
)
async def test_a_slash_at_the_end_of_an_address_leads_to_what_stands_there(
    client: Client, path: str
) -> None:
    for typed in (f"{path}/", f"{path}//?q=a%20b&page=2"):
        answer = await client.get(URL(typed, encoded=True), allow_redirects=False)
        query = typed.partition("?")[2]
        there = f"{path}?{query}" if query else path
        assert (answer.status, answer.headers["Location"]) == (301, there)


async def test_a_slash_at_the_end_of_what_is_no_address_of_ours_leads_nowhere(
    client: Client,
) -> None:
    for path in ("/evil.example/", "/outputs/", "/static/style.css/"):
        answer = await client.get(URL(path, encoded=True), allow_redirects=False)
        assert answer.status == 404, path
