"""Stored items -> the rows of a page: named, quoted as far as allowed, with their copies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from syndicate.model import StoredItem, Story
from syndicate.publish import prose
from syndicate.publish.entries import Copies, allowed, sayable
from syndicate.publish.reports import Report, fold, independent, original_first, reprints
from syndicate.web.catalogue import Sources
from syndicate.web.why import Why

Reasons = Mapping[str, tuple[Why, ...]]  # by item
NONE: Reasons = MappingProxyType({})
_QUOTED = 260


@dataclass(frozen=True, slots=True)
class Row:
    """An item as a page shows it."""

    stored: StoredItem
    title: str
    source: str
    agency: str | None
    quote: str
    copies: tuple[Row, ...] = ()
    reasons: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story as a page shows it: its reports, the earliest first."""

    id: str
    title: str
    rows: tuple[Row, ...]
    origins: int
    copies: str  # how many are beside the reports, in words


def explained(
    items: Iterable[StoredItem],
    sources: Sources,
    copies: Copies | None = None,
    reasons: Reasons = NONE,
) -> tuple[Row, ...]:
    """Make a row of each item that may be shown, with its copies and the reasons for its place."""
    also = copies or {}
    return tuple(
        row(
            Report(stored, allowed(also.get(stored.item.id, ()), sources.cards)),
            sources,
            reasons.get(stored.item.id, ()),
        )
        for stored in allowed(items, sources.cards)
    )


def told(
    items: Sequence[StoredItem], stories: Sequence[Story], sources: Sources, reasons: Reasons
) -> tuple[StoryRow, ...]:
    """Gather items into their stories, the story with the newest item first."""
    titles = {story.id: story.title for story in stories}
    members: dict[str, list[StoredItem]] = {}
    for stored in items:
        members.setdefault(stored.story_id or stored.item.id, []).append(stored)
    return tuple(
        StoryRow(
            id=story_id,
            title=_name(titles.get(story_id), reports, sources),
            rows=tuple(
                row(
                    original_first(each, sources.cards),
                    sources,
                    reasons.get(each.text.item.id, ()),
                )
                for each in reports
            ),
            origins=independent(reports, sources.cards),
            copies=reprints(reports),
        )
        for story_id, reports in (
            (story_id, fold(group, sources.cards)) for story_id, group in members.items()
        )
        if reports
    )


def _name(title: str | None, reports: Sequence[Report], sources: Sources) -> str:
    """The name of a story, unless it may be the headline of what must not be shown."""
    headlines = [prose.title(each.text.item) for each in reports[::-1]]
    return sayable(title, headlines, sources.cards) if title else headlines[-1]


def row(report: Report, sources: Sources, reasons: tuple[Why, ...] = ()) -> Row:
    """Make the row of a text and, beneath it, of its copies."""
    item = report.text.item
    may_quote = sources.may_quote(item.source_id)
    return Row(
        stored=report.text,
        title=prose.title(item),
        source=sources.title(item.source_id),
        agency=prose.agency(item),
        quote=prose.excerpt(item.text or item.summary, _QUOTED) if may_quote else "",
        copies=tuple(row(Report(copy), sources) for copy in report.copies),
        reasons=reasons,
    )
