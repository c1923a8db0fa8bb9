"""What is the same in every format: a feed is a join of entries that were written one by one. Pure."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Final

from syndicate.model import EPOCH, Entry, Frame, OutputFeed

_NOTHING: Final = OutputFeed(
    id="urn:x-syndicate:nothing",
    title="Nothing",
    subtitle="",
    self_url="https://example.org/nothing",
    html_url="https://example.org/nothing",
    updated_at=EPOCH,
    author="Nobody",
    entries=(),
)


def put(text: str, tag: str, frame: Frame) -> Frame:
    """Put a text into the first element of a name above the entries. What else stands there has its `<` escaped."""
    before, start, rest = frame.opening.partition(f"<{tag}>".encode())
    _, end, after = rest.partition(f"</{tag}>".encode())
    opening = b"".join((before, start, text.encode(), end, after))
    return Frame(opening, frame.separator, frame.closing)


class Joined:
    """The parts of a format."""

    suffix: str
    content_type: str
    # With what a feed begins to speak of itself, inside the tags that stand around it all.
    begins: bytes = b""

    def frame(self, feed: OutputFeed) -> Frame:
        """Write what stands around the entries."""
        raise NotImplementedError

    def dated(self, frame: Frame, updated_at: datetime) -> Frame:
        """Say another instant in a frame that was written."""
        raise NotImplementedError

    def entry(self, entry: Entry) -> bytes:
        """Write one entry."""
        raise NotImplementedError

    @cached_property
    def empty(self) -> Frame:
        """The tags around all that a feed says; every frame declares the prefixes that they declare."""
        frame = self.frame(_NOTHING)
        if not self.begins:
            return frame
        tags = frame.opening.partition(self.begins)[0]
        return Frame(tags + b"\n", frame.separator, frame.closing)
