"""What may be left out of a document, and when all of it is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from syndicate.model import Document, ParsedFeed, Validators
from syndicate.normalize.document import read
from syndicate.normalize.formats import marking

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
URL = "https://g.example/feed"


def parsed(body: str, marks: bytes | None = None, **more: object) -> ParsedFeed:
    document = Document(URL, body.encode(), "", Validators(), NOW, **more)  # type: ignore[arg-type]
    return read(document, source_id="s1", marks=marks)


def item(name: str, *, guid: str | None = "", link: str | None = "", more: str = "") -> str:
    given = "" if guid is None else f"<guid>{guid or name}</guid>"
    given += "" if link is None else f"<link>https://g.example/{link or name}</link>"
    return f"<item><title>{name}</title>{given}{more}</item>"


def rss(*items: str, head: str = "<title>G</title>", tail: str = "") -> str:
    body = "\n".join((head, *items, tail))
    return f"<rss version='2.0'><channel>{body}</channel></rss>"


A, B, C = map(item, "ABC")
LAST = rss(A, B)


def names(feed: ParsedFeed) -> tuple[list[str], list[str]]:
    return [one.title for one in feed.items], [key.removeprefix("guid:") for key in feed.present]


def after(last: str, now: str) -> tuple[list[str], list[str]]:
    """Titles that were parsed, and keys of what was left out."""
    return names(parsed(now, parsed(last).marks))


def test_what_is_known_word_for_word_is_left_out() -> None:
    assert after(LAST, rss(C, A, B)) == (["C"], ["A", "B"])
    assert after(LAST, rss(B, C)) == (["C"], ["B"])
    assert after(LAST, LAST) == ([], ["A", "B"])
    assert after(LAST, rss(A, item("B", more="<category>x</category>"))) == (["B"], ["A"])


def test_what_the_feed_says_of_itself_is_told_without_any_item() -> None:
    head = "<title>G</title><link>https://g.example/</link><language>en</language><ttl>90</ttl>"
    whole = parsed(rss(A, head=head))
    again = parsed(rss(A, head=head), whole.marks)
    assert again.items == ()
    assert (again.title, again.site_url, again.language) == ("G", "https://g.example/", "en")
    assert again.hints.ttl == timedelta(minutes=90)


def test_marks_of_a_delta_are_those_of_the_whole_document() -> None:
    marks = parsed(LAST).marks
    third = rss(C, A, B)
    assert after(third, third) == ([], ["C", "A", "B"])
    known = parsed(third, marks).marks
    assert names(parsed(third, known)) == ([], ["C", "A", "B"])
    assert names(parsed(LAST, known)) == ([], ["A", "B"])


def test_dates_of_the_feed_and_comments_outside_of_items_change_nothing() -> None:
    head = "<title>G</title><lastBuildDate>Mon, 02 Mar 2026 08:00:00 GMT</lastBuildDate>"
    assert after(LAST, rss(A, B, head=head, tail="<!-- made in 7 ms -->")) == ([], ["A", "B"])


WHOLE = {
    "another title": rss(A, B, head="<title>H</title>"),
    "another base": LAST.replace("<rss ", "<rss xml:base='https://h.example/' "),
    "another language": LAST.replace("<rss ", "<rss xml:lang='de' "),
    "another link of the site": rss(A, B, head="<title>G</title><link>https://h.example/</link>"),
    "something behind the items": rss(A, B, tail="<link>https://h.example/</link>"),
    "words between the items": rss(A, "and", B),
    "an item without identity": rss(A, B, item("C", guid=None, link=None)),
    "a GUID of a known item": rss(A, B, item("C", guid="A")),
    "a link of a known item": rss(A, B, item("C", link="A")),
    "an item twice": rss(A, A, B),
    "an item within another": rss(A, B, item("C", more=item("D"))),
    "an empty item": rss(A, B, "<item/>"),
    "ill-formed": rss(A, B, item("C", more="<b>")),
    "ill-formed where it is volatile": rss(A, B, head="<title>G</title><generator>A & B</generator>"),
    "ill-formed comment": rss(A, B, tail="<!-- a -- b -->"),
    "cut off": LAST.removesuffix("</channel></rss>"),
    "tags that do not fit": rss(A, B, C.replace("</item>", "</entry>")),
    "a tag in an attribute": rss(A, B, item("C", more="<x y='</item>'/>")),
    "items in a comment that never ends": rss(A, "<!--", B),
}  # fmt: skip


@pytest.mark.parametrize("case", WHOLE)
def test_document_that_does_not_qualify_is_read_as_a_whole(case: str) -> None:
    whole = parsed(WHOLE[case])
    found = parsed(WHOLE[case], parsed(LAST).marks)
    assert found.present == ()
    assert found == whole


def test_items_that_inherit_a_namespace_keep_it() -> None:
    media = "<media:thumbnail url='https://g.example/%s.png'/>"
    root = (
        "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel>%s</channel></rss>"
    )
    first, second = (item(name, more=media % name) for name in "AB")
    marks = parsed(root % first).marks
    found = parsed(root % (first + second), marks)
    assert names(found) == (["B"], ["A"])
    assert found.items[0].image_url == "https://g.example/B.png"


@pytest.mark.parametrize(
    "body",
    [
        "<![CDATA[ </item><item> ]]>",
        "<!-- </item> -->",
        "<?php </item> ?>",
    ],
)
def test_tags_where_none_can_be_do_not_end_an_item(body: str) -> None:
    tricky = item("T", more=f"<description>{body}</description>")
    assert after(rss(tricky, A), rss(B, tricky, A)) == (["B"], ["T", "A"])


def test_items_that_share_a_name_are_always_read() -> None:
    twins = [item("X", guid="same", link="x"), item("Y", guid="same", link="y")]
    read_again, left_out = after(rss(*twins, A), rss(*twins, A, B))
    assert (read_again, left_out) == (["X", "Y", "B"], ["A"])
    neighbours = [item("X", link="home"), item("Y", link="home")]
    assert after(rss(*neighbours, A), rss(*neighbours, A)) == (["X", "Y"], ["A"])


def test_atom_and_rdf_qualify() -> None:
    atom = "<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id><updated>2026-03-0%dT00:00:00Z</updated>%s</feed>"
    entries = [f"<entry><id>urn:{one}</id><title>{one}</title></entry>" for one in "AB"]
    assert after(atom % (1, entries[0]), atom % (2, "".join(entries))) == (["B"], ["urn:A"])
    rdf = (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        "<channel><title>G</title><items><rdf:Seq>%s</rdf:Seq></items></channel>%s</rdf:RDF>"
    )
    listed = "<rdf:li resource='%s'/>"
    rows = [
        f"<item rdf:about='https://g.example/{one}'><title>{one}</title></item>" for one in "AB"
    ]
    found = after(rdf % (listed % "A", rows[0]), rdf % (listed % "B", "".join(rows)))
    assert found == (["B"], ["https://g.example/A"])


def test_document_that_did_not_arrive_as_a_whole_leaves_no_marks() -> None:
    assert parsed(LAST, complete=False).marks is None
    assert parsed(LAST.removesuffix("</channel></rss>")).marks is None
    assert names(parsed(LAST, parsed(LAST).marks, complete=False)) == (["A", "B"], [])


def test_marks_are_small_and_none_for_too_many_items() -> None:
    long = "https://g.example/a/fairly/long/address/of/an/article-"
    body = rss(*(item(f"n{at}", guid=f"{long}{at * 7919}", link=f"l{at}") for at in range(100)))
    marks = parsed(body).marks
    assert marks is not None
    assert len(marks) < 150 * 100
    many = [marking.Mark(b"12345678", "guid:x", b"")] * (marking.MOST + 1)
    assert marking.pack(b"f" * 16, b"", many) is None


def test_marks_that_are_garbled_or_of_another_version_are_as_good_as_none() -> None:
    marks = parsed(LAST).marks
    assert marks is not None
    garbled = [b"", b"x", marks[:-1], marks[1:], b"syn0" + marks[4:], marks + b"x"]
    garbled += [marks[:at] + bytes((marks[at] ^ 1,)) + marks[at + 1 :] for at in range(len(marks))]
    for one in garbled:
        assert marking.unpack(one) is None
        assert parsed(LAST, one) == parsed(LAST)


def test_marks_in_which_another_version_told_of_the_feed_are_as_good_as_none() -> None:
    last = marking.unpack(parsed(LAST).marks)
    assert last is not None
    for told in (b"", b"{}", last.feed.replace(b'"feed_id"', b'"name"')):
        marks = marking.pack(last.frame, told, last.items)
        assert parsed(LAST, marks) == parsed(LAST)


def test_marks_come_back_as_they_were_packed() -> None:
    marks = (
        marking.Mark(b"12345678", "guid:ü", b"abcdefgh"),
        marking.Mark(b"87654321", "url:x", b""),
    )
    packed = marking.pack(b"f" * 16, b"feed", (*marks, marking.Mark(b"11111111", "g" * 300, b"")))
    assert marking.unpack(packed) == marking.Marks(b"f" * 16, b"feed", marks)
