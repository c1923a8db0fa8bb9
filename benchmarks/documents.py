"""Feeds for benchmarks: 20 items of 160 words, about 34 KB, the same for the same numbers.

Every third source speaks RSS, Atom with escaped HTML, Atom with XHTML.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from html import escape
from itertools import accumulate

ITEMS = 20
WORDS_PER_ITEM = 160
PARAGRAPH = 40
WORDS = 8000
EPOCH = datetime(2014, 11, 1, tzinfo=UTC)
SYLLABLES = [first + "aeiou"[at % 5] for at, first in enumerate("bcdfghjklmnprstvwxyz")]
KINDS = ("application/rss+xml", "application/atom+xml", "application/atom+xml; type=feed")


@lru_cache(maxsize=1)
def vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return words that no language has, and how often each comes: a few are everywhere, most are rare (Zipf)."""
    dice = random.Random(2014)
    words = tuple("".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _ in range(WORDS))
    return words, tuple(accumulate(1 / (rank + 3) for rank in range(WORDS)))


def document(source: int, new: int, touched: int = 0, items: int = ITEMS) -> tuple[bytes, str]:
    """Return a source's feed after `new` further items, and its media type.

    `touched` moves only the instant at which the feed says it was built.
    """
    kind = source % 3
    built = EPOCH + timedelta(days=60, seconds=touched)
    numbers = range(items + new - 1, new - 1, -1)
    told = "".join(_item(source, number, kind) for number in numbers)
    site = f"http://127.0.0.1/{source}"
    if kind == 0:
        text = (
            '<rss version="2.0"><channel>'
            f"<title>Source {source}</title><link>{site}</link><description>benchmark</description>"
            f"<lastBuildDate>{_rfc822(built)}</lastBuildDate>{told}</channel></rss>"
        )
    else:
        text = (
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Source {source}</title>'
            f'<link href="{site}"/><id>{site}</id><updated>{_rfc3339(built)}</updated>{told}</feed>'
        )
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode(), KINDS[kind]


def bomb(number: int) -> tuple[bytes, str]:
    """Return a small document that keeps a careless parser busy for half a minute: an author, or attributes."""
    if number % 2:
        head = "<item " + " ".join(f'a{at}="1"' for at in range(32_000)) + ">"
        author = ""
    else:
        head, author = "<item>", f"<author>a@{'a.' * 32_000}!</author>"
    text = (
        f'<rss version="2.0"><channel><title>Bomb {number}</title>{head}<title>t</title>'
        f"<link>http://127.0.0.1/bomb/{number}</link>{author}</item></channel></rss>"
    )
    return text.encode(), KINDS[0]


def _item(source: int, number: int, kind: int) -> str:
    dice = random.Random(source * 100_003 + number)
    words, often = vocabulary()
    text = dice.choices(words, cum_weights=often, k=WORDS_PER_ITEM)
    names = " ".join(word.capitalize() for word in dice.choices(words, k=6))
    link = f"http://127.0.0.1/{source}/{number}"
    title = f"{names} {' '.join(text[:4])}"
    body = _html(text, link)
    at = EPOCH + timedelta(minutes=37 * number, seconds=source % 1800)
    if kind == 0:
        return (
            f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
            f"<pubDate>{_rfc822(at)}</pubDate><description>{escape(body)}</description></item>"
        )
    content = (
        f'<content type="html">{escape(body)}</content>'
        if kind == 1
        else f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{body}</div></content>'
    )
    return (
        f'<entry><title>{title}</title><link href="{link}"/><id>{link}</id>'
        f"<updated>{_rfc3339(at)}</updated>{content}</entry>"
    )


def _html(words: Sequence[str], link: str) -> str:
    """Paragraphs with a link and a stressed word each."""
    told = []
    for at in range(0, len(words), PARAGRAPH):
        first, second, *rest = words[at : at + PARAGRAPH]
        told.append(f'<p><a href="{link}#{at}">{first}</a> <em>{second}</em> {" ".join(rest)}.</p>')
    return "".join(told)


def _rfc822(at: datetime) -> str:
    return f"{at:%d %b %Y %H:%M:%S} GMT"


def _rfc3339(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
