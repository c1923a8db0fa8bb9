"""The items of a story as people read them: the text first, its copies beneath. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from syndicate.model import StoredItem
from syndicate.publish import prose
from syndicate.publish.entries import Sources, allowed, from_item, licence_of, related


@dataclass(frozen=True, slots=True)
class Report:
    """One text about an event, and the copies of it that others carry."""

    text: StoredItem
    copies: tuple[StoredItem, ...] = ()

    @property
    def everything(self) -> tuple[StoredItem, ...]:
        """The text and its copies."""
        return (self.text, *self.copies)


def fold(members: Iterable[StoredItem], sources: Sources) -> tuple[Report, ...]:
    """Fold copies into the texts they repeat, earliest first; a copy whose text is gone stands for it."""
    items = sorted(allowed(members, sources), key=lambda each: (each.item.seen_at, each.item.id))
    texts: dict[str, list[StoredItem]] = {}
    for each in sorted(items, key=lambda each: each.copy_of is not None):
        texts.setdefault(each.copy_of or each.item.id, []).append(each)
    reports = [Report(first, tuple(rest)) for first, *rest in texts.values()]
    return tuple(sorted(reports, key=lambda each: (each.text.item.seen_at, each.text.item.id)))


def origin(stored: StoredItem) -> str:
    """Name who wrote a text first: the agency it credits, else the source that carries it."""
    by = prose.agency(stored.item)
    return f"agency:{by.casefold()}" if by else f"source:{stored.item.source_id}"


def told(report: Report, sources: Sources) -> str:
    """Write a report as one line of HTML: its title, who has it, when, on what terms, and where else it stands."""
    entry = from_item(report.text, (), sources)
    name = entry.source.title if entry.source else prose.host(entry.url)
    terms = prose.terms(entry.rights, licence_of(entry))
    about = "; ".join(
        filter(None, (f"{prose.link(None, name)}, {prose.when(entry.published_at)}", terms))
    )
    line = f"{prose.link(entry.url, entry.title)} ({about})"
    places = [prose.link(link.href, link.title or "") for link in related(report.copies, sources)]
    return f"{line}; also at {', '.join(places)}" if places else line


def many(count: int, one: str, several: str) -> str:
    """Write a number with its noun: 1 report, 3 reports."""
    return f"{count} {one if count == 1 else several}"
