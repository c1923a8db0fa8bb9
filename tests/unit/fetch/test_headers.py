from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from yarl import URL

from syndicate.fetch.headers import (
    codings,
    fresh_for,
    http_date,
    links,
    printable,
    retry_after,
    sane_validators,
)
from syndicate.model import Validators

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAGE = URL("https://a.example/feeds/all")


@pytest.mark.parametrize(
    ("headers", "span"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=300"}, 300),
        ({"Cache-Control": 'public, MAX-AGE="300"'}, 300),
        ({"Cache-Control": "max-age = 300,must-revalidate"}, 300),
        ({"Cache-Control": "max-age=300", "Age": "100"}, 200),
        ({"Cache-Control": "max-age=300", "Age": "400"}, None),
        ({"Cache-Control": "max-age=300", "Age": "old"}, 300),
        ({"Cache-Control": "max-age=300", "Expires": "Sun, 01 Mar 2026 18:00:00 GMT"}, 300),
        ({"Cache-Control": "max-age=0"}, None),
        ({"Cache-Control": "max-age=-5"}, None),
        ({"Cache-Control": "max-age=9999999999"}, 7 * 86400),
        ({"Cache-Control": "max-age=" + "9" * 5000}, None),
        ({"Cache-Control": "s-maxage=300"}, None),
        ({"Cache-Control": "max-age=300, no-cache"}, None),
        ({"Cache-Control": "no-store, max-age=300"}, None),
        ({"Cache-Control": "no-cached, max-age=300"}, 300),
        ({"Expires": "Sun, 01 Mar 2026 13:00:00 GMT"}, 3600),
        (
            {
                "Expires": "Sun, 01 Mar 2026 13:00:00 GMT",
                "Date": "Sun, 01 Mar 2026 12:30:00 GMT",
            },
            1800,
        ),
        ({"Expires": "Sun, 01 Mar 2020 13:00:00 GMT"}, None),
        ({"Expires": "0"}, None),
        ({"Expires": "Fri, 31 Dec 9999 23:59:59 GMT"}, 7 * 86400),
    ],
)
def test_freshness_is_read_as_far_as_it_makes_sense(
    headers: dict[str, str], span: int | None
) -> None:
    assert fresh_for(headers, NOW) == (None if span is None else timedelta(seconds=span))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("60", timedelta(minutes=1)),
        (" 3600 ", timedelta(hours=1)),
        ("9" * 12, timedelta(days=7)),
        ("9" * 13, None),
        ("3.5", None),
        ("٣", None),
        ("Sun, 01 Mar 2026 12:30:00 -0000", timedelta(minutes=30)),
        ("Sunday, 01-Mar-26 12:30:00 GMT", timedelta(minutes=30)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(days=7)),
    ],
)
def test_wish_is_read_and_bounded(text: str, span: timedelta | None) -> None:
    assert retry_after({"Retry-After": text}, NOW) == span


@pytest.mark.parametrize(
    "text",
    ["", "x", "1 Jan 2000 00:00:00 +99999999999999", "1 Jan 99999 00:00:00 +9999", "9" * 5000],
)
def test_date_that_is_none_is_none(text: str) -> None:
    assert http_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 01 Mar 2026 11:00:00 GMT",
        "Sun, 1 Mar 2026 11:00:00 +0100",
        "Sun Mar  1 11:00:00 2026",
    ],
)
def test_last_modified_is_kept_verbatim(text: str) -> None:
    assert sane_validators(None, text, NOW) == Validators(last_modified=text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-03-01",
        "Mon, 01 Mar 2060 11:00:00 GMT",
        "Mon, 01 Mar 1960 11:00:00 GMT",
        "Sun, 01 Mar 2026 11:00:00 GMT\x01",
        "Sun, 01 Mar 2026 11:00:00 GMT" + " " * 60,
    ],
)
def test_last_modified_that_makes_no_sense_is_dropped(text: str) -> None:
    assert sane_validators('"1"', text, NOW) == Validators(etag='"1"')


@pytest.mark.parametrize("etag", ['"1"', 'W/"1"', "1", '""', '"' + "a" * 510 + '"', '"a b\\"'])
def test_etag_is_kept_verbatim_even_where_its_form_is_not_right(etag: str) -> None:
    assert sane_validators(etag, None, NOW) == Validators(etag=etag)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (['<https://hub.example/>; rel="hub"'], [("hub", "https://hub.example/")]),
        (["</x>;rel=self"], [("self", "https://a.example/x")]),
        (["<x>; type=a; REL='next'"], [("'next'", "https://a.example/feeds/x")]),
        (['<x>; rel="Next  self"'], [("next", "https://a.example/feeds/x"), ("self", "https://a.example/feeds/x")]),
        (["<a>; rel=hub, <b>; rel=hub"], [("hub", "https://a.example/feeds/a"), ("hub", "https://a.example/feeds/b")]),
        (["<a>; rel=hub", "<a>; rel=hub"], [("hub", "https://a.example/feeds/a")]),
        (['<a>; title="x, y; z"; rel=hub'], [("hub", "https://a.example/feeds/a")]),
        (["<javascript:alert(1)>; rel=hub"], []),
        (["<http://[::1>; rel=hub"], []),
        (["<https://u:p@h.example/>; rel=hub"], [("hub", "https://h.example/")]),
        (["<a>"], []),
        (["", "rel=hub", "<", "<>", "<a", "<a>; rel="], []),
    ],
)  # fmt: skip
def test_links_are_read(values: list[str], found: list[tuple[str, str]]) -> None:
    assert links(values, PAGE) == tuple(found)


def test_links_without_number_are_not_all_kept() -> None:
    assert len(links([f"<{number}>; rel=x" for number in range(999)], PAGE)) == 32


@pytest.mark.parametrize(
    "value", ["<" * 8000, "<a>" * 2700, "<a>;" + " " * 8000, "<a>" + "; rel" * 1600]
)
def test_links_made_to_be_slow_are_not(value: str) -> None:
    assert links([value] * 100, PAGE) == ()


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ([], ()),
        (["identity"], ()),
        (["GZIP"], ("gzip",)),
        (["gzip, br"], ("gzip", "br")),
        (["gzip", "br"], ("gzip", "br")),
        ([",, gzip ,identity,"], ("gzip",)),
    ],
)
def test_codings_are_listed(values: list[str], names: tuple[str, ...]) -> None:
    assert codings(values) == names


def test_header_is_kept_only_as_far_as_it_prints() -> None:
    assert printable("text/xml;\x1b[31m \udce9café\r\n") == "text/xml;[31m caf"
    assert len(printable("x" * 9000)) == 200
