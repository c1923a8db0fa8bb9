"""Stories -> entries: one each time something new is told of a story. Pure.

New is what an independent origin tells that had not reported yet, and a figure or a name that nobody told
before. A copy is neither. What was told stays told: a report is compared with those that stood in its story
when it came, as they read when they came, so no later edit or merge takes an entry back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from syndicate.model import Entry, Reply, StoredItem, Story
from syndicate.publish import filing, prose
from syndicate.publish.entries import Sources, from_item, minted, policy, related
from syndicate.publish.news import Told, new_in
from syndicate.publish.reports import Report, fold, many, origin, told
from syndicate.publish.stories import Members
from syndicate.publish.why import NONE, Reasons, line

Lines = Mapping[str, str]  # how a report is told, by the id of its text


@dataclass(frozen=True, slots=True)
class Past:
    """How things stood when they came, where that is not how they stand now.

    `moves` are, by item, when it left which story, in that order; `said` is what it said at first.
    """

    moves: Mapping[str, Sequence[tuple[datetime, str]]] = field(default_factory=dict)
    said: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def story_of(self, stored: StoredItem, at: datetime) -> str | None:
        """Name the story that an item stood in at an instant."""
        moves = self.moves.get(stored.item.id, ())
        return next((story for left_at, story in moves if left_at > at), stored.story_id)

    def words_of(self, stored: StoredItem) -> tuple[str, str]:
        """Give the title and the text that an item came with."""
        return self.said.get(stored.item.id, (stored.item.title, stored.item.text))


@dataclass(frozen=True, slots=True)
class _Development:
    """A report that tells something new, those before it, and the first of them."""

    report: Report
    earlier: tuple[Report, ...]
    first: Report | None
    news: tuple[str, ...]


def developments(
    stories: Iterable[Story],
    members: Members,
    sources: Sources,
    *,
    limit: int,
    reasons: Reasons = NONE,
    past: Past | None = None,
    topics: filing.Topics = filing.NONE,
    site: str = "",
) -> tuple[Entry, ...]:
    """Make an entry of each report that brings something new, newest first, no more than `limit`."""
    found = [
        development
        for story in stories
        for development in _found(fold(members.get(story.id, ()), sources), sources, past or Past())
    ]
    found.sort(key=lambda each: (each.report.text.item.seen_at, _id(each.report)), reverse=True)
    shown = found[:limit]
    before = {each.text.item.id: each.text for one in shown for each in one.earlier}
    lines = {item_id: told(Report(text), sources) for item_id, text in before.items()}
    return tuple(
        _entry(each, _plain(each.report, sources, topics, site), sources, reasons, lines)
        for each in shown
    )


def _id(report: Report) -> str:
    return minted("development", report.text.entry_id)


def _found(reports: Sequence[Report], sources: Sources, past: Past) -> Iterator[_Development]:
    voices = [origin(Report(each.text), sources) for each in reports]
    said = cache(lambda place: Told.by(*past.words_of(reports[place].text)))  # if anybody asks
    for place, report in enumerate(reports):
        text, at = report.text, report.text.item.seen_at
        home = past.story_of(text, at)
        before = [one for one in range(place) if past.story_of(reports[one].text, at) == home]
        news: tuple[str, ...] = ()
        if voices[place] in (voices[one] for one in before):
            heard = [said(one) for one in before]
            news = new_in(*past.words_of(text), heard, text.item.language)
            if not news:
                continue
        earlier = tuple(reports[one] for one in before)
        yield _Development(report, earlier, earlier[0] if earlier else None, news)


def _plain(report: Report, sources: Sources, topics: filing.Topics, site: str) -> Entry:
    """Make the entry that the report would be by itself."""
    filed = topics.get(report.text.item.id, ())
    return from_item(report.text, report.copies, sources, filed, site)


def _entry(
    found: _Development, entry: Entry, sources: Sources, reasons: Reasons, lines: Lines
) -> Entry:
    """Make it one that goes on from others."""
    report = found.report
    before = tuple(each.text for each in found.earlier)
    quote = policy(report.text, sources) != "link"
    why = line("In this story", report.text, reasons, quote=quote)
    return replace(
        entry,
        id=_id(report),
        content_html=entry.content_html + why + _context(found, lines, quote=quote),
        links=entry.links + related(before, sources),
        reply=Reply(_id(found.first), found.first.text.item.url) if found.first else None,
    )


def _context(found: _Development, lines: Lines, *, quote: bool) -> str:
    """Say what is new, and after what."""
    if not found.earlier:
        return ""
    after = f"after {many(len(found.earlier), 'earlier report', 'earlier reports')}"
    heading = f"A new voice {after}:"
    if found.news:
        title = found.report.text.item.title
        shown = [word for word in found.news if quote or word in title]
        heading = f"New {after}" + (f": {prose.escaped(', '.join(shown))}." if shown else ":")
    listed = prose.bullets(lines[each.text.item.id] for each in found.earlier)
    return prose.paragraph(heading) + listed
