"""What an item said before, and says now -> what changed, and whether it says that it was wrong. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal, Protocol

Amends = Literal["correction", "retraction"]
_CONTEXT = 8  # words that stay the same, before and after a change
_WORDS = 600  # of each text, from the first change on: the time grows with their product, and more
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
    """Tell two texts apart by words (Ratcliff and Obershelp); long stretches without change are cut.

    Of what lies between the first change and the last, the first 600 words of each are compared, and shown.
    """
    before, after = old.split(), new.split()
    if before == after:
        return ()
    head = _shared(zip(before, after, strict=False))
    tail = _shared(zip(reversed(before[head:]), reversed(after[head:]), strict=False))
    was, now = before[head : len(before) - tail], after[head : len(after) - tail]
    is_whole = max(len(was), len(now)) <= _WORDS
    found = [*_around(before[:head], before=False, after=True)] if head else []
    found += _changes(was[:_WORDS], now[:_WORDS])
    if tail and is_whole:
        found += _around(before[-tail:], before=True, after=False)
    return tuple(found)


def _shared(pairs: Iterable[tuple[str, str]]) -> int:
    """Count the words that both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    """Tell two stretches apart that neither begin nor end alike."""
    for tag, start, end, other_start, other_end in SequenceMatcher(
        None, before, after
    ).get_opcodes():
        if tag == "equal":
            yield from _around(before[start:end], before=True, after=True)
            continue
        if start < end:
            yield Passage("old", " ".join(before[start:end]))
        if other_start < other_end:
            yield Passage("new", " ".join(after[other_start:other_end]))


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
