from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from syndicate.errors import ParseError
from syndicate.model import Document, Validators
from syndicate.normalize.formats.opml import Subscription, Subscriptions, heard, slug, told
from syndicate.normalize.worker import Workers
from tests.shares import gets

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def parsed(body: bytes | str, content_type: str = "") -> Subscriptions:
    raw = body if isinstance(body, bytes) else body.encode()
    return heard(told(Document("list.opml", raw, content_type, Validators(), NOW)))


def outlines(inner: str) -> Subscriptions:
    return parsed(f'<?xml version="1.0"?><opml version="2.0"><head/><body>{inner}</body></opml>')


def test_folders_and_categories_become_tags() -> None:
    found = outlines(
        '<outline text="World News"><outline text="Middle East">'
        '<outline text="Desk" type="rss" xmlUrl="https://a.example/f" htmlUrl="https://a.example/"'
        ' category="/Iraq,wire"/></outline></outline>'
    )
    assert found == Subscriptions(
        (
            Subscription(
                "https://a.example/f", "Desk", ("iraq", "wire", "world-news", "middle-east")
            ),
        )
    )


@pytest.mark.parametrize("rest", ["", '<outline text="b" xmlUrl="https://a.exam', "</body>"])
def test_half_a_list_is_none(rest: str) -> None:
    half = '<opml><body><outline text="a" xmlUrl="https://a.example/f"/>'
    with pytest.raises(ParseError, match="cut off before its end: fetch or export it again"):
        parsed(half + rest)


def test_an_address_that_stands_twice_is_one_feed_with_the_tags_of_both() -> None:
    found = outlines(
        '<outline text="A"><outline text="One" xmlUrl="https://a.example/f"/></outline>'
        '<outline text="B"><outline text="Two" xmlUrl="https://a.example/f"/></outline>'
    )
    assert found.feeds == (Subscription("https://a.example/f", "One", ("a", "b")),)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("feed://a.example/f", "http://a.example/f"),
        ("feed:https://a.example/f", "https://a.example/f"),
        ("HTTPS://a.example/f", "https://a.example/f"),
        (" https://a.example/a b|c ", "https://a.example/a%20b%7Cc"),
        ("https://u:p@a.example/f", "https://u:p@a.example/f"),
    ],
)
def test_addresses_are_tidied(given: str, url: str) -> None:
    assert [feed.url for feed in outlines(f'<outline text="x" xmlUrl="{given}"/>').feeds] == [url]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("file:///etc/passwd", "file: is not an address of the web"),
        ("javascript:alert(1)", "javascript: is not an address of the web"),
        ("feed:javascript:alert(1)", "its host or port cannot be read"),
        ("data:text/xml,x", "data: is not an address of the web"),
        ("a.example/f", "without http:// it is not an address of the web"),
        ("http://", "its host or port cannot be read"),
        ("https:a.example/f", "its host or port cannot be read"),
        ("http://[::1", "its host or port cannot be read"),
        ("http://a.example:99999/", "its host or port cannot be read"),
    ],
)
def test_what_is_not_of_the_web_is_refused_with_the_reason(given: str, reason: str) -> None:
    found = outlines(f'<outline text="x" xmlUrl="{given}"/>')
    assert found.feeds == ()
    assert [why for _, why in found.refused] == [reason]


def test_includes_and_pages_are_not_followed() -> None:
    found = outlines(
        '<outline type="include" url="https://a.example/more.opml" text="m"/>'
        '<outline type="link" url="https://a.example/l.opml" text="l"/>'
        '<outline text="page" htmlUrl="https://a.example/"/>'
    )
    assert found == Subscriptions(())


def test_an_entity_bomb_and_an_external_entity_stay_shut(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("planted-secret")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    found = parsed(
        f'<!DOCTYPE opml [<!ENTITY l0 "ha">{laughs}<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        '<opml version="2.0"><body><outline text="&l11;&x;" xmlUrl="https://a.example/f"/></body></opml>'
    )
    assert [feed.url for feed in found.feeds] == ["https://a.example/f"]
    assert len(repr(found)) < 500
    assert "planted-secret" not in repr(found)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(codec: str) -> None:
    declared = "windows-1252" if codec == "cp1252" else codec.removesuffix("-sig")
    body = (
        f'<?xml version="1.0" encoding="{declared}"?><opml version="1.1"><body><outline text="Büro">'
        '<outline title="Straße &amp; Café" xmlUrl="https://a.example/f"/></outline></body></opml>'
    ).encode(codec)
    assert parsed(body).feeds == (Subscription("https://a.example/f", "Straße & Café", ("buro",)),)


async def test_a_list_made_to_keep_its_reader_busy_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gets(monkeypatch, share=1)
    categories = ",".join(map(str, range(200_000)))
    body = (
        f'<opml><body><outline xmlUrl="https://a.example/" category="{categories}"/></body></opml>'
    )
    hostile = Document("list.opml", body.encode(), "", Validators(), NOW)
    workers = Workers(wall_s=0.5)
    try:
        with pytest.raises(ParseError, match=r"parser limit: .* more than 0\.5 s"):
            await workers.run(partial(told, hostile), hostile)
    finally:
        await workers.close()


def test_a_title_that_is_only_the_address_is_none() -> None:
    for url in ("https://a.example/f", f"https://a.example/{'f' * 300}"):
        found = outlines(f'<outline text="{url}" xmlUrl="{url}"/>')
        assert found.feeds == (Subscription(url),)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "the document is empty"),
        (b"hello", "there is no XML in it"),
        (b"<html><body/></html>", "its first element is <html>"),
        (b"<rss version='2.0'><channel/></rss>", "its first element is <rss>"),
    ],
)
def test_what_is_no_list_says_what_it_is(body: bytes, told: str) -> None:
    with pytest.raises(ParseError, match=r"list of subscriptions \(OPML\)") as caught:
        parsed(body)
    assert told in caught.value.reason


def test_tags_are_what_feeds_yaml_takes() -> None:
    assert slug("  World & News! ") == "world-news"
    assert slug("Größe") == "grosse"
    assert slug("Новости") == ""
    assert len(slug("x" * 200)) == 80


def test_real_lists_are_read_or_refused(corpora: Path) -> None:
    files = [
        *(corpora / "listparser-opml").rglob("*.xml"),
        *(corpora / "listparser-opml").rglob("*.opml"),
        *(corpora / "feedvalidator" / "opml").rglob("*.opml"),
    ]
    assert files
    read_ones = 0
    for file in files:
        try:
            found = parsed(file.read_bytes())
        except ParseError:
            continue
        read_ones += 1
        assert all(feed.url.startswith(("http://", "https://")) for feed in found.feeds)
    assert read_ones > len(files) / 2
