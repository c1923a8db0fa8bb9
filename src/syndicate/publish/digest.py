"""Stories -> entries: one for each day or week that is over, listing what was told in it. Pure.

An edition is over once the store holds an item first seen after its end: no clock is asked, so the
same store always gives the same digest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from syndicate.model import Editions, Entry, Story
from syndicate.publish import filing, prose
from syndicate.publish.editions import Calendar, Edition, names, title
from syndicate.publish.entries import Sources, minted
from syndicate.publish.positions import BEGINNING, encoded
from syndicate.publish.reports import Report, fold, many, told
from syndicate.publish.stories import Members, page_of, under

Told = tuple[Story, tuple[Report, ...]]  # a story, and the reports of it that came in one edition


@dataclass(frozen=True, slots=True)
class Paper:
    """Which digest is meant: `names` keep the ids of one output's apart from those of another.

    `page` is where the items are shown that it tells of; None where no page shows them.
    """

    names: tuple[str, ...]
    site: str
    limit: int
    editions: Editions = field(default_factory=Editions)
    page: str | None = None


def digest(
    stories: Iterable[Story],
    members: Members,
    sources: Sources,
    *,
    newest_at: datetime | None,
    paper: Paper,
    topics: filing.Topics = filing.NONE,
) -> tuple[Entry, ...]:
    """Make an entry of each edition that is over, newest first."""
    if newest_at is None:
        return ()
    found = _by_edition(stories, members, sources, paper.editions)
    over = sorted((edition for edition in found if edition.ends_at <= newest_at), reverse=True)
    return tuple(_entry(each, found[each], sources, paper, topics) for each in over[: paper.limit])


def _by_edition(
    stories: Iterable[Story], members: Members, sources: Sources, editions: Editions
) -> Mapping[Edition, list[Told]]:
    found: defaultdict[Edition, list[Told]] = defaultdict(list)
    calendar = Calendar(editions)
    for story in stories:
        told_in: defaultdict[Edition, list[Report]] = defaultdict(list)
        for report in fold(members.get(story.id, ()), sources):
            told_in[calendar.edition(report.text.item.seen_at)].append(report)
        for edition, reports in told_in.items():
            found[edition].append((story, tuple(reports)))
    return found


def _entry(
    edition: Edition,
    stories: Sequence[Told],
    sources: Sources,
    paper: Paper,
    topics: filing.Topics,
) -> Entry:
    ranked = sorted(stories, key=lambda each: (-len(each[1]), each[0].opened_at, each[0].id))
    everything = [report for _, reports in ranked for report in reports]
    return Entry(
        id=minted("digest", *paper.names, *names(edition, paper.editions)),
        title=f"{title(edition, paper.editions)}: {many(len(ranked), 'story', 'stories')}",
        url=_items_of(edition, paper),
        published_at=edition.ends_at,
        updated_at=edition.ends_at,
        content_html="".join(
            _story(story, reports, sources, paper.site) for story, reports in ranked
        ),
        summary=f"{many(len(ranked), 'story', 'stories')}, {many(len(everything), 'report', 'reports')}.",
        categories=under(everything, sources, topics),
    )


def _items_of(edition: Edition, paper: Paper) -> str | None:
    """Lead to the items of an edition, the newest first, and on to what is older: for ever the same place."""
    return paper.page and f"{paper.page}?before={encoded((edition.ends_at, BEGINNING[1]))}"


def _story(story: Story, reports: Sequence[Report], sources: Sources, site: str) -> str:
    heading = prose.link(page_of(story, site), prose.title(reports[0].text.item))
    return f"<h3>{heading}</h3>" + prose.bullets(told(report, sources) for report in reports)
