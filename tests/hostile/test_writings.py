"""Encodings that lie and characters that obey nobody: what comes out is plain text, in logs, headers and listings."""

from __future__ import annotations

import json
import logging
import re

import pytest

from syndicate import log
from syndicate.cli import show
from syndicate.errors import ParseError
from syndicate.normalize import document as way
from tests.hostile import documents as bad
from tests.hostile.conftest import OpenClient, document, fetched, refusal
from tests.hostile.origin import head_only
from tests.integration.fetch.hostile_origin import Origin

HUNGRY = "žluťoučký kůň"
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def feed(title: str, declared: str = "") -> str:
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    return f"{head}<rss version='2.0'><channel><item><title>{title}</title></item></channel></rss>"


def titles(body: bytes, content_type: str = "text/xml") -> list[str]:
    return [item.title for item in way.read(document(body, content_type), source_id="bad").items]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (feed(HUNGRY, "utf-16").encode("utf-16-le"), "text/xml"),
        (feed(HUNGRY, "utf-16").encode("utf-16-be"), "text/xml"),
        (feed(HUNGRY, "utf-8").encode("utf-16-be"), "text/xml; charset=utf-8"),
        (feed(HUNGRY, "us-ascii").encode(), "text/xml; charset=us-ascii"),
        (feed(HUNGRY, "utf-16").encode(), "text/xml; charset=utf-16"),
        (feed(HUNGRY, "utf-7").encode(), "text/xml; charset=utf-7"),
        (feed(HUNGRY, "idna").encode(), "text/xml; charset=idna"),
        (feed(HUNGRY, "unicode_escape").encode(), "text/xml; charset=unicode_escape"),
        (feed(HUNGRY, "rot13").encode(), "text/xml; charset=zlib_codec"),
        (feed(HUNGRY, "x" * 30_000).encode(), "text/xml; charset=" + "y" * 190),
        (feed(HUNGRY).encode("utf-8-sig"), "text/xml; charset=iso-8859-1"),
        (feed(HUNGRY, "windows-1250").encode("cp1250"), "application/xml"),
        (feed(HUNGRY).encode(), "text/xml; charset=\x01\x02"),
    ],
)
def test_text_is_read_in_spite_of_what_is_declared(body: bytes, content_type: str) -> None:
    assert titles(body, content_type) == [HUNGRY]


def test_charset_that_hides_markup_is_not_decoded() -> None:
    assert titles(feed("+ADw-script+AD4-", "utf-7").encode(), "text/xml; charset=utf-7") == [
        "+ADw-script+AD4-"
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel><item><title>a\x00b\x0b\x1fc</title></item></channel></rss>",
        b"\x00\x00<rss><channel><item><title>abc</title></item></channel></rss>",
        feed("a\ud800bc").encode("utf-8", "surrogatepass"),
        b"<rss><channel><item><title>a&#0;&#27;&#xD800;&#xFFFE;bc</title></item></channel></rss>",
        b"<rss><channel><item><title>a\xc0\xbcb\xff\xfec</title></item></channel></rss>",
        feed("a\ufffe\uffffbc").encode(),
        feed("a\u009b31mbc").encode(),
        bad.json_surrogates(),
    ],
)
def test_character_that_nothing_can_carry_costs_no_item(body: bytes) -> None:
    (title,) = titles(body)
    assert title.startswith("a")
    assert not re.search(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]", title)
    title.encode()


def test_letters_of_a_mainframe_are_no_feed() -> None:
    with pytest.raises(ParseError, match="no XML in it"):
        titles(feed("x", "cp037").encode("cp037"))


