"""What the clusterer remembers of an item, a story, a thread <-> bytes, exactly. Pure."""

import json
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from sys import byteorder
from typing import Any

from syndicate.cluster.fingerprint import Fingerprint
from syndicate.cluster.vectors import length

# A sketch of another version is not read: what it described is kept, and joined no more.
VERSION = 1
NOTE_VERSION = 3
_NOTE_BEFORE = 2  # the same without a sentence vector: still read
_NOTHING = Fingerprint(0, array("I"))


@dataclass(frozen=True, slots=True)
class Note:
    """An item as remembered, frozen when it came. `at` is the time it speaks of, in seconds."""

    id: str
    source_id: str
    title: str
    at: int
    link: str
    agency: str
    copy_of: str | None = None
    length: int = 0
    vector: Mapping[str, float] = field(default_factory=dict)
    print: Fingerprint = _NOTHING
    language: str = ""
    sense: bytes = b""  # the direction of its sentence vector (senses.steps), or nothing


@dataclass(frozen=True, slots=True)
class Profile:
    """A story or a thread as remembered. `sum` adds up its members' vectors, the strongest terms only."""

    first: int
    last: int
    sum: Mapping[str, float]
    recent: tuple[str, ...]  # ids of the newest members that are no copies
    lead: str  # id of the member whose title it bears
    parts: int = 1  # members that are no copies
    sense: bytes = b""  # sum of its members' directions, or nothing
    size: float = field(init=False)  # length of the sum, or 1 where it is empty

    def __post_init__(self) -> None:
        """Measure once: it is asked for with every comparison."""
        object.__setattr__(self, "size", length(self.sum) or 1.0)


def write_note(note: Note) -> bytes:
    """Write an item's sketch."""
    head = {
        "a": note.at, "c": note.copy_of, "g": note.agency, "k": note.link, "l": note.length,
        "n": len(note.sense), "o": note.source_id, "t": note.title, "v": NOTE_VERSION,
        "w": note.print.whole, "x": dict(note.vector),
    }  # fmt: skip
    words = note.print.words
    if byteorder == "big":
        words = words[:]
        words.byteswap()
    return _pack(head) + b"\n" + note.sense + words.tobytes()


def read_note(item_id: str, language: str, sketch: bytes) -> Note | None:
    """Read an item's sketch; None where it is of another version."""
    text, _, tail = sketch.partition(b"\n")
    head = _unpack(text, NOTE_VERSION, _NOTE_BEFORE)
    if head is None:
        return None
    sense = head.get("n", 0)
    words = array("I", tail[sense:])
    if byteorder == "big":
        words.byteswap()
    return Note(
        id=item_id, source_id=head["o"], title=head["t"], at=head["a"], link=head["k"],
        agency=head["g"], copy_of=head["c"], length=head["l"],
        vector=head["x"],
        print=Fingerprint(head["w"], words), language=language, sense=tail[:sense],
    )  # fmt: skip


def write_profile(profile: Profile) -> bytes:
    """Write the sketch of a story or a thread."""
    head = {
        "f": profile.first, "l": profile.last, "s": dict(sorted(profile.sum.items())),
        "r": profile.recent, "h": profile.lead, "p": profile.parts, "v": VERSION,
    }  # fmt: skip
    return _pack(head) + (b"\n" + profile.sense if profile.sense else b"")


def read_profile(sketch: bytes) -> Profile | None:
    """Read the sketch of a story or a thread; None where it is of another version."""
    text, _, sense = sketch.partition(b"\n")
    told = _unpack(text, VERSION)
    if told is None:
        return None
    return Profile(
        told["f"], told["l"], told["s"], tuple(told["r"]), told["h"], told["p"], sense
    )  # fmt: skip


def seconds(at: datetime) -> int:
    """An instant in whole seconds."""
    return int(at.astimezone(UTC).timestamp())


def _pack(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _unpack(sketch: bytes, *versions: int) -> dict[str, Any] | None:
    if not sketch:
        return None
    told: dict[str, Any] = json.loads(sketch)
    return told if told.get("v") in versions else None
