"""Sketches as they were written at first, in JSON: still read, never written. Pure."""

import json
from typing import Any, Final

from syndicate.cluster.texts.fingerprint import Fingerprint
from syndicate.cluster.words import weights

BEGINS: Final = b"{"
_NOTES: Final = (2, 3)  # 2 had no sentence vector
_PROFILES: Final = (1,)


def note(sketch: bytes) -> dict[str, Any] | None:
    """Give the fields of an item's sketch; None where it is of another version."""
    text, _, tail = sketch.partition(b"\n")
    head = json.loads(text)
    if head.get("v") not in _NOTES:
        return None
    sense = head.get("n", 0)
    return {
        "source_id": head["o"], "title": head["t"], "at": head["a"], "link": head["k"],
        "agency": head["g"], "copy_of": head["c"], "length": head["l"], "vector": head["x"],
        "print": Fingerprint(head["w"], weights.read("I", tail[sense:])), "sense": tail[:sense],
    }  # fmt: skip


def profile(sketch: bytes) -> dict[str, Any] | None:
    """Give the fields of the sketch of a story or a thread; None where it is of another version."""
    text, _, sense = sketch.partition(b"\n")
    head = json.loads(text)
    if head.get("v") not in _PROFILES:
        return None
    return {
        "first": head["f"], "last": head["l"], "sum": head["s"], "recent": tuple(head["r"]),
        "lead": head["h"], "parts": head["p"], "sense": sense,
    }  # fmt: skip
