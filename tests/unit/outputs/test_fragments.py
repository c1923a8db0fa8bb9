from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest

from syndicate.model import Entry
from syndicate.outputs.fragments import Fault, Fragments
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.jsonfeed import JsonFeedEncoder
from syndicate.publish.press import Written, lay, prepare
from syndicate.publish.rss import RssEncoder
from tests.unit.publish.samples import entry, feed, whole

Kind = type[AtomEncoder] | type[RssEncoder] | type[JsonFeedEncoder]
ENCODERS: list[Kind] = [AtomEncoder, RssEncoder, JsonFeedEncoder]
every_format = pytest.mark.parametrize("kind", ENCODERS, ids=lambda kind: kind.suffix)


def counting(kind: Kind, broken: Sequence[str] = ()) -> tuple[AtomEncoder, list[str]]:
    """An encoder that notes what it writes, and has a fault with some entries."""
    written: list[str] = []

    class Counting(kind):  # type: ignore[misc, valid-type]
        def entry(self, entry: Entry) -> bytes:
            written.append(entry.title)
            whole: bytes = super().entry(entry)
            return whole[:-1] if entry.title in broken else whole

    return Counting(), written


@every_format
def test_a_change_of_one_entry_writes_one_entry(kind: Kind) -> None:
    fragments, (encoder, written) = Fragments(), counting(kind)
    faults: list[Fault] = []

    def write(one: Entry, to: object) -> Written | None:
        assert to is encoder
        return fragments.written(one, encoder, faults)

    entries = [entry(number) for number in range(100)]
    first = prepare(feed(*entries), encoder, lay(feed(*entries), encoder, write))
    assert len(written) == 100
    written.clear()
    same = feed(*[entry(number) for number in range(100)])
    assert prepare(same, encoder, lay(same, encoder, write)) == first
    assert written == []
    entries[40] = entry(40, title="Another title")
    again = prepare(feed(*entries), encoder, lay(feed(*entries), encoder, write))
    assert written == ["Another title"]
    assert again.body == whole(encoder, feed(*entries))
    assert faults == []


@every_format
def test_an_entry_that_cannot_stand_in_a_feed_is_told_once_and_left_out(kind: Kind) -> None:
    fragments, (encoder, written) = Fragments(), counting(kind, broken=["bad"])
    for told in (1, 0):
        faults: list[Fault] = []
        made = feed(entry(1, title="bad"), entry(2, title="good"))
        sheet = lay(made, encoder, partial(fragments.written, faults=faults))
        found = prepare(made, encoder, sheet)
        assert found.body == whole(kind(), feed(entry(2, title="good")))
        assert [fault.entry_id for fault in faults] == [entry(1).id] * told
    assert written == ["bad", "good"]


def test_formats_do_not_share_what_was_written() -> None:
    fragments = Fragments()
    written = [fragments.written(entry(1), kind(), []) for kind in ENCODERS]
    assert len({each.text for each in written if each}) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"title": "x"},
        {"content_html": "x"},
        {"categories": ()},
        {"links": ()},
        {"source": None},
        {"rights": "x"},
    ],
    ids=str,
)
def test_an_entry_of_which_anything_changed_is_written_anew(change: dict[str, Any]) -> None:
    fragments, (encoder, written) = Fragments(), counting(AtomEncoder)
    for changed in ({}, change, {}):
        found = fragments.written(entry(1, **changed), encoder, [])
        assert found
        assert found.text == AtomEncoder().entry(entry(1, **changed))
    assert len(written) >= 2


def test_no_more_is_kept_than_there_is_room_for() -> None:
    fragments, (encoder, written) = Fragments(limit_bytes=1), counting(RssEncoder)
    for _ in range(2):
        for number in (1, 2):
            assert fragments.written(entry(number), encoder, [])
    assert len(written) == 4
