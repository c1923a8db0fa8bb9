"""Stories -> entries: one each time something new is told of a story. Pure.

New is what an independent origin tells that had not reported yet, and a figure or a name that nobody told
before. A copy is neither. What was told stays told: a report is compared with those that stood in its story
when it came, as they read when they came, so no later edit or merge takes an entry back. Nor does one take back
what was told later, when the report, or an earlier one, had been put elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import islice

from syndicate.model import Entry, Reply, StoredItem, Story
from syndicate.publish import filing, prose
from syndicate.publish.entries import Sources, from_item, minted, policy, related
from syndicate.publish.news import Brought, Told, new_in
from syndicate.publish.reports import Report, fold, many, origin, told
from syndicate.publish.stories import Members
from syndicate.publish.why import NONE, Reasons, line

Lines = Mapping[str, str]  # how a report is told, by the id of its text


@dataclass(frozen=True, slots=True)
class Past:
    """How things stood when they came, where that is not how they stand now.

    `moves` are, by item, when it left which story, first to last; `said` is what it said at first.
    """

    moves: Mapping[str, Sequence[tuple[datetime, str]]] = field(default_factory=dict)
    said: Mapping[str, tuple[str, str]] = field(default_factory=dict)

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
    tellings = [
        _Telling(fold(members.get(story.id, ()), sources), sources, past or Past())
        for story in stories
    ]
    reports = [(one, place) for one in tellings for place, _ in enumerate(one.reports)]
    reports.sort(key=lambda each: each[0].order(each[1]), reverse=True)
    # What is too old to be shown is not compared with what was told before it.
    found = (one.development(place) for one, place in reports)
    shown = list(islice(filter(None, found), limit))
    before = {each.text.item.id: each.text for one in shown for each in one.earlier}
    lines = {item_id: told(Report(text), sources) for item_id, text in before.items()}
    return tuple(
        _entry(each, _plain(each.report, sources, topics, site), sources, reasons, lines)
        for each in shown
    )


def developed(entry_id: str) -> str:
    """Give the id of the development that the entry of an item tells, by the id of that entry."""
    return minted("development", entry_id)


def _id(report: Report) -> str:
    return developed(report.text.entry_id)


class _Homes:
    """In which story each of some texts stood at an instant, and when that changed for any of them."""

    def __init__(self, texts: Sequence[StoredItem], past: Past) -> None:
        self._now = [each.story_id for each in texts]
        told = ((place, past.moves.get(each.item.id, ())) for place, each in enumerate(texts))
        self._moves = {place: moves for place, moves in told if moves}
        self.at = cache(self._at)

    def changed(self, place: int, since: datetime) -> list[datetime]:
        """Tell when, since an instant, a text or one before it was put elsewhere: in order."""
        moves = (each for moved, each in self._moves.items() if moved <= place)
        return sorted({left_at for each in moves for left_at, _ in each if left_at > since})

    def _at(self, instant: datetime) -> Sequence[str | None]:
        if not self._moves:
            return self._now
        homes = [*self._now]
        for place, moves in self._moves.items():
            homes[place] = next(
                (home for left_at, home in moves if left_at > instant), homes[place]
            )
        return homes


class _Telling:
    """The reports of a story in turn: which of them brings something, is looked at when it is asked."""

    def __init__(self, reports: Sequence[Report], sources: Sources, past: Past) -> None:
        self.reports = reports
        texts = [each.text for each in reports]
        self._homes = _Homes(texts, past)
        self._voice = cache(lambda place: origin(Report(texts[place]), sources))
        self._said = cache(lambda place: Told.by(*past.words_of(texts[place])))
        self._brought = cache(
            lambda place: Brought.by(*past.words_of(texts[place]), texts[place].item.language)
        )

    def order(self, place: int) -> tuple[datetime, str]:
        """Tell where a report stands among those of all stories."""
        report = self.reports[place]
        return report.text.item.seen_at, _id(report)

    def development(self, place: int) -> _Development | None:
        """Tell what a report brought when it first brought something; None where it never did."""
        compared = set()
        came_at = self.reports[place].text.item.seen_at
        for at in (came_at, *self._homes.changed(place, came_at)):
            before = self._before(place, at)
            if before in compared:
                continue
            news = self._news(place, before)
            if news is not None:
                earlier = tuple(self.reports[one] for one in before)
                return _Development(self.reports[place], earlier, next(iter(earlier), None), news)
            compared.add(before)
        return None

    def _before(self, place: int, at: datetime) -> tuple[int, ...]:
        """Tell which of the earlier reports stood in the same story at an instant."""
        homes = self._homes.at(at)
        return tuple(one for one in range(place) if homes[one] == homes[place])

    def _news(self, place: int, before: Sequence[int]) -> tuple[str, ...] | None:
        """Tell which figures and names a report has that none of these have; None where that is nothing new.

        A voice that is not among them brings something without any.
        """
        if all(self._voice(one) != self._voice(place) for one in before):
            return ()
        return new_in(self._brought(place), [self._said(one) for one in before]) or None


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
