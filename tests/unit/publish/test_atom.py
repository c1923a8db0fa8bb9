from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from syndicate.model import Category, Entry, Link, OutputFeed
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.gate import line
from tests.unit.publish.samples import NOON, entry, feed, whole

A = "{http://www.w3.org/2005/Atom}"

FEEDS = [
    feed(),
    feed(entry(1), entry(2)),
    feed(
        entry(
            1,
            url=None,
            content_html="",
            summary="",
            authors=(),
            categories=(),
            links=(),
            source=None,
        )
    ),
    feed(entry(1, title="", language="x y"), subtitle="", language=None),
    feed(
        entry(
            1,
            categories=(Category("iraq", "urn:x-syndicate:topic", "Iraq"),),
            links=(
                Link("via", "https://xinhua.example/1", "text/html", "Xinhua"),
                Link("license", "https://creativecommons.org/licenses/by/4.0/"),
            ),
            image_url="https://a.example/a.png",
            rights="All of them",
        )
    ),
]


def element(made: Entry) -> etree._Element:
    (found,) = etree.fromstring(whole(AtomEncoder(), feed(made))).iterfind(f"{A}entry")
    return found


def test_a_link_keeps_its_relation_type_title_and_length() -> None:
    links = [dict(link.attrib) for link in element(entry(1)).iterfind(f"{A}link")]
    assert links == [
        {"rel": "alternate", "href": "https://xinhua.example/1?a=1&b=2"},
        {
            "rel": "enclosure",
            "href": "https://xinhua.example/a.mp3",
            "type": "audio/mpeg",
            "length": "1234",
        },
        {"rel": "related", "href": "https://copy.example/1", "title": "The Daily Copy"},
    ]


def test_the_source_stands_last_and_is_whole() -> None:
    last = element(entry(1))[-1]
    assert last.tag == f"{A}source"
    assert [str(child.tag).removeprefix(A) for child in last] == [
        "id",
        "title",
        "link",
        "link",
        "updated",
    ]
    assert [dict(link.attrib) for link in last.iterfind(f"{A}link")] == [
        {"rel": "self", "href": "https://xinhua.example/world.rss"},
        {"rel": "alternate", "href": "https://xinhua.example/"},
    ]
    assert last.findtext(f"{A}updated") == "2014-11-06T12:00:00Z"


def test_a_picture_stands_before_the_source() -> None:
    *_, picture, source = element(entry(1, image_url="https://a.example/a.png"))
    assert picture.tag == "{http://search.yahoo.com/mrss/}thumbnail"
    assert dict(picture.attrib) == {"url": "https://a.example/a.png"}
    assert source.tag == f"{A}source"


def test_an_entry_tells_its_own_language() -> None:
    assert (
        element(entry(1, language="ar")).get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    )


def test_the_feed_is_dated_by_its_entries_and_by_no_clock() -> None:
    root = etree.fromstring(whole(AtomEncoder(), feed(updated_at=NOON)))
    assert root.findtext(f"{A}updated") == "2014-11-06T12:00:00+00:00"
    assert [dict(link.attrib) for link in root.iterfind(f"{A}link")] == [
        {
            "href": "https://news.example.org/outputs/desk.atom",
            "rel": "self",
            "type": "application/atom+xml",
        },
        {"href": "https://news.example.org/outputs/desk", "rel": "alternate", "type": "text/html"},
    ]


@pytest.mark.parametrize("sample", FEEDS)
def test_every_feed_has_the_structure_of_rfc_4287(sample: OutputFeed) -> None:
    root = etree.fromstring(whole(AtomEncoder(), sample))
    assert root.tag == f"{A}feed"
    for name in ("id", "title", "updated", "author"):
        assert len(root.findall(A + name)) == 1
    ids = [found.text for found in root.iterfind(f"{A}entry/{A}id")]
    assert len(ids) == len(set(ids)) == len(sample.entries)
    for found in root.iterfind(f"{A}entry"):
        for name in ("id", "title", "updated", "published", "content"):
            assert len(found.findall(A + name)) == 1, name
            assert (found.findtext(A + name) or "").strip(), name
        assert len(found.findall(f"{A}link[@rel='alternate']")) <= 1
        assert all(link.get("href") and link.get("rel") for link in found.iterfind(f"{A}link"))
        assert found.find(f"{A}content").get("type") == "html"  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["{0}", "{} {1!r} {{", "}", '"<&>"', "\r", "Plain"])
def test_entries_of_one_shape_say_each_their_own(text: str) -> None:
    """What feedgen writes once for all has a number in braces wherever something stands: texts may have them, too."""
    names = tuple(f"{place} {text}." for place in "TSRANL")
    title, summary, rights, author, term, label = names
    found = element(
        entry(
            title=title,
            summary=summary,
            rights=rights,
            authors=(author, "Another"),
            content_html=f"<p>{text}</p>",
            categories=(Category(term, "urn:x:y", label), Category(f"{term}.")),
        )
    )
    said = {place: line(name) for place, name in zip("TSRANL", names, strict=True)}
    for name, place in (("title", "T"), ("summary", "S"), ("rights", "R")):
        assert found.findtext(A + name) == said[place]
    assert found.findtext(f"{A}content") == f"<p>{text}</p>"
    assert [each.text for each in found.iterfind(f"{A}author/*")] == [said["A"], "Another"]
    assert [dict(each.attrib) for each in found.iterfind(f"{A}category")] == [
        {"term": said["N"], "scheme": "urn:x:y", "label": said["L"]},
        {"term": f"{said['N']}."},
    ]


@pytest.fixture(scope="session")
def grammar(schemas: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(schemas / "atom.rng"))


@settings(max_examples=60)
@given(text=st.text(st.characters(exclude_categories=())))
def test_no_text_makes_a_feed_invalid(grammar: etree.RelaxNG, text: str) -> None:
    made = entry(id=text, title=text, url=text, content_html=text, authors=(text,), language=text)
    grammar.assertValid(etree.fromstring(whole(AtomEncoder(), feed(made, title=text, author=text))))
