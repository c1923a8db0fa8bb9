"""Stories -> entries: one for each day that is over, listing what was told on it. Pure.

A day (UTC) is over once the store holds an item first seen on a later one: no clock is asked, so
the same store always gives the same digest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from syndicate.model import Entry, Story
from syndicate.publish import prose
from syndicate.publish.entries import Sources, minted
from syndicate.publish.reports import Report, fold, many, told
from syndicate.publish.stories import Members, page_of

Told = tuple[Story, tuple[Report, ...]]  # a story, and the reports of it that came on one day


def digest(
    stories: Iterable[Story],
    members: Members,
    sources: Sources,
    *,
    newest_at: datetime | None,
    name: str,
    site: str,
    limit: int,
) -> tuple[Entry, ...]:
    """Make an entry of each completed day, newest first; `name` keeps one output's ids apart."""
    if newest_at is None:
        return ()
    days = _by_day(stories, members, sources)
    over = sorted((day for day in days if day < newest_at.astimezone(UTC).date()), reverse=True)
    return tuple(_entry(day, days[day], sources, name, site) for day in over[:limit])


def _by_day(stories: Iterable[Story], members: Members, sources: Sources) -> dict[date, list[Told]]:
    days: defaultdict[date, list[Told]] = defaultdict(list)
    for story in stories:
        told_on: defaultdict[date, list[Report]] = defaultdict(list)
        for report in fold(members.get(story.id, ()), sources):
            told_on[report.text.item.seen_at.astimezone(UTC).date()].append(report)
        for day, reports in told_on.items():
            days[day].append((story, tuple(reports)))
    return days


def _entry(day: date, stories: Sequence[Told], sources: Sources, name: str, site: str) -> Entry:
    ranked = sorted(stories, key=lambda each: (-len(each[1]), each[0].opened_at, each[0].id))
    ended_at = datetime.combine(day + timedelta(days=1), time(), UTC)
    count = sum(len(reports) for _, reports in ranked)
    return Entry(
        id=minted("digest", name, day.isoformat()),
        title=f"{day.day} {day:%B %Y}: {many(len(ranked), 'story', 'stories')}",
        url=None,
        published_at=ended_at,
        updated_at=ended_at,
        content_html="".join(_story(story, reports, sources, site) for story, reports in ranked),
        summary=f"{many(len(ranked), 'story', 'stories')}, {many(count, 'report', 'reports')}.",
    )


def _story(story: Story, reports: Sequence[Report], sources: Sources, site: str) -> str:
    heading = prose.link(page_of(story, site), prose.title(reports[0].text.item))
    return f"<h3>{heading}</h3>" + prose.bullets(told(report, sources) for report in reports)
