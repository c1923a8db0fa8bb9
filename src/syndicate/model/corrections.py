"""What people decided about threads, as it stands in corrections.yaml."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

CorrectionKind = Literal["merge", "apart", "split", "pin", "exclude", "rename"]


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision.

    `merge` and `apart` are about two threads, or two stories: `ids`. `split` takes `ids`, items and stories, out of
    `thread` into one of their own; `pin` holds one in `thread`, `exclude` out of it; `rename` gives `thread` a `title`.
    """

    kind: CorrectionKind
    ids: tuple[str, ...] = ()
    thread: str = ""
    title: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """What it is called: made of what it says, so a line that is moved or commented keeps its name."""
        told = replace(self, note="")
        pair = tuple(sorted(told.ids)) if told.kind in ("merge", "apart") else told.ids
        text = "\n".join((told.kind, told.thread, told.title, *pair))
        digest = hashlib.sha256(text.encode()).digest()
        return "c" + base64.b32encode(digest)[:8].decode().lower()


def groups(sets: Iterable[Collection[str]]) -> dict[str, frozenset[str]]:
    """Give, by each name in these sets, all that are one with it: sets with a name in common are one group."""
    found: dict[str, set[str]] = {}
    for names in sets:
        parts = [found.setdefault(name, {name}) for name in names]
        whole = max(parts, key=len, default=set())
        for part in parts:
            if part is not whole:
                whole |= part
                found.update(dict.fromkeys(part, whole))
    wholes = {id(whole): whole for whole in found.values()}.values()
    return {name: whole for whole in map(frozenset, wholes) for name in whole}
