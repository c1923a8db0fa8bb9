from __future__ import annotations

from datetime import UTC, datetime

import pytest

from syndicate.web.conditional import held, wants_page, weights

AT = datetime(2014, 11, 6, 12, 0, 0, 999, tzinfo=UTC)
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("tags", "has"),
    [
        ('"abc"', True),
        ('W/"abc"', True),
        ('"abc-gz"', True),
        ('W/"abc-gzip"', True),
        ('"x", W/"abc-gz" ,"y"', True),
        ("*", True),
        ('"abcd"', False),
        ('""', False),
        ("abc", False),
        ("", False),
    ],
)
def test_a_tag_is_compared_weakly_and_without_its_coding(tags: str, has: bool) -> None:
    assert (held({"If-None-Match": tags}, "abc", AT) is not None) is has


@pytest.mark.parametrize(
    ("date", "has"),
    [
        ("Thu, 06 Nov 2014 12:00:00 GMT", True),
        ("Thu, 06 Nov 2014 12:00:01 GMT", True),
        ("Thu, 06 Nov 2014 11:59:59 GMT", False),
        ("Thursday, 06-Nov-14 12:00:00 GMT", True),  # the older forms of RFC 9110, 5.6.7
        ("Thu Nov  6 12:00:00 2014", True),
        ("Thu Nov  6 11:59:59 2014", False),
        ("Thu, 06 Nov 99999999999 12:00:00 GMT", False),
        ("Thu, 06 Nov 2014 12:00:00 +99999999999999999999", False),
        ("yesterday", False),
        ("", False),
    ],
)
def test_a_date_is_compared_to_the_second(date: str, has: bool) -> None:
    assert (held({"If-Modified-Since": date}, "abc", AT) is not None) is has


def test_it_is_told_which_of_our_tags_the_requester_named() -> None:
    assert held({"If-None-Match": '"x-gz", W/"abc-br"'}, "abc", AT) == "-br"
    assert held({"If-None-Match": '"abc"'}, "abc", AT) == ""


def test_a_tag_outweighs_a_date() -> None:
    headers = {"If-None-Match": '"old"', "If-Modified-Since": "Thu, 06 Nov 2014 12:00:00 GMT"}
    assert held(headers, "abc", AT) is None
    assert held({}, "abc", AT) is None


@pytest.mark.parametrize(
    ("headers", "page"),
    [
        ({"Accept": CHROME}, True),
        ({"Accept": CHROME, "Sec-Fetch-Dest": "document"}, True),
        ({"Accept": CHROME, "Sec-Fetch-Dest": "empty"}, False),
        ({"Accept": "text/html"}, True),
        ({}, False),
        ({"Accept": "*/*"}, False),
        ({"Accept": "application/atom+xml, text/html;q=0.5"}, False),
        (
            {"Accept": "application/rss+xml, application/rdf+xml;q=0.8, text/xml;q=0.4, text/html"},
            False,
        ),
        ({"Accept": "application/feed+json, */*;q=0.1"}, False),
        ({"Accept": "text/html;q=0"}, False),
    ],
)
def test_a_browser_gets_the_page_and_a_reader_never(headers: dict[str, str], page: bool) -> None:
    assert wants_page(headers) is page


def test_a_weight_that_cannot_be_read_is_none() -> None:
    assert weights("a;q=x, b;q=2, c; q=0.5, d;q=nan") == {"a": 0.0, "b": 1.0, "c": 0.5, "d": 0.0}
