"""Reports of agencies as blogs and portals print them, invented and labelled: what is made of each.

A file of tests/corpus/reposts/ holds inputs that begin with a line "## name | form | language | published | system | feed".
`T` is the title, `>` its headline where that is another (`*`: the same), `A`, `P` and `D` agency, place and day (`-`: none;
several may be right), `B` who signed it, if that is told. Each other line is one of the page: `=` of the text, `-` furniture, `~` of another story, `?` either.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path

from syndicate.model import Document, Item, Validators
from syndicate.normalize.document import read

FOLDER = Path(__file__).parent / "corpus" / "reposts"
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
URL = "https://site.example/2014/11/some-story.html"
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|h\d|br|hr|figure|figcaption|blockquote|pre|table|tr|td)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]+>")
_ONWARDS = re.compile(r"\s+(?:Full story|Weiterlesen|Leer más|Read more)$")
_LONG = 14  # letters of furniture that is looked for within lines
_FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{feed}</title>
<link>https://site.example/</link><language>{language}</language>
<item><title>{title}</title><link>{url}</link><guid>{url}</guid><pubDate>{published}</pubDate>{content}</item></channel></rss>"""
_ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"><title>{feed}</title><id>urn:x</id><updated>{published}</updated>
<entry><title>{title}</title><id>{url}</id><link href="{url}"/><updated>{published}</updated><published>{published}</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{content}</div></content></entry></feed>"""


@dataclass(frozen=True)
class Repost:
    """An input, and what should come of it."""

    name: str
    form: str
    language: str
    published: str
    feed: str
    title: str
    headline: str
    agencies: frozenset[str]
    places: frozenset[str]
    days: frozenset[str]
    byline: str | None
    lines: tuple[tuple[str, str], ...]

    def item(self) -> Item:
        """What is made of it."""
        body = self._json() if self.form.startswith("json") else self._xml()
        document = Document("https://site.example/feed", body.encode(), "", Validators(), NOW)
        (found,) = read(document, source_id="s").items
        return found

    def _json(self) -> str:
        kind = "content_text" if self.form == "jsontext" else "content_html"
        content = self._plain("\n") if self.form == "jsontext" else self._markup()
        entry = {
            "id": URL,
            "url": URL,
            "title": self.title,
            "date_published": self.published,
            kind: content,
        }
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed,
            "language": self.language,
        }
        return json.dumps({**feed, "items": [entry]})

    def _xml(self) -> str:
        told = {
            "feed": escape(self.feed),
            "language": self.language,
            "title": escape(self.title),
            "url": URL,
        }
        if self.form == "atom":
            return _ATOM.format(**told, published=self.published, content=self._markup())
        at = datetime.fromisoformat(self.published)
        content = f"<description>{escape(self._description())}</description>"
        if self.form == "rss":
            content = f"<content:encoded><![CDATA[{self._markup()}]]></content:encoded>"
        return _FEED.format(**told, published=f"{at:%a, %d %b %Y %H:%M:%S} +0000", content=content)

    def _description(self) -> str:
        if self.form == "rssbr":
            return "<br />".join(map(_inline, (text for _, text in self.lines)))
        return (
            self._plain("\n") if self.form == "plain" else escape(self._plain("\xa0"), quote=False)
        )

    def _plain(self, between: str) -> str:
        return between.join(part for _, text in self.lines for part in shown(text))

    def _markup(self) -> str:
        texts = [text for _, text in self.lines]
        return "\n".join(one if _is_block(one) else f"<p>{_inline(one)}</p>" for one in texts)


def _is_block(text: str) -> bool:
    return text.startswith("<") and not text.startswith("<a ")


def _inline(text: str) -> str:
    return text if "<" in text else escape(text, quote=False)


def shown(text: str) -> list[str]:
    """The lines that a reader sees of one."""
    parts = _BLOCK.split(text) if _is_block(text) else [text]
    seen = (unescape(_TAG.sub("", part)) for part in parts)
    return [" ".join(line.split()) for part in seen for line in part.split("\n") if line.strip()]


def reposts(part: str) -> Iterator[Repost]:
    """Yield the inputs of a file."""
    written = (FOLDER / f"{part}.txt").read_text("utf-8")
    for piece in re.split(r"(?m)^## ", written)[1:]:
        head, *rest = piece.strip().split("\n")
        name, form, language, published, _, feed = head.split(" | ")
        pairs = [(line[0], line[2:]) for line in rest if line]
        told = {mark: text for mark, text in pairs if mark in "T>APDB"}
        headline = told.get(">", "*")
        yield Repost(
            name=name,
            form=form,
            language=language,
            published=published,
            feed=feed,
            title=told["T"],
            headline=told["T"] if headline == "*" else headline,
            agencies=frozenset(told["A"].split(";")),
            places=frozenset(told["P"].split(";")),
            days=frozenset(told["D"].split(";")),
            byline=None if told.get("B", "-") == "-" else told["B"],
            lines=tuple((mark, text) for mark, text in pairs if mark in "=-~?"),
        )


def lost(repost: Repost, item: Item) -> list[str]:
    """The lines of the text that are gone."""
    text = " ".join(item.text.split())
    wanted = [part for mark, line in repost.lines if mark == "=" for part in shown(line)]
    return [line for line in wanted if line not in text]


def left(repost: Repost, item: Item) -> list[str]:
    """The lines of furniture and of other stories that are still there."""
    text = " ".join(item.text.split())
    lines = {" ".join(line.split()) for line in item.text.split("\n")}
    other = [part for mark, line in repost.lines if mark in "-~" for part in shown(line)]
    own = " ".join(part for mark, line in repost.lines if mark == "=" for part in shown(line))
    return [
        one
        for one in other
        if one in lines or (len(one) >= _LONG and one in text and one not in own)
    ]


def unrelated(repost: Repost, item: Item) -> list[str]:
    """The lines of other stories that are not kept as such."""
    kept = "\n".join(" ".join(one.text.split()) for one in item.related)
    told = [part for mark, line in repost.lines if mark == "~" for part in shown(line)]
    return [one for one in told if _ONWARDS.sub("", one) not in kept]


def missed(repost: Repost, item: Item) -> set[str]:
    """What is not told of it that should be: agency, place, day."""
    return {
        name
        for name, (found, right) in _told(repost, item).items()
        if found == "-" and "-" not in right
    }


def wrong(repost: Repost, item: Item) -> dict[str, str]:
    """What is told of it and should not be."""
    told = _told(repost, item)
    found = {name: one for name, (one, right) in told.items() if one != "-" and one not in right}
    return found if item.title == repost.headline else {**found, "title": item.title}


def _told(repost: Repost, item: Item) -> dict[str, tuple[str, frozenset[str]]]:
    line = item.dateline
    place = (
        next((one for one in line.places if one in repost.places), "/".join(line.places))
        if line
        else ""
    )
    return {
        "agency": (item.agency or "-", repost.agencies),
        "place": (place or "-", repost.places),
        "day": (str(line.on) if line and line.on else "-", repost.days),
    }
