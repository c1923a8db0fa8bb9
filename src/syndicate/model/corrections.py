"""What people decided about threads, as it stands in corrections.yaml."""

from __future__ import annotations

import base64
import hashlib
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
