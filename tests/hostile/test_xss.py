"""Every payload in every field of every format, read, published, and judged as a browser would: nothing active is left."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import escape
from xml.sax.saxutils import quoteattr

import feedparser
import html5lib
import pytest
from aiohttp import DummyCookieJar
from aiohttp.test_utils import TestClient, TestServer
from html5lib.constants import DataLossWarning
from lxml import etree

from syndicate.model import Address, Document, Item, OutputFeed, SourceCard, StoredItem, Validators
from syndicate.normalize.document import read
from syndicate.normalize.text import xml_legal
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.entries import from_items
from syndicate.publish.jsonfeed import JsonFeedEncoder
from syndicate.publish.outputs import assemble
from syndicate.publish.rss import RssEncoder
from syndicate.web.app import make_app
from tests.hostile.payloads import PAYLOADS, active_parts
from tests.unit.publish.samples import whole
from tests.unit.web.fakes import Shelf, desk_with, overview

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def told(payload: str) -> tuple[str, str]:
    """A payload as XML carries it: as text, and as the value of an attribute."""
    legal = xml_legal(payload)
    return escape(legal), quoteattr(legal)


def rss(payload: str, number: int) -> str:
    text, value = told(payload)
    return (
        f"<item><title>{text}</title><link>{text}</link><guid>{number} {text}</guid><description>{text}</description>"
        f"<content:encoded>{text}</content:encoded><author>{text}</author><dc:creator>{text}</dc:creator>"
        f"<category domain={value}>{text}</category><comments>{text}</comments><pubDate>{text}</pubDate>"
        f"<enclosure url={value} type={value} length={value}/><source url={value}>{text}</source>"
        f"<media:title>{text}</media:title><media:description>{text}</media:description><media:thumbnail url={value}/>"
        f"<itunes:author>{text}</itunes:author><itunes:image href={value}/><itunes:summary>{text}</itunes:summary>"
        f"<dc:rights>{text}</dc:rights></item>"
    )


def rss_feed(payloads: list[str]) -> str:
    head, _ = told(payloads[0])
    items = "".join(rss(payload, number) for number, payload in enumerate(payloads))
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">'
        f"<channel><title>{head}</title><link>{head}</link><description>{head}</description>"
        f"<copyright>{head}</copyright><managingEditor>{head}</managingEditor>{items}</channel></rss>"
    )


def rdf_feed(payloads: list[str]) -> str:
    items = "".join(
        "<item rdf:about={1}><title>{0}</title><link>{0}</link><description>{0}</description>"
        "<dc:creator>{0}</dc:creator><dc:subject>{0}</dc:subject></item>".format(*told(payload))
        for payload in payloads
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>x</title></channel>{items}</rdf:RDF>'
    )


def atom_of(kind: str) -> Callable[[list[str]], str]:
    def made(payloads: list[str]) -> str:
        entries = "".join(
            "<entry><id>{1} {0}</id><title type='{3}'>{0}</title><link href={2}/><link rel='enclosure' href={2} type={2}/>"
            "<content type='{3}'>{0}</content><summary type='{3}'>{0}</summary><author><name>{0}</name><uri>{0}</uri>"
            "<email>{0}</email></author><category term={2} label={2}/><rights type='{3}'>{0}</rights></entry>".format(
                told(payload)[0], number, told(payload)[1], kind
            )
            for number, payload in enumerate(payloads)
        )
        head = told(payloads[0])[0]
        return (
            f"<feed xmlns='http://www.w3.org/2005/Atom'><title type='{kind}'>{head}</title>"
            f"<subtitle type='{kind}'>{head}</subtitle>{entries}</feed>"
        )

    return made


def xhtml_feed(payloads: list[str]) -> str:
    """What of a payload is well-formed, in place; the rest as a browser would have it."""
    entries = []
    for number, payload in enumerate(payloads):
        with warnings.catch_warnings(action="ignore", category=DataLossWarning):
            try:
                tree = html5lib.parseFragment(xml_legal(payload), treebuilder="lxml")
            except ValueError:  # characters that no XML can hold
                continue
        inner = "".join(
            etree.tostring(one, encoding="unicode") if not isinstance(one, str) else escape(one)
            for one in tree
        )
        div = f"<div xmlns='http://www.w3.org/1999/xhtml'>{inner}</div>"
        entries.append(
            f"<entry><id>x:{number}</id><title type='xhtml'>{div}</title><content type='xhtml'>{div}</content></entry>"
        )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title>{''.join(entries)}</feed>"


def json_feed(payloads: list[str]) -> str:
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": payloads[0],
            "home_page_url": payloads[0],
            "items": [
                {
                    "id": f"{number} {payload}",
                    "url": payload,
                    "external_url": payload,
                    "title": payload,
                    "content_html": payload,
                    "summary": payload,
                    "image": payload,
                    "authors": [{"name": payload, "url": payload}],
                    "tags": [payload],
                    "attachments": [{"url": payload, "mime_type": payload, "title": payload}],
                }
                for number, payload in enumerate(payloads)
            ],
        }
    )


FORMATS: dict[str, Callable[[list[str]], str]] = {
    "rss": rss_feed,
    "rdf": rdf_feed,
    "atom html": atom_of("html"),
    "atom text": atom_of("text"),
    "json": json_feed,
}
OWN = "<script>own()</script>"


def items_of(body: str) -> tuple[Item, ...]:
    document = Document(
        "https://feeds.example/feed", body.encode("utf-8", "replace"), "", Validators(), NOW
    )
    return read(document, source_id="s1").items


def published(items: tuple[Item, ...]) -> OutputFeed:
    card = SourceCard("s1", OWN, "https://feeds.example/feed", "https://feeds.example/")
    stored = [
        StoredItem(item, f"urn:uuid:00000000-0000-5000-8000-{number:012d}", NOW)
        for number, item in enumerate(items)
    ]
    entries = from_items(stored, {}, {"s1": card})
    address = Address("outputs", "desk")
    return assemble(address, entries, site="https://news.example", title=OWN, author=OWN, since=NOW)


def html_of_atom(body: bytes) -> Iterator[str]:
    for element in etree.fromstring(body).iter():
        if element.get("type") == "html" and element.text:
            yield element.text


def html_of_rss(body: bytes) -> Iterator[str]:
    """Whatever a reader may take for HTML: RSS does not say."""
    for element in etree.fromstring(body).iter("title", "description", CONTENT):
        yield element.text or ""


def html_of_json(body: bytes) -> Iterator[str]:
    for item in json.loads(body)["items"]:
        yield item.get("content_html", "")


def links_of(body: bytes) -> Iterator[str]:
    """Every address that a reader could open or load."""
    found = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    for entry in found.entries:
        yield from (link["href"] for link in entry.get("links", ()) if "href" in link)
        yield from (file["href"] for file in entry.get("enclosures", ()) if "href" in file)


@pytest.mark.parametrize("format_", [*FORMATS, "atom xhtml"])
def test_nothing_active_is_published(format_: str) -> None:
    made = xhtml_feed if format_ == "atom xhtml" else FORMATS[format_]
    payloads = [*PAYLOADS]
    items = items_of(made(payloads))
    assert len(items) > 0.8 * len(payloads)
    feed = published(items)
    for encoder, texts in (
        (AtomEncoder(), html_of_atom),
        (RssEncoder(), html_of_rss),
        (JsonFeedEncoder(), html_of_json),
    ):
        body = whole(encoder, feed)
        judged = [text for text in texts(body) if text]
        assert len(judged) > 0.6 * len(items)  # of some, nothing is left
        assert [(text, found) for text in judged if (found := active_parts(text))] == []
        if not isinstance(encoder, JsonFeedEncoder):
            assert [
                href for href in links_of(body) if not href.startswith(("http://", "https://"))
            ] == []


@pytest.mark.parametrize("format_", ["rss", "json"])
async def test_nothing_active_stands_on_a_page(format_: str) -> None:
    items = items_of(FORMATS[format_]([*PAYLOADS]))
    stored = [
        StoredItem(
            item,
            f"urn:uuid:00000000-0000-5000-8000-{number:012d}",
            NOW,
            story_id="y1",
            thread_id="t1",
        )
        for number, item in enumerate(items)
    ]
    shelf = Shelf(items=stored, sources=[overview("s1", OWN)])
    server = TestServer(make_app(desk_with(shelf)))
    async with TestClient(server, cookie_jar=DummyCookieJar()) as client:
        pages = ["/sources/s1", *(f"/items/{item.id}" for item in items)]
        for path in pages:
            answer = await client.get(path)
            assert answer.status == 200
            assert page_faults(await answer.text()) == [], path


def page_faults(text: str) -> list[str]:
    """What a page of ours must not hold: scripts, handlers, frames, and links that run."""
    found = []
    for element in html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False).iter():
        if element.tag in {"script", "iframe", "object", "embed", "base", "math", "style", "frame"}:
            found.append(element.tag)
        for name, value in element.attrib.items():
            runs = (
                name in ("href", "src", "action", "formaction") and ":" in value.partition("/")[0]
            )
            if str(name).startswith("on") or (runs and not value.startswith(("https:", "http:"))):
                found.append(f"{name}={value}")
    return found
