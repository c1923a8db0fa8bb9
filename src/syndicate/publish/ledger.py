"""What was known of a thread or an output at an instant, as lines of JSON that anybody can check. Pure.

Each line is canonical JSON (keys sorted, no spaces, UTF-8) and carries the SHA-256 of itself without that hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from syndicate.model import PastEvent, StoredItem
from syndicate.publish.edits import Version
from syndicate.publish.gate import legal
from syndicate.publish.instants import exact


class Said(Version, Protocol):
    """What an item said for a time, whole."""

    @property
    def began_at(self) -> datetime:
        """When we first saw it say so."""
        ...

    @property
    def summary(self) -> str:
        """The summary of that time."""
        ...

    @property
    def content_html(self) -> str:
        """The text of that time with its markup."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stood."""

    story_id: str | None
    thread_id: str | None


def line(record: Mapping[str, object]) -> bytes:
    """Write a record as a line, with its hash."""
    digest = hashlib.sha256(_canonical(record)).hexdigest()
    return _canonical({**record, "sha256": digest}) + b"\n"


def told(
    stored: StoredItem, versions: Sequence[Said], place: Place, as_of: datetime
) -> dict[str, object]:
    """Tell an item as it was at an instant, and which texts it had had before."""
    item = stored.item
    past = [one for one in versions if one.ended_at <= as_of]
    now = next((one for one in versions if one.began_at <= as_of < one.ended_at), None)
    is_current = now is None and (not versions or stored.changed_at <= as_of)
    # Of an item with very many edits some in the middle are not kept: then the last one that is known.
    text = now or (item if is_current or not past else past.pop())
    began_at = now.began_at if now else (stored.changed_at if versions else item.seen_at)
    return {
        "type": "item",
        "id": item.id,
        "entry_id": stored.entry_id,
        "source": item.source_id,
        "url": item.url,
        "seen_at": exact(item.seen_at),
        "published_at": exact(item.published_at),
        "story": place.story_id,
        "thread": place.thread_id,
        "began_at": exact(began_at),
        "is_exact": now is not None or is_current,
        "title": text.title,
        "summary": text.summary,
        "text": text.text,
        "content_html": text.content_html,
        "before": [
            {
                "began_at": exact(one.began_at),
                "ended_at": exact(one.ended_at),
                "title": one.title,
                "text_sha256": hashlib.sha256(_bytes(one.text)).hexdigest(),
            }
            for one in past
        ],
    }


def places(
    now: Mapping[str, Place], events: Iterable[PastEvent], as_of: datetime
) -> dict[str, Place]:
    """Go back from where items stand now to where they stood, through all that was done and taken back since."""
    story_of = {item_id: place.story_id for item_id, place in now.items()}
    thread_of = {place.story_id: place.thread_id for place in now.values()}
    changes = [(past.at, True, past) for past in events if past.at > as_of]
    changes += [
        (past.undone_at, False, past)
        for past in events
        if past.undone_at and past.undone_at > as_of
    ]
    for _, was_done, past in sorted(changes, key=lambda each: (each[0], each[2].id), reverse=True):
        event = past.event
        if event.kind not in {"merge", "split", "move"}:
            continue
        there = event.from_id if was_done else event.into_id
        if there[:1] == "t":
            thread_of.update(dict.fromkeys(event.moved, there))
            continue
        story_of.update({one: there for one in event.moved if one in story_of})
        if was_done:
            thread_of[there] = event.thread_id or thread_of.get(event.into_id)
    return {item_id: Place(story, thread_of.get(story)) for item_id, story in story_of.items()}


def _canonical(record: Mapping[str, object]) -> bytes:
    return _bytes(json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _bytes(text: str) -> bytes:
    return legal(text).encode()
