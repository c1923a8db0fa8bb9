"""What a page says around a text -> apart from it. Pure.

Rules for lines, tried from the top and from the bottom: what is cut is kept as furniture, a "Related:" block
becomes its own stories. A text that is nothing but furniture is left alone, unless the entry has a headline and
systems write all of the text ("submitted by ann [link] [comments]").
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from syndicate.model import Related
from syndicate.normalize.furniture import bottom, pointers, systems, top
from syndicate.normalize.furniture.headline import folded
from syndicate.normalize.markup.blocks import Line
from syndicate.normalize.text import SUMMARY_BYTES, clip

KEPT = 50


@dataclass(frozen=True, slots=True)
class Parted:
    """Which lines are not the text, and what they told."""

    cut: frozenset[int] = frozenset()
    furniture: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    byline: str | None = None
    written_on: date | None = None
    above: int = 0  # lines that stay above the signature: an introduction


def part(lines: Sequence[Line], title: str, near: date, sites: Collection[str] = ()) -> Parted:
    """Tell a text from what its page says around it. `sites` are the names of the site, folded."""
    headline = folded(title)
    head, byline, written_on, over = top.read(lines, headline, near, sites)
    near = written_on or near
    gathered = pointers.gathered(lines, headline)
    pointed = pointers.pointed(lines, near) | gathered
    foot = bottom.read(lines, head, headline, pointed, near)
    block = pointers.block(lines, head, foot)
    if block and block | foot >= set(range(min(block), len(lines))):  # the page ends with it
        foot |= bottom.read(lines[: min(block)], head, headline, pointed, near)
    told = head | foot | block | _advertisements(lines)
    inline = {at: story for at, story in pointed.items() if at not in told}
    related = [*inline.values(), *pointers.stories(lines, sorted(block), near)]
    cut = told | inline.keys()
    own = [line for at, line in enumerate(lines) if at not in gathered]
    if len(cut) >= len(lines) and not _is_silent(own, headline, sites):
        return Parted()
    furniture = cut - block | set(sorted(block)[:1])  # the rest of the block is kept as related
    return Parted(
        cut=frozenset(cut),
        furniture=tuple([clip(lines[at].text, SUMMARY_BYTES) for at in sorted(furniture)[:KEPT]]),
        related=tuple(related)[:KEPT],
        byline=byline,
        written_on=written_on,
        above=over,
    )


def _is_silent(lines: Sequence[Line], headline: str, sites: Collection[str]) -> bool:
    """Whether an entry with a headline says no more: only what systems write, or the headline and the site again."""
    if not headline:
        return False
    told = [
        systems.is_foot(line, headline)
        or any(folded(line.text) == f"{headline} {site}" for site in sites)
        for line in lines
    ]
    return any(told) and all(
        is_told or systems.is_button(line) for is_told, line in zip(told, lines, strict=True)
    )


def _advertisements(lines: Sequence[Line]) -> set[int]:
    """Where one stood on the page: in capitals, or more than once; a heading of the text may say it, too."""
    found = {at for at, line in enumerate(lines) if systems.is_advertisement(line.text)}
    breaks = {at for at, line in enumerate(lines) if systems.interrupts(line)}
    breaks |= {
        at + 1 for at in breaks if lines[at + 1 : at + 2] and lines[at + 1].text == "Register"
    }
    return breaks | (found if len(found) > 1 else {at for at in found if lines[at].text.isupper()})
