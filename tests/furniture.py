"""Posts of our own, in which furniture stands in ⟦brackets⟧: what cleaning cuts wrongly, and what it leaves.

A file of tests/corpus/posts/ is a system; a post begins with a line "@ headline | language". Every third post of a file
is held out: the rules were made without looking at it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from syndicate.model import Document, Item, Validators
from syndicate.normalize.document import read
from syndicate.normalize.markup import blocks, html

POSTS = Path(__file__).parent / "corpus" / "posts"
SYSTEMS = tuple(sorted(path.stem for path in POSTS.glob("*.txt")))
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
_LABELLED = re.compile("⟦.*?⟧", re.DOTALL)
_FEED = "<rss version='2.0'><channel><title>x</title><language>{}</language>{}</channel></rss>"
_ITEM = (
    "<item><guid isPermaLink='false'>{}</guid><title>{}</title><description>{}</description></item>"
)


@dataclass(frozen=True)
class Post:
    """A post as it stands in a feed, with its furniture in brackets."""

    system: str
    title: str
    language: str
    labelled: str
    held_out: bool

    @property
    def markup(self) -> str:
        """What the feed holds."""
        return self.labelled.replace("⟦", "").replace("⟧", "")

    @property
    def text(self) -> list[str]:
        """The lines that must remain."""
        return lines(_LABELLED.sub("", self.labelled))

    @property
    def furniture(self) -> int:
        """How many characters should go."""
        return _characters(Counter(lines(self.markup)) - Counter(self.text))


@dataclass(frozen=True)
class Score:
    """Characters: of text, of text that was cut, of furniture, of furniture that was left."""

    text: int = 0
    cut: int = 0
    furniture: int = 0
    left: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.text + other.text,
            self.cut + other.cut,
            self.furniture + other.furniture,
            self.left + other.left,
        )


def posts(system: str) -> Iterator[Post]:
    """Yield the posts of a system in the order of their file."""
    written = (POSTS / f"{system}.txt").read_text("utf-8")
    for number, piece in enumerate(re.split(r"(?m)^@ ", written)[1:]):
        head, _, body = piece.partition("\n")
        title, _, language = head.rpartition(" | ")
        yield Post(system, title, language, body.strip(), held_out=number % 3 == 2)


def lines(markup: str) -> list[str]:
    """What a reader sees of a piece of HTML or plain text, line by line."""
    given = markup if html.is_markup(markup) else html.from_plain(markup)
    return [line.text for line in blocks.read(html.sanitize(given, None)).lines]


def feed(given: Iterable[Post]) -> tuple[Item, ...]:
    """Read posts as one feed."""
    made = list(given)
    items = (
        _ITEM.format(number, escape(post.title), escape(post.markup))
        for number, post in enumerate(made)
    )
    body = _FEED.format(made[0].language, "".join(items)).encode()
    document = Document("https://posts.example/feed", body, "", Validators(), NOW)
    return read(document, source_id="posts").items


def score(post: Post) -> Score:
    """What cleaning makes of a post that stands alone."""
    (item,) = feed([post])
    kept, expected = Counter(item.text.split("\n")), Counter(post.text)
    return Score(
        text=_characters(expected),
        cut=_characters(expected - kept),
        furniture=post.furniture,
        left=_characters(kept - expected),
    )


def total(system: str, *, held_out: bool) -> Score:
    """The sum over the posts of a system: those that the rules were made with, or the others."""
    chosen = (score(post) for post in posts(system) if post.held_out == held_out)
    return sum(chosen, Score())


def _characters(found: Counter[str]) -> int:
    return sum(len(line) * times for line, times in found.items())
