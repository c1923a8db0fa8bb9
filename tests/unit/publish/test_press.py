"""What is verified of a feed, and that it is enough."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import Any
from xml.parsers import expat

import brotli
import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.model import Departure, Entry, Frame, Link
from syndicate.protocols import Encoder
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.jsonfeed import JsonFeedEncoder
from syndicate.publish.press import CODINGS, Written, lay, pack, prepare, well_formed, write
from syndicate.publish.rss import RssEncoder
from tests.unit.publish.samples import NOON, entry, feed, whole

ENCODERS = [AtomEncoder(), RssEncoder(), JsonFeedEncoder()]
every_encoder = pytest.mark.parametrize("encoder", ENCODERS, ids=lambda encoder: encoder.suffix)

# What could open or close something that is not its own, and what is whole.
PIECES = st.sampled_from(
    ["<a>", "</a>", "<b/>", "<!--", "-->", "<![CDATA[", "]]>", "]]", ">", "<", "&", "&amp;", "<?p", "?>", '"', "'",
     " x=", "text", "</channel>", "<channel>", "</feed>", "<feed>", "</rss>", "<dc:x/>", "<no:x/>", "{", "}", "[",
     "]", ",", ":", "1", '"x"', "null", "\n", " "]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=6).map("".join)


class Saying:
    """An encoder whose entries are whatever it is told."""

    def __init__(self, real: Encoder) -> None:
        self.suffix, self.content_type, self.bare = real.suffix, real.content_type, real.bare
        self.frame, self.dated = real.frame, real.dated

    def entry(self, entry: Entry) -> bytes:
        return entry.title.encode()


def passes(text: str, encoder: Encoder) -> bool:
    try:
        write(entry(title=text), encoder)
    except (ValueError, expat.ExpatError):
        return False
    return True


@every_encoder
@settings(max_examples=400)
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_what_passes_alone_passes_in_any_company(encoder: Encoder, texts: list[str]) -> None:
    saying = Saying(encoder)
    passed = [text.encode() for text in texts if passes(text, saying)]
    frame = encoder.frame(feed(title="<&]]>", subtitle="--> ]]>"))
    well_formed(frame.around(passed), encoder.suffix)


@every_encoder
@pytest.mark.parametrize(
    "text", ["<a>", "<!-- ", "<![CDATA[", "</channel></rss>", "</feed><feed>", "{", "1,2", "]"]
)
def test_what_is_not_whole_does_not_pass(encoder: Encoder, text: str) -> None:
    if encoder.suffix == "json" or text not in ("{", "1,2", "]"):
        assert not passes(text, Saying(encoder))


@pytest.mark.parametrize("encoder", ENCODERS[:2], ids=["atom", "rss"])
def test_a_prefix_that_no_feed_declares_does_not_pass(encoder: Encoder) -> None:
    assert not passes("<unknown:x/>", Saying(encoder))


@every_encoder
def test_every_frame_declares_what_the_bare_frame_declares(encoder: Encoder) -> None:
    def declared(frame: Frame) -> set[tuple[str, str]]:
        found = set()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartNamespaceDeclHandler = lambda prefix, uri: found.add((prefix, uri))
        parser.Parse(frame.around(()), True)
        return found

    if encoder.suffix != "json":
        full = feed(
            entry(1), subtitle="x", language="en", rights="y", licence_url="https://l.example/"
        )
        assert declared(encoder.bare) <= declared(encoder.frame(full))


@every_encoder
def test_white_space_stands_between_entries_and_around_them(encoder: Encoder) -> None:
    frame = encoder.frame(feed())
    if encoder.suffix != "json":
        assert frame.separator.isspace()
        assert frame.opening[-1:].isspace()
        assert frame.closing[:1].isspace()
    else:
        assert frame.separator.strip() == b","


@every_encoder
def test_two_publications_have_one_tag_only_if_they_have_the_same_bytes(encoder: Encoder) -> None:
    feeds = [
        feed(), feed(entry(1)), feed(entry(2)), feed(entry(1), entry(2)), feed(entry(2), entry(1)),
        feed(entry(1), title="Another"), feed(entry(1, title="Another")), feed(entry(1), entry(1)),
        feed(entry(1), updated_at=NOON + timedelta(microseconds=5)), feed(entry(1), updated_at=NOON),
    ]  # fmt: skip
    found = [prepare(made, encoder) for made in feeds]
    assert len({each.body for each in found}) == len({each.etag for each in found})
    assert len({(each.body, each.etag) for each in found}) == len({each.etag for each in found})
    assert [each.body for each in found] == [whole(encoder, made) for made in feeds]


HEADS: list[dict[str, Any]] = [
    {}, {"title": "</updated> & <lastBuildDate>"}, {"subtitle": "<updated>"}, {"author": ""}, {"language": "de"},
    {"rights": "<lastBuildDate>"}, {"licence_url": "https://l.example/"}, {"categories": ("<updated>",)},
    {"links": (Link("related", "https://a.example/?a=<updated>", title="<updated>"),)}, {"is_archive": True},
    {"departed": (Departure("urn:x:<updated>", NOON),)}, {"hubs": ("https://hub.example/",)}, {"hubs": ()},
    {"pages": (Link("next", "https://a.example/b"),)}, {"self_url": "https://a.example/c"}, {"id": "urn:x:y"},
]  # fmt: skip


@every_encoder
def test_a_sheet_that_goes_on_from_another_says_what_a_new_one_says(encoder: Encoder) -> None:
    entries, sheet = [entry(number) for number in range(3)], None
    for number, head in enumerate(HEADS * 2):
        entries[number % 3] = entry(number % 3, title=f"Changed {number}")
        for minutes in (0, 7):
            made = feed(*entries, **head, updated_at=NOON + timedelta(minutes=number + minutes))
            sheet = lay(made, encoder, before=sheet)
            assert sheet == lay(made, encoder)
            assert prepare(made, encoder, sheet) == prepare(made, encoder)
            assert prepare(made, encoder, sheet).body == whole(encoder, made)


@every_encoder
def test_only_what_is_new_on_a_sheet_is_written_and_when_it_was_changed(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = tuple(entry(number) for number in range(4))
    before = lay(feed(*entries), encoder)
    asked: list[str] = []

    def writing(one: Entry, to: Encoder) -> Written | None:
        asked.append(one.title)
        return write(one, to)

    made = feed(entry(9, title="New"), *entries[:2], entry(2, title="Edited"))
    with monkeypatch.context() as patched:
        patched.setattr(type(encoder), "frame", None)  # the head is the same
        sheet = lay(made, encoder, writing, before)
    assert asked == ["New", "Edited"]
    assert prepare(made, encoder, sheet).body == whole(encoder, made)


@every_encoder
def test_of_entries_with_one_id_the_first_stands_in_a_feed(encoder: Encoder) -> None:
    twice = feed(entry(1), entry(2), entry(1, title="Again"))
    assert prepare(twice, encoder).body == prepare(feed(entry(1), entry(2)), encoder).body
    before = lay(feed(entry(2), twice.entries[2]), encoder)
    assert lay(twice, encoder, before=before) == lay(twice, encoder)


@every_encoder
def test_a_publication_is_dated_by_the_newest_change_to_the_second(encoder: Encoder) -> None:
    found = prepare(feed(entry(1), updated_at=NOON + timedelta(microseconds=5)), encoder)
    assert (found.updated_at, found.coding) == (NOON, "identity")


def test_every_coding_gives_the_same_bytes_again_and_loses_none() -> None:
    body = prepare(feed(*(entry(number) for number in range(50))), AtomEncoder()).body
    opened = {
        "identity": bytes,
        "gzip": gzip.decompress,
        "br": brotli.decompress,
        "zstd": zstd.decompress,
    }
    assert set(CODINGS) == set(opened)
    for coding in CODINGS:
        packed = pack(body, coding)
        assert packed == pack(body, coding)
        assert opened[coding](packed) == body
        assert coding == "identity" or len(packed) < len(body) / 4
