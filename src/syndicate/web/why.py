"""Reasons -> what a page says of them: words as they are written, the nearest by its headline, with its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from syndicate.model import Item, Reason, StoredItem
from syndicate.publish.entries import all_may_be_told
from syndicate.publish.gate import line
from syndicate.publish.why import BESIDE, after, as_written, standing
from syndicate.store.running import Called
from syndicate.web.catalogue import Sources
from syndicate.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Why:
    """A reason as a page shows it. `nearest` is a headline, `path` leads there; both may be empty."""

    reason: Reason
    shared: tuple[str, ...] = ()
    nearest: str = ""
    path: str = ""
    almost: str = ""

    @property
    def after(self) -> str:
        """How long after the nearest it came, in words."""
        return after(self.reason)


async def whys(
    desk: Desk,
    sources: Sources,
    items: Iterable[StoredItem],
    reasons: Mapping[str, Sequence[Reason]],
    beside: Iterable[StoredItem] | None = None,
) -> Mapping[str, tuple[Why, ...]]:
    """Say why these items are where they are; what must not be shown is not named.

    A story's words are told as its reports write them: those `beside` these, by default these themselves.
    """
    items = tuple(items)
    reports = _first_of_stories(items if beside is None else beside, sources)
    told = [(stored, standing(reasons.get(stored.item.id, ()))) for stored in items]
    nearest = {each.nearest for _, mine in told for each in mine if each.nearest}
    called = await desk.store.running.called(sorted(nearest)) if nearest else {}
    return {
        stored.item.id: tuple(
            _why(desk, sources, stored, each, called, reports.get(stored.story_id, ()))
            for each in mine
        )
        for stored, mine in told
    }


def _first_of_stories(
    items: Iterable[StoredItem], sources: Sources
) -> Mapping[str | None, Sequence[Item]]:
    """The earliest reports of each story that may be quoted."""
    found: dict[str | None, list[Item]] = {}
    for stored in sorted(items, key=lambda each: (each.item.seen_at, each.item.id)):
        if stored.story_id and sources.may_quote(stored.item.source_id):
            found.setdefault(stored.story_id, []).append(stored.item)
    return {story: mine[:BESIDE] for story, mine in found.items()}


def _why(
    desk: Desk,
    sources: Sources,
    stored: StoredItem,
    reason: Reason,
    called: Mapping[str, Called],
    beside: Sequence[Item],
) -> Why:
    quote = sources.may_quote(stored.item.source_id)
    # A story bears the headline of one of its reports, and nobody knows of which.
    may_name = all_may_be_told(sources.cards)
    told = Why(
        reason,
        as_written(reason.shared, stored.item, quote=quote, beside=beside),
        almost=reason.almost if may_name else "",
    )
    near = called.get(reason.nearest or "")
    if near is None:
        return told
    if near.source_id is not None:
        card = sources.cards.get(near.source_id)
        if card is None or card.republish == "none":
            return replace(told, nearest="a report that may not be shown here")
        path = desk.path("items", reason.nearest or "")
        return replace(told, nearest=line(near.title), path=path)
    path = f"{desk.path('threads', near.thread_id)}#{reason.nearest}" if near.thread_id else ""
    return replace(
        told, nearest=line(near.title) if may_name else "a story of the thread", path=path
    )
