"""Item -> hashes that a copy of it, or the next of its series, would bear too. Pure."""

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache

from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.texts import fingerprint


def of(note: Note) -> list[int]:
    """All that an item is looked up by."""
    return [*passages(note), *names(note)]


def of_all(notes: Sequence[Note]) -> dict[str, list[int]]:
    """The same of many at once, by id."""
    marked = fingerprint.marks_of([note.print.words for note in notes])
    return {
        note.id: [*_salted(note.language, found), *names(note)]
        for note, found in zip(notes, marked, strict=True)
    }


def names(note: Note) -> list[int]:
    """What a copy would bear too: title, address, whole text; and what the next of a series would."""
    text = _text(note)
    link = f"link {note.link}" if note.link else ""
    hashes = _names(note.language, f"title {fingerprint.normal(note.title)}", link, text)
    following = series(note)
    return hashes if following is None else [*hashes, following]


@lru_cache(maxsize=16)  # asked for when copies are looked for, and again when the item is held
def _names(language: str, *told: str) -> list[int]:
    return [_of_language(language, fingerprint.hashed(name)) for name in told if name]


def text(note: Note) -> int | None:
    """What another item would bear that has the same text; None where there is none."""
    told = _text(note)
    return _of_language(note.language, fingerprint.hashed(told)) if told else None


def _text(note: Note) -> str:
    return f"text {note.print.whole}" if note.print.words else ""


def series(note: Note) -> int | None:
    """What the next of a series from the same source would bear; None for a title that is too short to tell."""
    told = fingerprint.series(note.title)
    if not told:
        return None
    return _series(note.language, f"series {note.source_id} {told}")


@lru_cache(maxsize=16)  # asked for three times, likewise
def _series(language: str, told: str) -> int:
    return _of_language(language, fingerprint.hashed(told))


def passages(note: Note) -> list[int]:
    """What a text that shares a passage with this one would bear, too."""
    return _passages(note.language, note.print.words.tobytes())


@lru_cache(maxsize=16)  # asked for when copies are looked for, and again when the item is held
def _passages(language: str, words: bytes) -> list[int]:
    return _salted(language, fingerprint.marks(fingerprint.shingles(array("I", words))))


def _salted(language: str, keys: Iterable[int]) -> list[int]:
    salt = _salt(language)
    return [key ^ salt for key in keys]


def _of_language(language: str, key: int) -> int:
    """Only what is of one language is compared: languages may be clustered apart, by different machines."""
    return key ^ _salt(language)


@lru_cache(maxsize=256)
def _salt(language: str) -> int:
    return fingerprint.hashed(f"language {language}")
