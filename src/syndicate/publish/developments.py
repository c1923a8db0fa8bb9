"""Stories -> entries: one each time somebody new reports on a story. Pure.

A copy is no new voice, nor is a second report of the same source or agency: readers who follow
developments hear of a story when it breaks, and again only when an independent origin joins it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from syndicate.model import Entry, Story
from syndicate.publish import prose
from syndicate.publish.entries import Sources, from_item, minted, policy, related
from syndicate.publish.reports import Report, fold, many, origin, told
from syndicate.publish.stories import Members
from syndicate.publish.why import NONE, Reasons, line


def developments(
    stories: Iterable[Story],
    members: Members,
    sources: Sources,
    *,
    limit: int,
    reasons: Reasons = NONE,
) -> tuple[Entry, ...]:
    """Make an entry for each origin that joined a story, newest first, no more than `limit`."""
    found = [
        (report.text.item.seen_at, _entry(report, earlier, sources, reasons))
        for story in stories
        for report, earlier in _joined(fold(members.get(story.id, ()), sources), sources)
    ]
    found.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
    return tuple(entry for _, entry in found[:limit])


def _joined(
    reports: Sequence[Report], sources: Sources
) -> Iterable[tuple[Report, Sequence[Report]]]:
    heard: set[str] = set()
    for place, report in enumerate(reports):
        voice = origin(Report(report.text), sources)
        if voice not in heard:
            heard.add(voice)
            yield report, reports[:place]


def _entry(report: Report, earlier: Sequence[Report], sources: Sources, reasons: Reasons) -> Entry:
    entry = from_item(report.text, report.copies, sources)
    before = tuple(each.text for each in earlier)
    context = ""
    if earlier:
        heading = f"A new voice after {many(len(earlier), 'earlier report', 'earlier reports')}:"
        context = prose.paragraph(heading) + prose.bullets(
            told(Report(text), sources) for text in before
        )
    quote = policy(report.text, sources) != "link"
    why = line("In this story", report.text, reasons, quote=quote)
    return replace(
        entry,
        id=minted("development", report.text.entry_id),
        content_html=entry.content_html + why + context,
        links=entry.links + related(before, sources),
    )
