"""What the clusterer remembers of an item, a story, a thread <-> bytes, exactly. Pure.

First numbers of a known width, then weights, then texts: a start reads hundreds of thousands of them.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from struct import Struct
from typing import Any, Final, NamedTuple

from syndicate.cluster.remembered import earlier
from syndicate.cluster.texts.fingerprint import Fingerprint
from syndicate.cluster.words import lexicon, products, weights
from syndicate.cluster.words.lexicon import Packed
from syndicate.cluster.words.vectors import Vector

# A sketch of another form is not read: what it described is kept, and joined no more.
NOTE_FORM: Final = 4
PROFILE_FORM: Final = 2
# The form; of an item: when, the hash of its text, its length, how many words, terms, bytes of a sentence vector,
# and bytes of each of its five texts.
_NOTE: Final = Struct("<BqQIHIH5I")
# Of a story or thread: from when to when, how many members, terms, recent members, and bytes of its sentence vector.
_PROFILE: Final = Struct("<BqqIHHH")
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

    @property
    def size(self) -> float:
        """Length of the sum, or 1 where it is empty."""
        held = self.sum
        return (held.size if isinstance(held, Packed) else products.size(held)) or 1.0


class Spelled(NamedTuple):
    """A vector as a sketch has it: its weights as they are packed, and its words, one in a line."""

    weights: bytes
    words: bytes


def write_note(note: Note) -> bytes:
    """Write an item's sketch."""
    told = (note.source_id, note.title, note.link, note.agency, note.copy_of or "")
    texts = [text.encode() for text in told]
    head = _NOTE.pack(
        NOTE_FORM, note.at, note.print.whole, note.length, len(note.print.words),
        len(note.vector), len(note.sense), *map(len, texts),
    )  # fmt: skip
    words = weights.little(note.print.words)
    return b"".join((head, note.sense, words, *texts, lexicon.written(note.vector)))


def read_note(item_id: str, language: str, sketch: bytes) -> Note | None:
    """Read an item's sketch; None where it is of another form."""
    told = told_of_note(sketch)
    if told is None:
        return None
    return Note(id=item_id, language=language, **told | {"vector": _plain(told["vector"])})


def told_of_note(sketch: bytes) -> dict[str, Any] | None:
    """Read the fields of an item's sketch, its vector as it is spelled."""
    if sketch.startswith(earlier.BEGINS):
        return earlier.note(sketch)
    if sketch[:1] != bytes([NOTE_FORM]):
        return None
    _, at, whole, long, words, terms, sense, *sizes = _NOTE.unpack_from(sketch)
    place = _NOTE.size + sense + 4 * words
    texts = []
    for size in sizes:
        texts.append(sketch[place : place + size].decode())
        place += size
    source_id, title, link, agency, copy_of = texts
    numbers = weights.read("I", sketch[_NOTE.size + sense : _NOTE.size + sense + 4 * words])
    return {
        "source_id": source_id, "title": title, "at": at, "link": link, "agency": agency,
        "copy_of": copy_of or None, "length": long, "vector": _spelled(sketch[place:], terms),
        "print": Fingerprint(whole, numbers), "sense": sketch[_NOTE.size : _NOTE.size + sense],
    }  # fmt: skip


def write_profile(profile: Profile) -> bytes:
    """Write the sketch of a story or a thread."""
    head = _PROFILE.pack(
        PROFILE_FORM, profile.first, profile.last, profile.parts, len(profile.sum),
        len(profile.recent), len(profile.sense),
    )  # fmt: skip
    ids = "\n".join((profile.lead, *profile.recent, "")).encode()
    return b"".join((head, profile.sense, ids, lexicon.written(profile.sum)))


def read_profile(sketch: bytes) -> Profile | None:
    """Read the sketch of a story or a thread, likewise."""
    told = told_of_profile(sketch)
    return None if told is None else Profile(**told | {"sum": _plain(told["sum"])})


def told_of_profile(sketch: bytes) -> dict[str, Any] | None:
    """Read the fields of the sketch of a story or a thread, its sum as it is spelled."""
    if sketch.startswith(earlier.BEGINS):
        return earlier.profile(sketch)
    if sketch[:1] != bytes([PROFILE_FORM]):
        return None
    _, first, last, parts, terms, recent, sense = _PROFILE.unpack_from(sketch)
    rest = sketch[_PROFILE.size + sense :].split(b"\n", recent + 1)
    lead, *ids = [one.decode() for one in rest[:-1]]
    return {
        "first": first, "last": last, "sum": _spelled(rest[-1], terms), "recent": tuple(ids),
        "lead": lead, "parts": parts, "sense": sketch[_PROFILE.size : _PROFILE.size + sense],
    }  # fmt: skip


def lead(sketch: bytes) -> str:
    """Read of the sketch of a story or a thread alone whose title it bears; nothing where it cannot be read."""
    told = told_of_profile(sketch)
    return "" if told is None else str(told["lead"])


def _spelled(packed: bytes, count: int) -> Spelled | Vector:
    if not count:
        return {}
    size = 1 + count * weights.WIDTHS[chr(packed[0])]
    return Spelled(packed[:size], packed[size:])


def _plain(told: Spelled | Vector) -> Vector:
    if not isinstance(told, Spelled):
        return told
    words = told.words.decode().split("\n")
    return dict(zip(words, weights.unpack(told.weights, len(words))[0], strict=True))


def seconds(at: datetime) -> int:
    """An instant in whole seconds."""
    return int(at.astimezone(UTC).timestamp())
