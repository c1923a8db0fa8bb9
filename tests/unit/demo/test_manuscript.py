"""The manuscript's grammar: fields, insertions, corrections, and the ids that follow from them."""

from datetime import UTC, datetime

import pytest

from syndicate.demo.articles import Article
from syndicate.demo.manuscript import parse_outlet, parse_wires

WIRES = parse_wires("# quake\nFirst.\n\nSecond\nline.\n\nThird.\n\n# vote\nOne.\n\nTwo.\n")
HEAD = """title: The Sample
home: http://sample.example/
format: {format}
language: en
encoding: utf-8
window: 5
about: A sample

"""


def article(rest: str, *, feed_format: str = "rss20") -> Article:
    text = HEAD.format(format=feed_format) + f"# 2014-11-02 08:15 | land/event\n{rest}"
    return parse_outlet("sample", text, WIRES).articles[0]


def test_wires_are_named_paragraphs() -> None:
    assert WIRES == {"quake": ("First.", "Second line.", "Third."), "vote": ("One.", "Two.")}


def test_an_article_has_its_moment_event_and_fields() -> None:
    found = article(
        "title: A: b\nauthor: X\ntags: One, Two\n\nText\ngoes on.\n\n<ul><li>x</li></ul>"
    )
    assert found.number == 1
    assert found.title == "A: b"
    assert found.published_at == datetime(2014, 11, 2, 8, 15, tzinfo=UTC)
    assert found.claimed_at == found.updated_at == found.published_at
    assert (found.event, found.thread) == ("land/event", "land")
    assert found.categories == ("One", "Two")
    assert found.html == "<p>Text goes on.</p>\n<ul><li>x</li></ul>"
    assert found.guid == "tag:sample.example,2014:1"
    assert found.revision is None


@pytest.mark.parametrize(
    ("body", "html", "wires"),
    [
        ("{wire vote}", "<p>One.</p>\n<p>Two.</p>", ("vote",)),
        ("{wire quake 1}\n\nOurs.", "<p>First.</p>\n<p>Ours.</p>", ("quake",)),
    ],
)
def test_a_wire_stands_where_it_is_named(body: str, html: str, wires: tuple[str, ...]) -> None:
    found = article(f"title: T\nauthor: X\ntags: One\n\n{body}\n")
    assert found.html == html
    assert found.wires == wires


def test_related_teasers_end_in_full_story_and_are_no_copy() -> None:
    found = article("title: T\nauthor: X\ntags: One\n\nText.\n\n{related quake vote}")
    assert found.html.count("Full story") == 2
    assert "Third." not in found.html
    assert found.wires == ()


def test_an_article_may_lack_id_or_date_or_state_a_wrong_one() -> None:
    head = "title: T\nauthor: X\ntags: One\n"
    assert article(f"{head}id: none\n\nx").guid is None
    assert article(f"{head}date: none\n\nx").claimed_at is None
    wrong = article(f"{head}dated: 2041-11-05T12:00:00+04:00\n\nx")
    assert wrong.claimed_at == datetime(2041, 11, 5, 8, tzinfo=UTC)
    assert wrong.published_at.year == 2014


def test_a_correction_replaces_the_text_from_its_moment_on() -> None:
    found = article(
        "title: T\nauthor: X\ntags: One\nrevised: 2014-11-03 10:00\n\nOld.\n\n~~~\n\nNew."
    )
    before = found.as_of(datetime(2014, 11, 3, 9, 59, tzinfo=UTC))
    after = found.as_of(datetime(2014, 11, 3, 10, tzinfo=UTC))
    assert before.html == "<p>Old.</p>"
    assert after.html == "<p>New.</p>"
    assert after.updated_at == datetime(2014, 11, 3, 10, tzinfo=UTC)
    assert after.guid == before.guid


def test_the_sign_for_a_backspace_becomes_one() -> None:
    assert article("title: T\nauthor: X\ntags: One\n\na\u2408b").html == "<p>a\bb</p>"


@pytest.mark.parametrize(
    ("feed_format", "guid"),
    [
        ("wordpress", "http://sample.example/?p=1007"),
        ("blogger", "tag:sample.example,1999:blog-4102014.post-41020140037"),
    ],
)
def test_ids_look_as_the_publishing_system_makes_them(feed_format: str, guid: str) -> None:
    found = article("title: T\nauthor: X\ntags: One\n\nx", feed_format=feed_format)
    assert found.guid == guid


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="sample: no such format: rss3"):
        parse_outlet("sample", HEAD.format(format="rss3"), WIRES)
