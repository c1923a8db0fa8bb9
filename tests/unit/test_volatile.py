"""Which changes of a body count."""

from __future__ import annotations

from hashlib import sha256

import pytest

from syndicate.model.volatile import stable_hash

HEAD = "<rss><channel><title>G</title><lastBuildDate>Mon</lastBuildDate><link>https://g.example/</link>"
ITEM = "<item><title>A</title><pubDate>Sun</pubDate></item>"
TAIL = "</channel></rss><!-- cached at noon -->"
BODY = HEAD + ITEM + TAIL


def is_same(changed: str, body: str = BODY) -> bool:
    assert changed != body
    return stable_hash(changed.encode()) == stable_hash(body.encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Mon", "Tue"),
        ("<lastBuildDate>Mon</lastBuildDate>", ""),
        ("<title>G", "<generator uri=\"https://x/\" version='1'>x</generator><title>G".replace("'", '"')),
        ("<title>G", "<!-- 17 queries --><title>G"),
        ("noon", "midnight"),
        (TAIL, "</channel></rss>"),
        ("<title>G", "<pubDate>x</pubDate><title>G"),
    ],
)  # fmt: skip
def test_what_is_volatile_does_not_count(old: str, new: str) -> None:
    assert is_same(BODY.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("G</title>", "H</title>"),
        ("https://g.example/", "https://h.example/"),
        ("<title>G", "<link rel='hub' href='https://hub.example/'/><title>G"),
        ("<title>A", "<title>B"),
        ("Sun", "Sat"),
        ("<title>A", "<!-- x --><title>A"),
        ("</item>", "</item> "),
        ("<title>G", "<generator>A &amp; B</generator><title>G"),
        ("<title>G", "<generator>" + "x" * 400 + "</generator><title>G"),
        ("<title>G", "<!-- a -- b --><title>G"),
        ("<title>G", "<!-- never ends <title>G"),
        ("<title>G", "<![CDATA[<pubDate>x</pubDate>]]><title>G"),
        (TAIL, TAIL + "<ITEM><pubDate>x</pubDate></ITEM>"),
        (TAIL, ""),
    ],
)
def test_everything_else_counts(old: str, new: str) -> None:
    assert not is_same(BODY.replace(old, new, 1))


def test_dates_behind_an_item_of_another_spelling_count() -> None:
    body = BODY + "<ITEM><pubDate>x</pubDate></ITEM>"
    assert not is_same(body.replace("<pubDate>x", "<pubDate>y"), body)


@pytest.mark.parametrize(
    "body",
    [b"", b"<feed/>", BODY.encode("utf-16"), BODY.encode("utf-16-le"), b'{"items": "<item>"}', b"x" + BODY.encode()],
)  # fmt: skip
def test_hash_of_what_is_no_plain_xml_is_that_of_all_of_it(body: bytes) -> None:
    assert stable_hash(body) == sha256(body).hexdigest()


def test_byte_order_mark_and_declaration_are_plain() -> None:
    assert stable_hash(b"\xef\xbb\xbf<?xml version='1.0'?>" + BODY.encode()) == stable_hash(
        b"\xef\xbb\xbf<?xml version='1.0'?>" + BODY.replace("Mon", "Tue").encode()
    )


def test_move_of_bytes_from_the_items_to_the_end_counts() -> None:
    assert not is_same(HEAD + "<item></item></channel>", HEAD + "<item></channel></item>")