@pytest.mark.parametrize(
    "header",
    [
        b'ETag: "\x01"',
        b'ETag: "\xff\xfe"',
        b'ETag: "' + "é".encode() + b'"',
        b"ETag: " + b"x" * 4000,
        b"ETag: \x1b[31m",
        b"Last-Modified: Sun, 01 Mar 2026 11:00:00 GMT\x01",
        b"Last-Modified: \xff",
        b"Last-Modified: Fri, 31 Dec 9999 23:59:59 GMT",
        b"Last-Modified: Thu, 01 Jan 1600 00:00:00 GMT",
        b"Last-Modified: " + b"1" * 4000,
    ],
)
async def test_validator_that_could_forge_a_request_is_not_kept(
    open_client: OpenClient, origin: Origin, header: bytes
) -> None:
    client = open_client("127.0.0.1/32")
    try:
        got = await fetched(client, origin.put("/", head_only(header)))
    except AssertionError:
        # The parser of HTTP may refuse such a head as a whole: that is as good.
        error = await refusal(client, origin.url())
        assert error.reason.isprintable()
        return
    assert (got.validators.etag, got.validators.last_modified) == (None, None)
    await fetched(client, origin.url())
    assert not origin.requests[-1].headers.keys() & {"if-none-match", "if-modified-since"}


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: text/xml\x01; charset=\xff",
        b"Content-Type: text/\x1b[31mxml",
        b"Content-Type: " + b"x" * 5000,
        b"Link: <\xff>; rel=hub",
        b"Link: <http://\xff/>; rel=\x9b",
        b"Cache-Control: max-age=" + b"9" * 5000,
        b"Expires: \xff\xfe",
        b"Age: -" + b"9" * 400,
        b"Set-Cookie: a=\xff",
    ],
)
async def test_header_of_odd_bytes_does_no_harm(
    open_client: OpenClient, origin: Origin, header: bytes
) -> None:
    client = open_client("127.0.0.1/32")
    got = await fetched(client, origin.put("/", head_only(header)))
    assert got.body == bad.GOOD
    assert not CONTROL.search(got.content_type + str(got.links))


@pytest.mark.parametrize(
    "location",
    [b"http://\xff\xfe/", b"/\xff", b"http://127.0.0.1:1/\x1b[31m", b"\x01", b"http://a\x9b/"],
)
async def test_redirect_of_odd_bytes_is_an_error_in_plain_words(
    open_client: OpenClient, origin: Origin, location: bytes
) -> None:
    origin.put("/", head_only(b"Location: " + location, code=b"302 Found"))
    error = await refusal(open_client("127.0.0.1/32"), origin.url())
    assert str(error).isprintable()


async def test_reason_of_a_status_is_not_repeated(open_client: OpenClient, origin: Origin) -> None:
    origin.put("/", head_only(code=b"503 \x1b[31mforged \xff"))
    error = await refusal(open_client("127.0.0.1/32"), origin.url())
    assert error.reason.startswith("the server says 503 Service Unavailable")


FORGED = "harmless\n2026-03-01 12:00:00Z info    polled source=forged\x1b[2J\x9b31m https://u:pw@a.example/"


def _record(error: BaseException) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__)
    made = logging.LogRecord("syndicate", logging.ERROR, "", 0, "task failed", (), exc_info)
    made.fields = {"title": FORGED}
    return made


def test_text_of_an_unexpected_error_forges_no_line_of_the_log() -> None:
    """An exception nobody expected may quote the feed that caused it."""
    lines = log.PlainLines().format(_record(ValueError(FORGED))).splitlines()
    assert len(lines) >= 2
    assert not any(line.startswith("2026-03-01 12") for line in lines[1:])
    told = json.loads(log.JsonLines().format(_record(ValueError(FORGED))))
    for text in (*lines, *told["traceback"].split("\n")):
        assert not CONTROL.search(text)
        assert "pw@" not in text


@pytest.mark.parametrize("as_json", [False, True])
def test_listing_moves_no_cursor(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    show.rows("Sources", [{"title": FORGED, "tags": [FORGED]}], as_json=as_json)
    shown = capsys.readouterr().out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
    assert not re.search(r"^2026-03-01", shown, re.MULTILINE)
    if as_json:
        assert json.loads(shown)[0]["title"] == FORGED
