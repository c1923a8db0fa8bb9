"""What is told once more here is what feedparser knows."""

from __future__ import annotations

import subprocess
import sys

from feedparser.mixin import _FeedParserMixin
from feedparser.sanitizer import _HTMLSanitizer
from hypothesis import example, given
from hypothesis import strategies as st

from syndicate.normalize.formats import feed  # noqa: F401 - it teaches feedparser of podcasts
from syndicate.normalize.formats.dialects import ELEMENTS, HTML, NAMESPACES
from syndicate.normalize.formats.wording import looks_like_html

PLAIN = b"""<rss version="2.0"><channel><title>t</title><item><title>a &amp;amp; b</title>
<link>https://a.example/1</link><pubDate>Thu, 06 Nov 2014 10:30:00 GMT</pubDate></item></channel></rss>"""
PROGRAM = f"""
import sys
from datetime import UTC, datetime
from syndicate.model import Document, Validators
from syndicate.normalize.document import read
now = datetime(2026, 3, 10, tzinfo=UTC)
feed = read(Document("https://a.example/", {PLAIN!r}, "text/xml", Validators(), now), source_id="s")
print(len(feed.items), "feedparser" in sys.modules)
"""


def test_namespaces_are_those_of_feedparser() -> None:
    assert {uri.lower(): name for uri, name in _FeedParserMixin.namespaces.items()} == NAMESPACES


def test_elements_are_those_that_feedparser_acts_upon() -> None:
    handlers = [name for name in dir(_FeedParserMixin) if name.startswith(("_start_", "_end_"))]
    assert {name.split("_", 2)[2] for name in handlers} == ELEMENTS


def test_names_of_html_are_those_by_which_feedparser_tells_it() -> None:
    assert set(_HTMLSanitizer.acceptable_elements) == HTML


@given(
    st.lists(
        st.sampled_from(
            (
                "<p>",
                "</p>",
                "</P>",
                "<x>",
                "</x>",
                "&amp;",
                "&nope;",
                "&#39;",
                "&",
                "<",
                "a",
                "é",
                "</",
                ">",
                " ",
            )
        ),
        max_size=8,
    ).map("".join)
    | st.text(max_size=30)
)
@example("AT&amp;T")
@example("1 < 2 &amp; 3")
def test_html_is_told_from_text_as_feedparser_tells_it(text: str) -> None:
    assert looks_like_html(text) == _FeedParserMixin.looks_like_html(text)


def test_plain_feed_is_read_without_feedparser() -> None:
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["1", "False"]
