"""robots.txt as RFC 9309 has it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

pytest.importorskip("protego", reason="the extra fulltext is not installed")

from syndicate.model import Document, Validators
from syndicate.normalize.pages import robots


def told(rules: str | bytes, path: str) -> bytes:
    body = rules.encode() if isinstance(rules, str) else rules
    now = datetime(2026, 3, 2, tzinfo=UTC)
    rules_of = Document("https://a.example/robots.txt", body, "text/plain", Validators(), now)
    return robots.told(rules_of, "Syndicate", f"https://a.example{path}")


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /a", "/a/b", False),
        ("User-agent: *\nDisallow: /a", "/b", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("USER-AGENT: SYNDICATE\ndisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\nUser-agent: syndicate\nAllow: /", "/a", True),
        ("User-agent: *\nDisallow: /\nUser-agent: desyndicated\nAllow: /", "/a", False),
        # the longest match, and of two as long the one that allows
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        # groups of one agent are one
        ("User-agent: syndicate\nDisallow: /a\n\nUser-agent: syndicate\nDisallow: /b", "/a", False),
        ("User-agent: one\nUser-agent: syndicate\nDisallow: /", "/a", False),
        # wildcards
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf?a", True),
        ("User-agent: *\nDisallow: /a/*/c", "/a/b/b/c", False),
        # percent-encoding
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow: /café", "/caf%c3%a9/x", False),
        # lines that mean nothing
        ("Disallow: /\nUser-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nSitemap: https://a.example/s\nDisallow: /a # so", "/a", False),
        ("\r\nUser-agent: *\rDisallow: /a\r\n", "/a", False),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\n\xff\xfe", "/a", False),
        ("User-agent: *\nDisallow: /" + "a*" * 5000 + "b", "/" + "a" * 2000, True),
    ],
)
def test_rule_that_says_most_of_the_path_decides(
    rules: str | bytes, path: str, allowed: bool
) -> None:
    assert told(rules, path).split()[0] == (b"1" if allowed else b"0")


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 7", b"7"),
        ("User-agent: *\nCrawl-delay: 7\nUser-agent: syndicate\nCrawl-delay: 2", b"2"),
        ("User-agent: *\nCrawl-delay: soon", b"0"),
        ("User-agent: *\nCrawl-delay: -3", b"0"),
        ("User-agent: *\nCrawl-delay: 1e300", b"3600"),
        ("", b"0"),
    ],
)
def test_delay_is_told_in_seconds_and_bounded(rules: str, seconds: bytes) -> None:
    assert told(rules, "/").split()[1] == seconds
