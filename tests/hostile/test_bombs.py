"""Documents that are made to hurt: each is read without its sting or given up in time, and the loop runs on."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from syndicate.errors import ParseError
from syndicate.model import ParsedFeed
from syndicate.normalize.worker import Workers
from tests.hostile import documents as bad
from tests.hostile.conftest import document

HARMLESS = {
    "billion laughs": bad.laughs(),
    "billion laughs, a line each": bad.laughs(b"\n"),
    "laughs behind an instruction": bad.laughs_behind(b"<?x <a ?>"),
    "laughs behind a comment": bad.laughs_behind(b"<!-- <a -->"),
    "quadratic entity": bad.quadratic(100_000, 9000),
    "entity below the parser's threshold": bad.quadratic(50_000, 150),
    "encodings in a declaration": bad.instructions(8000),
    "entities without end": bad.unfinished(b"<!ENTITY ", 32_000),
    "doctypes without end": bad.unfinished(b"<!DOCTYPE ", 32_000),
    "doctypes in quotes": bad.unfinished(b"<!DOCTYPE '", 32_000),
    "sections without end": bad.unfinished(b"<!x[", 32_000),
    "comment of dashes": bad.comments(32_000),
    "newlines": bad.newlines(32_000),
    "attributes": bad.attributes(32_000),
    "attributes of the root": bad.root_attributes(4000),
    "namespaces": bad.namespaces(8000),
    "HTML in HTML": bad.html_nesting(100_000),
    "ampersands": bad.html_ampersands(1_000_000),
    "attributes in HTML": bad.html_attributes(100_000),
    "comments in HTML": bad.html_comments(32_000),
    "styles": bad.styles(32_000),
    "digits of a character": bad.references(100_000),
    "digits of a date": bad.dates(100_000),
    "author": bad.author(64_000),
    "categories": bad.categories(64_000),
    "keywords": bad.keywords(64_000),
}
REFUSED = {
    "instructions without end": (bad.unfinished(b"<?", 100_000), "something in it never ends"),
    "comments without end": (bad.unfinished(b"<!--", 100_000), "something in it never ends"),
    "brackets": (bad.open_brackets(1_000_000), "something in it never ends"),
    "root without end": (bad.root_attributes(32_000), "does not end within 64 kB"),
    "JSON in JSON": (bad.json_nesting(100_000), "the JSON cannot be read"),
    "digits in JSON": (bad.json_number(100_000), "the JSON cannot be read"),
    "attributes": (bad.attributes(64_000, b"xml:base='/'"), "more than 500 attributes"),
    "bases": (bad.bases(64_000), "an xml:base of the feed has more than 2000 letters"),
}
# What only the limit of time ends.
ENDLESS = {
    "nesting": bad.nesting(400_000),
    "items": bad.items(200_000),
}


async def survives(workers: Workers) -> None:
    feed = await workers.read(document(bad.GOOD), source_id="good")
    assert [item.title for item in feed.items] == ["The bridge is open again"]


def lengths(feed: ParsedFeed) -> list[int]:
    return [len(f"{item.title}{item.summary}") for item in feed.items]


async def test_sting_before_the_root_or_in_html_is_drawn_and_the_rest_is_read() -> None:
    """By one worker: what one document leaves behind would show in the next."""
    workers = Workers(wall_s=5)
    try:
        for name, body in HARMLESS.items():
            feed = await workers.read(document(body), source_id="bad")
            assert feed.items[-1].title == "The bridge is open again", name
            assert max(lengths(feed)) < 4096, name
            assert max(len(item.content_html) for item in feed.items) <= 256 * 1024, name
    finally:
        await workers.close()


@pytest.mark.parametrize("name", REFUSED)
async def test_document_that_cannot_be_a_feed_is_refused_in_words(
    workers: Workers, name: str
) -> None:
    body, words = REFUSED[name]
    with pytest.raises(ParseError) as caught:
        await workers.read(document(body), source_id="bad")
    assert words in caught.value.reason
    assert len(caught.value.reason) < 400


@pytest.mark.parametrize("name", ENDLESS)
async def test_document_that_keeps_a_parser_busy_is_given_up_and_the_loop_never_waits(
    workers: Workers, name: str
) -> None:
    await survives(workers)
    late = 0.0

    async def watch() -> None:
        nonlocal late
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            late = max(late, time.perf_counter() - before)

    watching = asyncio.create_task(watch())
    workers._wall_s = 1.2
    # On a busy machine it had no chance to need so much, and is no poison yet.
    with pytest.raises(ParseError, match=r"it needs more than 1\.2 s|hardly any time"):
        await workers.read(document(ENDLESS[name]), source_id="bad")
    watching.cancel()
    assert late < 1.2, "the loop waited as long as the parser took"
    workers._wall_s = 20
    await survives(workers)


@pytest.mark.parametrize("what", ["entity", "parameter", "dtd", "public", "include"])
async def test_no_file_and_no_address_is_read_for_a_document(
    workers: Workers, tmp_path: Path, what: str
) -> None:
    planted = tmp_path / "secret.txt"
    planted.write_text(bad.SECRET)
    came = 0

    async def count(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal came
        came += 1
        writer.close()

    async with await asyncio.start_server(count, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        for address in (f"file://{planted}", str(planted), f"http://127.0.0.1:{port}/x"):
            where = address.encode()
            body = bad.include(where) if what == "include" else bad.external(what.encode(), where)
            feed = await workers.read(document(body), source_id="bad")
            assert feed.items
            assert bad.SECRET not in repr(feed)
    assert came == 0


async def test_body_that_is_a_path_or_an_address_is_neither_opened_nor_fetched(
    workers: Workers, tmp_path: Path
) -> None:
    planted = tmp_path / "feed.xml"
    planted.write_bytes(bad.GOOD)
    for body in (str(planted).encode(), b"http://127.0.0.1:1/feed"):
        with pytest.raises(ParseError, match="there is no XML in it"):
            await workers.read(document(body), source_id="bad")
