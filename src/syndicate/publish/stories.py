"""Stories -> entries: one for each story, naming all of its members. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from syndicate.model import Category, Entry, Link, StoredItem, Story
from syndicate.publish import filing, prose
from syndicate.publish.entries import Sources, link_of, minted, related
from syndicate.publish.reports import Report, fold, independent, many, reprints, told
from syndicate.publish.why import NONE, Reasons

Members = Mapping[str, Sequence[StoredItem]]  # story id -> its items, copies among them


def from_stories(
    stories: Iterable[Story],
    members: Members,
    sources: Sources,
    *,
    site: str,
    reasons: Reasons = NONE,
    topics: filing.Topics = filing.NONE,
    moved_at: Mapping[str, datetime] = MappingProxyType({}),
) -> tuple[Entry, ...]:
    """Make an entry of each story that has something to show, in the order given.

    `moved_at` is when something was last put into a story, or taken out of it, after it had found a place.
    """
    folded = ((story, fold(members.get(story.id, ()), sources)) for story in stories)
    return tuple(
        replace(
            _entry(story, reports, sources, site, reasons, moved_at.get(story.id, story.opened_at)),
            categories=under(reports, sources, topics),
        )
        for story, reports in folded
        if reports
    )


def under(
    reports: Iterable[Report], sources: Sources, topics: filing.Topics
) -> tuple[Category, ...]:
    """Return what we file any of these under; the words that their sources have for them are theirs alone."""
    found: dict[Category, None] = {}
    for each in (one for report in reports for one in report.everything):
        card = sources.get(each.item.source_id)
        tags = card.tags if card else ()
        categories = filing.categories(each.item, tags, topics.get(each.item.id, ()))
        found |= dict.fromkeys(category for category in categories if category.scheme)
    return tuple(found)


def page_of(story: Story, site: str) -> str | None:
    """Return the address of our page on a story, if it is part of a thread."""
    return f"{site}/threads/{story.thread_id}#{story.id}" if story.thread_id else None


def _entry(
    story: Story,
    reports: Sequence[Report],
    sources: Sources,
    site: str,
    reasons: Reasons,
    moved_at: datetime,
) -> Entry:
    """The entry of a story. Its `updated` moves when a report joins or leaves: no copy and no edit moves it."""
    first = reports[0].text.item
    links = tuple(
        Link(link.rel, link.href, title=f"{prose.title(each.item)} ({link.title})")
        for report in reports
        for each in report.everything
        for link in related([each], sources)
    )
    voices = independent(reports, sources)
    counts = f"{many(len(reports), 'report', 'reports')} from {many(voices, 'origin', 'origins')}"
    heading = ", ".join(filter(None, (counts, reprints(reports)))) + ":"
    return Entry(
        id=minted("story", story.id),
        title=story.title or prose.title(first),
        url=page_of(story, site) or link_of(first, site),
        published_at=first.published_at,
        updated_at=max(moved_at, reports[-1].text.item.seen_at),
        content_html=prose.paragraph(heading)
        + prose.bullets(told(report, sources, reasons) for report in reports),
        summary=prose.excerpt("; ".join(prose.title(report.text.item) for report in reports)),
        language=story.language or first.language,
        links=links,
    )
