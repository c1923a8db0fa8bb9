from __future__ import annotations

import pytest

from syndicate.fetch.public_url import public_url


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/feed?q=1", "https://a.example/feed?q=1"),
        ("https://user:S3CRET@a.example/feed", "https://a.example/feed"),
        ("https://S3CRET@a.example/@people", "https://a.example/@people"),
        ("https://a.example/feed#S3CRET", "https://a.example/feed"),
        ("https://a.example/?token=S3CRET&q=1", "https://a.example/?token=***&q=1"),
        ("https://a.example/?q=1&API_KEY=S3CRET", "https://a.example/?q=1&API_KEY=***"),
        ("https://a.example/?userkey=S3CRET", "https://a.example/?userkey=***"),
        ("https://a.example/?access-token=S3CRET", "https://a.example/?access-token=***"),
        ("https://a.example/?X-Amz-Signature=S3CRET", "https://a.example/?X-Amz-Signature=***"),
        ("https://a.example/?monkey=1&author=2", "https://a.example/?monkey=1&author=2"),
        ("https://user:S3CRET@a.example:99999/x?token=S3CRET", "https://a.example:99999/x"),
        ("https://user:S3/CRET@a.example/", "https://a.example/"),
        ("user:S3CRET@a.example/feed", "a.example/feed"),
        ("http:///user:S3CRET@a.example", "a.example"),
        ("http://[::1/?S3CRET", "http://[::1/"),
    ],
)
def test_shown_url_holds_no_secret(url: str, shown: str) -> None:
    assert public_url(url) == shown
    assert "S3" not in public_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/\x1b[31m\u202e\n",
        "https://\x00\x1b.example/",
        "https://a.example:99999/\r\nforged",
        "https://a.example/\udc80",
    ],
)
def test_shown_url_cannot_forge_a_line_of_a_log(url: str) -> None:
    assert public_url(url).isprintable()


def test_long_url_is_cut() -> None:
    assert len(public_url("https://a.example/" + "a" * 9000)) < 310
