"""What the page of an item leads to."""

from __future__ import annotations

from dataclasses import replace

from syndicate.model import Enclosure
from tests.integration.web.served import client_of, shelf


async def test_an_item_leads_to_its_files_where_they_may_be_shown() -> None:
    files = (
        Enclosure("https://s2.example/a.mp3?x=1&y=2", "audio/mpeg", title="Part <1>"),
        Enclosure("https://s2.example/b.pdf"),
        Enclosure("javascript:alert(1)", "text/html"),
    )
    held = shelf(enclosures=files, url=None)
    async with client_of(held) as client:
        page = await (await client.get("/items/i1")).text()
    told = '<a href="https://s2.example/a.mp3?x=1&amp;y=2" rel="noreferrer">Part &lt;1&gt;</a>'
    assert f"<dt>Files</dt><dd>{told} (audio/mpeg), " in page
    assert 'rel="noreferrer">https://s2.example/b.pdf</a>' in page
    assert 'href="javascript' not in page
    held.sources = [replace(each, republish="link") for each in held.sources]
    async with client_of(held) as client:
        assert "<dt>Files" not in await (await client.get("/items/i1")).text()
