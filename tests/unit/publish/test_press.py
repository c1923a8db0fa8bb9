"""What is verified of a feed, and that it is enough."""

from __future__ import annotations

import gzip
from datetime import timedelta
from xml.parsers import expat

import brotli
import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.model import Entry, Frame
from syndicate.protocols import Encoder
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.jsonfeed import JsonFeedEncoder
from syndicate.publish.press import CODINGS, pack, prepare, well_formed, write
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
        self.suffix, self.content_type, self.empty = real.suffix, real.content_type, real.empty
        self.frame = real.frame

    def entry(self, entry: Entry) -> bytes:
        return entry.title.encode()


def passes(text: str, encoder: Encoder) -> bool:
    try:
        write(entry(title=text), encoder)
    except (ValueError, expat.ExpatError):
        return False
    return True


@every_encoder
@settings(max_examples=400, deadline=None)
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
def test_every_frame_declares_what_the_empty_frame_declares(encoder: Encoder) -> None:
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
        assert declared(encoder.empty) <= declared(encoder.frame(full))


@every_encoder
def test_white_space_stands_between_entries_and_around_them(encoder: Encoder) -> None:
    frame = encoder.empty
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
