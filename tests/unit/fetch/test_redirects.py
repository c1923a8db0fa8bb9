"""What goes along with a redirect. Whole walks, over real servers, are in tests/integration/fetch."""

from __future__ import annotations

import pytest

from syndicate.errors import FetchError, Refused
from syndicate.fetch.redirects import begin, follow

SECRET = (("Authorization", "Bearer x"), ("User-Agent", "Mine/1"))


@pytest.mark.parametrize(
    ("start", "target"),
    [
        ("http://a.example/", "http://a.example/feed"),
        ("http://a.example/", "http://a.example:80/feed"),
        ("http://a.example/", "//A.EXAMPLE/feed"),
        ("http://a.example/", "https://a.example/feed"),
        ("http://a.example/", "https://a.example:443/feed"),
    ],
)
def test_secrets_stay_with_their_site(start: str, target: str) -> None:
    assert follow(begin(start, SECRET), 302, target, 5).private == dict(SECRET)


@pytest.mark.parametrize(
    ("start", "target"),
    [
        ("http://a.example/", "http://b.example/feed"),
        ("http://a.example/", "http://www.a.example/feed"),
        ("http://a.example/", "http://a.example:8080/feed"),
        ("http://a.example/", "https://b.example/feed"),
        ("http://a.example/", "https://a.example:8443/feed"),
        ("http://a.example:8080/", "https://a.example/feed"),
        ("http://a.example/", "http://a.example.:80/feed"),
        ("https://a.example/", "https://a.example:8443/feed"),
    ],
)
def test_secrets_go_nowhere_else(start: str, target: str) -> None:
    assert follow(begin(start, SECRET), 302, target, 5).private == {}


def test_secrets_do_not_come_back_after_a_detour() -> None:
    way = follow(begin("http://a.example/", SECRET), 302, "http://b.example/", 5)
    assert follow(way, 302, "http://a.example/feed", 5).private == {}


@pytest.mark.parametrize("target", ["http://a.example/", "http://b.example/"])
def test_secrets_are_not_taken_off_https(target: str) -> None:
    with pytest.raises(Refused, match="could be read on the way"):
        follow(begin("https://a.example/", SECRET), 301, target, 5)
    with pytest.raises(Refused, match="could be read on the way"):
        follow(begin("https://u:p@a.example/", ()), 301, target, 5)


def test_what_is_no_secret_may_leave_https() -> None:
    way = follow(begin("https://a.example/", SECRET[1:]), 301, "http://a.example/", 5)
    assert way.moved_to == "http://a.example/"


def test_error_after_a_redirect_tells_how_far_it_came() -> None:
    way = follow(begin("http://a.example/", ()), 302, "http://b.example/?token=x", 5)
    error = way.error("it broke")
    assert error.url == "http://a.example/"
    assert error.reason == "after a redirect to http://b.example/?token=***: it broke"


def test_number_of_redirects_is_counted_exactly() -> None:
    way = begin("http://a.example/0", ())
    for number in range(1, 6):
        way = follow(way, 302, f"/{number}", 5)
    with pytest.raises(FetchError, match="more than 5 redirects"):
        follow(way, 302, "/6", 5)


def test_nobody_who_has_not_moved_has_moved() -> None:
    assert begin("http://a.example/", ()).moved_to is None


def test_spaces_around_an_address_do_no_harm() -> None:
    assert str(begin(" http://a.example/feed\n", ()).url) == "http://a.example/feed"


@pytest.mark.parametrize(
    ("location", "there"),
    [
        (b"/caf\xe9", "http://a.example/caf%E9"),
        ("/ニュース".encode(), "http://a.example/%E3%83%8B%E3%83%A5%E3%83%BC%E3%82%B9"),
        (b"/a b", "http://a.example/a%20b"),
    ],
)
def test_a_redirect_leads_where_it_says_in_whatever_bytes(location: bytes, there: str) -> None:
    told = location.decode("utf-8", "surrogateescape")  # as the library reads headers
    assert str(follow(begin("http://a.example/", ()), 302, told, 5).url) == there
