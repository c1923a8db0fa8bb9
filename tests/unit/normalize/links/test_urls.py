from __future__ import annotations

import pytest

from syndicate.normalize.links.urls import absolute, canonical_key


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://a.example/x?b=2&a=1#c", "https://a.example/x?b=2&a=1#c"),
        ("x", "https://base.example/dir/x"),
        ("/x", "https://base.example/x"),
        ("//other.example/x", "https://other.example/x"),
        (" https://a.example/\n x y ", "https://a.example/%20x%20y"),
        ("https://user:secret@a.example/", "https://a.example/"),
        ("https://a.example/%7Ejo/%2F", "https://a.example/%7Ejo/%2F"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("https://bücher.example/ü", "https://bücher.example/ü"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("ftp://a.example/", None),
        ("mailto:a@b.example", None),
        ("https://", None),
        ("http://[::1", None),
        ("https://a.example:99999/", None),
        ("", None),
        (None, None),
        ("https://a.example/" + "x" * 3000, None),
    ],
)
def test_link_is_made_absolute_or_refused(href: str | None, expected: str | None) -> None:
    assert absolute(href, "https://base.example/dir/feed.xml") == expected


@pytest.mark.parametrize(
    "spelling",
    [
        "https://a.example/x?a=1&b=2",
        "http://a.example/x?a=1&b=2",
        "https://www.a.example/x?a=1&b=2",
        "HTTPS://A.EXAMPLE:443/x?a=1&b=2",
        "https://a.example/x/?b=2&a=1",
        "https://a.example/./y/../x?a=1&b=2#part",
        "https://a.example/x?utm_source=feed&a=1&utm_medium=rss&b=2&fbclid=1",
        "https://a.example/x?a=1&b=2&partner=rss",
        "https://a.example/%78?a=%31&b=2",
    ],
)
def test_spellings_of_one_page_have_one_key(spelling: str) -> None:
    assert canonical_key(spelling) == "a.example/x?a=1&b=2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x", "https://a.example/y"),
        ("https://a.example/?id=1", "https://a.example/?id=2"),
        ("https://a.example/", "https://b.example/"),
        ("https://a.example:8080/", "https://a.example/"),
        ("https://a.example/x?a=", "https://a.example/x"),
        ("https://a.example/#!/x", "https://a.example/#!/y"),
        ("https://a.example/X", "https://a.example/x"),
    ],
)
def test_pages_that_differ_have_keys_that_differ(one: str, other: str) -> None:
    assert canonical_key(one) != canonical_key(other)


@pytest.mark.parametrize("bad", [None, "", "x", "mailto:a@b", "http://[", "https://:80"])
def test_what_is_no_page_has_no_key(bad: str | None) -> None:
    assert canonical_key(bad) is None
