"""What comes back from servers that mean well."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from syndicate.errors import FetchError, Gone, Refused
from syndicate.fetch.client import Client
from syndicate.model import Document, NotModified, Validators
from tests.integration.fetch.conftest import NONE, NOW, OpenClient
from tests.integration.fetch.hostile_origin import FEED, Origin, feed, packed, redirect, status


async def fetch(
    client: Client,
    url: str,
    headers: tuple[tuple[str, str], ...] = (),
    validators: Validators = NONE,
) -> Document:
    got = await client.fetch(url, validators=validators, headers=headers)
    assert isinstance(got, Document)
    return got


async def test_document_carries_all_that_later_steps_need(client: Client, origin: Origin) -> None:
    modified = "Sun, 01 Mar 2026 11:00:00 GMT"
    url = origin.put(
        "/feed",
        feed(
            (
                ("ETag", 'W/"1"'),
                ("Last-Modified", modified),
                ("Cache-Control", "public, max-age=600"),
                ("Age", "60"),
                ("Link", '<https://hub.example/>; rel="hub", </feed>; rel=self'),
            )
        ),
    )
    assert await fetch(client, url) == Document(
        url=url,
        body=FEED,
        content_type="application/atom+xml",
        validators=Validators('W/"1"', modified),
        fetched_at=NOW,
        fresh_for=timedelta(minutes=9),
        links=(("hub", "https://hub.example/"), ("self", url)),
    )


async def test_request_says_who_we_are_and_what_we_read(client: Client, origin: Origin) -> None:
    await fetch(client, origin.put("/feed", feed()))
    sent = origin.requests[0].headers
    assert sent["user-agent"] == "Syndicate-test/1 (+desk@a.example)"
    assert sent["accept-encoding"].replace(" ", "") == "gzip,deflate,br,zstd"
    assert sent["accept"].startswith("application/atom+xml, application/rss+xml")
    assert not sent.keys() & {"referer", "cookie", "authorization", "if-none-match"}


async def test_unchanged_feed_costs_no_body(client: Client) -> None:
    app = web.Application()

    async def serve(request: web.Request) -> web.Response:
        response = web.Response(body=FEED, content_type="application/atom+xml")
        response.etag = "abc"
        response.last_modified = NOW
        if request.if_none_match and request.if_modified_since == NOW:
            return web.Response(status=304, headers={"Cache-Control": "max-age=120"})
        return response

    app.router.add_get("/feed", serve)
    async with TestServer(app) as server:
        url = str(server.make_url("/feed"))
        first = await fetch(client, url)
        again = await client.fetch(url, validators=first.validators)
    assert again == NotModified(fetched_at=NOW, fresh_for=timedelta(minutes=2))


async def test_last_modified_goes_back_exactly_as_it_came(client: Client, origin: Origin) -> None:
    odd = "Sunday, 01-Mar-26 11:00:00 GMT"
    url = origin.put("/feed", feed((("Last-Modified", odd),)))
    first = await fetch(client, url)
    await fetch(client, url, validators=first.validators)
    assert origin.requests[1].headers["if-modified-since"] == odd


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
async def test_packed_body_is_unpacked(client: Client, origin: Origin, coding: str) -> None:
    assert (await fetch(client, origin.put("/feed", packed(coding, FEED)))).body == FEED


async def test_body_in_a_coding_that_is_none_is_taken_as_it_is(
    client: Client, origin: Origin
) -> None:
    url = origin.put("/feed", feed((("Content-Encoding", "utf-8"),)))
    assert (await fetch(client, url)).body == FEED


async def test_cookies_are_not_kept(client: Client, origin: Origin) -> None:
    url = origin.put("/feed", feed((("Set-Cookie", "seen=1; Path=/"),)))
    await fetch(client, url)
    await fetch(client, url)
    assert "cookie" not in origin.requests[1].headers


async def test_connection_is_used_again(client: Client, origin: Origin) -> None:
    url = origin.put("/feed", feed())
    for _ in range(3):
        await fetch(client, url)
    assert origin.connections == 1


async def test_headers_of_the_source_are_sent_and_may_replace_ours(
    client: Client, origin: Origin
) -> None:
    headers = (("authorization", "Bearer x"), ("x-key", "y"), ("user-agent", "Mine/1"))
    await fetch(client, origin.put("/feed", feed()), headers)
    sent = origin.requests[0].headers
    assert (sent["authorization"], sent["x-key"]) == ("Bearer x", "y")
    assert sent["user-agent"] == "Mine/1"


async def test_login_in_the_address_becomes_basic_auth(client: Client, origin: Origin) -> None:
    url = origin.put("/feed", feed()).replace("//", "//ali:p%40ss@")
    document = await fetch(client, url)
    sent = origin.requests[0].headers["authorization"]
    assert sent == "Basic " + base64.b64encode(b"ali:p@ss").decode()
    assert "ali" not in document.url


async def test_fragment_of_the_address_stays_here(client: Client, origin: Origin) -> None:
    document = await fetch(client, origin.put("/feed", feed()) + "#latest")
    assert origin.requests[0].path == "/feed"
    assert document.url == origin.url("/feed")


@pytest.mark.parametrize("name", ["Host", "content-length", "Range", "Proxy-Authorization", "TE"])
async def test_header_that_would_break_the_request_is_refused(
    client: Client, origin: Origin, name: str
) -> None:
    with pytest.raises(Refused, match="not for people to set"):
        await fetch(client, origin.url(), ((name, "S3CRET"),))
    assert not origin.requests


@pytest.mark.parametrize(
    "header", [("X-Key", "a\r\nS3CRET: 1"), ("X Key", "S3CRET"), ("", "S3CRET"), ("X\n", "S3CRET")]
)
async def test_header_that_would_forge_another_is_refused(
    client: Client, origin: Origin, header: tuple[str, str]
) -> None:
    with pytest.raises(Refused) as caught:
        await fetch(client, origin.url(), (header,))
    assert "S3CRET" not in str(caught.value)
    assert not origin.requests


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (204, "204 No Content; there is no feed in it"),
        (206, "206 Partial Content"),
        (300, "300 Multiple Choices"),
        (401, "401 Unauthorized; it wants a login"),
        (403, "403 Forbidden; it does not let us in"),
        (404, "404 Not Found; check the address"),
        (429, "429 Too Many Requests; it is asked too often"),
        (500, "500 Internal Server Error; it has trouble of its own"),
        (599, "599; it has trouble of its own"),
        (799, "799"),
    ],
)
async def test_status_is_told_in_words(
    client: Client, origin: Origin, code: int, words: str
) -> None:
    url = origin.put("/feed", status(code, body=b"" if code == 204 else b"<p>S3CRET</p>"))
    with pytest.raises(FetchError) as caught:
        await fetch(client, url)
    assert words in caught.value.reason
    assert caught.value.status == code
    assert caught.value.url == url
    assert type(caught.value) is FetchError


async def test_gone_is_an_error_of_its_own(client: Client, origin: Origin) -> None:
    with pytest.raises(Gone, match="find its new address or remove the source"):
        await fetch(client, origin.put("/feed", status(410)))


@pytest.mark.parametrize("code", [429, 503])
@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("120", timedelta(minutes=2)),
        ("1", timedelta(minutes=1)),
        ("0", timedelta(minutes=1)),
        ("99999999", timedelta(days=7)),
        ("Sun, 01 Mar 2026 13:00:00 GMT", timedelta(hours=1)),
        ("Sun, 01 Mar 2020 13:00:00 GMT", timedelta(minutes=1)),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
async def test_wish_to_be_left_alone_is_passed_on(
    client: Client, origin: Origin, code: int, text: str, wish: timedelta | None
) -> None:
    with pytest.raises(FetchError) as caught:
        await fetch(client, origin.put("/feed", status(code, (("Retry-After", text),))))
    assert caught.value.retry_after == wish


async def test_not_modified_without_a_question_is_an_error(client: Client, origin: Origin) -> None:
    with pytest.raises(FetchError, match="though it was not asked"):
        await fetch(client, origin.put("/feed", status(304)))


async def test_validators_that_cannot_be_sent_are_not(client: Client, origin: Origin) -> None:
    mad = Validators(etag='"a\r\nX: y"', last_modified="S\udc80n")
    await fetch(client, origin.put("/feed", feed()), validators=mad)
    assert not origin.requests[0].headers.keys() & {"if-none-match", "if-modified-since", "x"}


@pytest.mark.parametrize(
    "etag", ['"a\x01b"', '"caf\xe9"', '"' + "a" * 600 + '"', " ", '"\x1b[31m"', '"\x7f"']
)
async def test_validator_that_cannot_be_stored_is_dropped(
    client: Client, origin: Origin, etag: str
) -> None:
    url = origin.put("/feed", feed((("ETag", etag), ("Last-Modified", "yesterday"))))
    assert (await fetch(client, url)).validators == NONE


async def test_closed_client_fails_like_any_other(open_client: OpenClient, origin: Origin) -> None:
    client = open_client("127.0.0.1")
    await client.close()
    await client.close()
    with pytest.raises(FetchError, match="the client was closed"):
        await fetch(client, origin.put("/feed", feed()))


async def test_permanent_redirects_tell_where_the_source_moved(
    client: Client, origin: Origin
) -> None:
    origin.put("/a", redirect("/b", 301))
    origin.put("/b", redirect("c#part", 308))
    origin.put("/c", feed())
    document = await fetch(client, origin.url("/a"))
    assert document.url == document.moved_to == origin.url("/c")


@pytest.mark.parametrize("codes", [(301, 302), (302, 301), (307, 308), (303, 303)])
async def test_one_temporary_redirect_makes_the_move_temporary(
    client: Client, origin: Origin, codes: tuple[int, int]
) -> None:
    origin.put("/a", redirect("/b", codes[0]))
    origin.put("/b", redirect("/c", codes[1]))
    origin.put("/c", feed())
    document = await fetch(client, origin.url("/a"))
    assert (document.url, document.moved_to) == (origin.url("/c"), None)


async def test_conditions_go_along_with_a_redirect(client: Client, origin: Origin) -> None:
    origin.put("/a", redirect("/b"))
    origin.put("/b", status(304))
    got = await client.fetch(origin.url("/a"), validators=Validators('"1"'))
    assert isinstance(got, NotModified)
    assert origin.requests[1].headers["if-none-match"] == '"1"'
