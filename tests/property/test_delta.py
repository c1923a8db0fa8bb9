"""Whatever a source does between two polls, a delta gives what a whole parse gives."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.errors import ParseError
from syndicate.model import Document, ParsedFeed, Validators
from syndicate.model.volatile import stable_hash
from syndicate.normalize import wire
from syndicate.normalize.document import read

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
NAMES = st.sampled_from(["a", "b", "c", "d|a", "a|d", ""])
TRICKS = st.sampled_from(
    [
        "",
        "<description><![CDATA[ </item><item> ]]></description>",
        "<!-- </item> -->",
        "<?x </item> ?>",
        "<description xml:base='/deep/'>&lt;a href='x'&gt;x&lt;/a&gt;</description>",
        "<x y='a>b'/>",
        "<category>&nbsp;&#8230;</category>",
        "<item><title>nested</title></item>",
        "<b>",
        "&undeclared;",
    ]
)


@st.composite
def items(draw: st.DrawFn) -> str:
    parts = [f"<title>{draw(NAMES)}</title>"]
    for tag, before in (("guid", ""), ("link", "https://g.example/")):
        value = draw(NAMES)
        parts += [f"<{tag}>{before}{escape(value)}</{tag}>"] if value else []
    return f"<item>{''.join(parts)}{draw(TRICKS)}</item>"


GAPS = st.sampled_from(["", "\n", "<!-- <item> -->", "words", "<image><url>x</url></image>"])
HEADS = st.sampled_from(["<title>G</title>", "<title>H</title>", "<link>https://g.example/</link>"])


@st.composite
def feeds(draw: st.DrawFn, pool: tuple[str, ...]) -> str:
    chosen = draw(st.lists(st.sampled_from(pool), max_size=6))
    gap = draw(GAPS) if draw(st.booleans()) else "\n"
    date = f"<lastBuildDate>{draw(st.integers(1, 3))}</lastBuildDate>"
    end = draw(st.sampled_from(["</channel></rss>"] * 5 + ["</channel>", ""]))
    return f"<rss version='2.0'><channel>{draw(HEADS)}{date}{gap.join(chosen)}{end}"


def parsed(body: str, marks: bytes | None = None) -> ParsedFeed | None:
    try:
        document = Document("https://g.example/feed", body.encode(), "", Validators(), NOW)
        return read(document, source_id="s1", marks=marks)
    except ParseError:
        return None


@settings(max_examples=300)
@given(st.data())
def test_delta_after_delta_gives_what_the_whole_gives(data: st.DataObject) -> None:
    pool = tuple(data.draw(st.lists(items(), min_size=1, max_size=6)))
    marks = None
    for _ in range(3):
        body = data.draw(feeds(pool))
        found, whole = parsed(body, marks), parsed(body)
        if found is None or whole is None:
            assert found is whole
            continue
        left = set(found.present)
        assert found.items == tuple(one for one in whole.items if one.keys[0] not in left)
        assert left <= {one.keys[0] for one in whole.items}
        assert replace(found, items=(), present=(), marks=None) == replace(
            whole, items=(), marks=None
        )
        marks = found.marks
        assert wire.decode(wire.encode(found), source_id="s1", now=NOW) == found


@given(st.data())
def test_bodies_of_one_hash_say_the_same(data: st.DataObject) -> None:
    pool = tuple(data.draw(st.lists(items(), min_size=1, max_size=2)))
    first, second = data.draw(feeds(pool)), data.draw(feeds(pool))
    if stable_hash(first.encode()) == stable_hash(second.encode()):
        one, other = parsed(first), parsed(second)
        assert (one and replace(one, marks=None)) == (other and replace(other, marks=None))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)), st.data())  # fmt: skip
def test_answer_of_a_wrong_form_is_refused_and_nothing_else(wrong: object, data: st.DataObject) -> None:  # fmt: skip
    body = "<rss><channel><item><guid>1</guid><title>x</title></item></channel></rss>"
    feed = parsed(body)
    assert feed is not None
    said = json.loads(wire.encode(feed))
    place = data.draw(st.sampled_from([said, said["items"][0]]))
    key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))  # fmt: skip
    place[key] = wrong
    try:
        found = wire.decode(json.dumps(said).encode(), source_id="s1", now=NOW)
    except ValueError:
        return
    assert wire.decode(wire.encode(found), source_id="s1", now=NOW).items[:0] == ()
    assert all(type(one.title) is str and one.keys for one in found.items)
