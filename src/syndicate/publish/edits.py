"""What an item said before, and says now -> what changed, and whether it says that it was wrong. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal, Protocol

Amends = Literal["correction", "retraction"]
_CONTEXT = 8  # words that stay the same, before and after a change
_WORDS = 2000  # of each text: the time may grow with their product
_EDITS = 20  # the newest

# At the head of a headline or of a line. Elsewhere such words tell of others' mistakes.
_CORRECTION = re.compile(
    r"(?im)^\W{0,3}(?:(?:correction|corrected|clarification|corrections? (?:and|&) clarifications?|editor['’]s note"
    r"|korrektur|richtigstellung|korrigiert|correctif|rectificatif|rectification|corrigé|corrección|corregido"
    r"|rectificación|fe de erratas|correzione|rettifica|correção|corrigido|rectificatie|rättelse|rettelse"
    r"|исправление|исправлено|уточнение|更正|訂正|تصحيح)\s*(?:[:：–—(\[|]|-\s|\s\d|\)|\]|$)"
    r"|an? (?:earlier|previous) version of this (?:article|story|report|post|headline|piece)\b"
    r"|this (?:article|story|report|post|piece|headline) (?:has been|was) (?:amended|corrected|updated to correct)\b"
    r"|in einer früheren version (?:dieses|des) (?:artikels|berichts|textes)\b"
    r"|une version (?:antérieure|précédente) de cet article\b"
    r"|una versión anterior de est[ea] (?:artículo|noticia|nota)\b)"
)
_RETRACTION = re.compile(
    r"(?im)^\W{0,3}(?:(?:retraction|retracted|withdrawn|(?:story|report|article) (?:retracted|withdrawn)"
    r"|zurückgezogen|rétractation|retiré|retractación|retirado|ritrattazione|опровержение|отозвано|撤稿|撤回)\s*(?:[:：–—(\[|]|-\s|\)|\]|$)"
    r"|this (?:article|story|report|post|paper|piece) (?:has been|was|is) (?:retracted|withdrawn)\b)"
)


class Version(Protocol):
    """What an item said until it was edited."""

    @property
    def title(self) -> str:
        """The headline of that time."""
        ...

    @property
    def text(self) -> str:
        """The words of that time."""
        ...

    @property
    def ended_at(self) -> datetime:
        """When we saw that it was edited."""
        ...


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words: those that stayed, came or went. `cut` are words left out, as nothing changed in them."""

    kind: Literal["same", "new", "old", "cut"]
    words: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: when we saw it, what it changed, and whether it owns to a mistake."""

    at: datetime
    title: tuple[Passage, ...]
    text: tuple[Passage, ...]
    amends: Amends | None = None


def history(versions: Sequence[Version], title: str, text: str) -> tuple[Edit, ...]:
    """Tell the edits from the versions before (oldest first) and what stands now; the newest edit first."""
    return tuple(_history(versions[-_EDITS:], title, text))[::-1]


def _history(versions: Sequence[Version], title: str, text: str) -> Iterator[Edit]:
    states = [*((version.title, version.text) for version in versions), (title, text)]
    for before, (after_title, after_text) in zip(versions, states[1:], strict=True):
        was = amends(before.title, before.text)
        now = amends(after_title, after_text)
        yield Edit(
            at=before.ended_at,
            title=compare(before.title, after_title) if before.title != after_title else (),
            text=compare(before.text, after_text),
            amends=now if now != was else None,
        )


def amends(title: str, text: str) -> Amends | None:
    """Whether an item says of itself that it corrects or takes back what was reported."""
    said = f"{title}\n{text}"
    if _RETRACTION.search(said):
        return "retraction"
    return "correction" if _CORRECTION.search(said) else None


def compare(old: str, new: str) -> tuple[Passage, ...]:
    """Tell two texts apart by words (Ratcliff and Obershelp); long stretches without change are cut."""
    before, after = old.split()[:_WORDS], new.split()[:_WORDS]
    steps = SequenceMatcher(None, before, after).get_opcodes()
    if all(tag == "equal" for tag, *_ in steps):
        return ()
    found: list[Passage] = []
    for number, (tag, start, end, other_start, other_end) in enumerate(steps):
        if tag == "equal":
            is_first, is_last = number == 0, number == len(steps) - 1
            found += _around(before[start:end], before=not is_first, after=not is_last)
            continue
        if start < end:
            found.append(Passage("old", " ".join(before[start:end])))
        if other_start < other_end:
            found.append(Passage("new", " ".join(after[other_start:other_end])))
    return tuple(found)


def _around(words: Sequence[str], *, before: bool, after: bool) -> Iterator[Passage]:
    """Words without change: those near to one; whether a change stands before or after them."""
    head = words[: _CONTEXT if before else 0]
    rest = words[len(head) :]
    tail = rest[-_CONTEXT:] if after else []
    middle = rest[: len(rest) - len(tail)]
    if not middle:
        yield Passage("same", " ".join(words))
        return
    if head:
        yield Passage("same", " ".join(head))
    yield Passage("cut", " ".join(middle))
    if tail:
        yield Passage("same", " ".join(tail))
