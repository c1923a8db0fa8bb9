"""Sources in trouble -> the feed that tells of them: what an operator need not look for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from syndicate.model import Entry, OutputFeed, Trouble
from syndicate.publish.entries import Sources, minted, newest_change
from syndicate.publish.instants import exact
from syndicate.publish.prose import when

_ADVICE = (
    "It is tried again by itself. If it has moved, write its new address as <code>url</code> into feeds.yaml, "
    "and the one that stands there now as <code>was</code>: then it stays the same source."
)


def trouble_feed(
    troubles: Sequence[Trouble], sources: Sources, *, site: str, title: str, since: datetime
) -> OutputFeed:
    """Make the feed: an entry for each, which changes once, when the source is read again. `since`: of an empty one."""
    entries = tuple(_entry(each, sources, site) for each in troubles)
    return OutputFeed(
        id=f"{site}/sources",
        title=f"Sources in trouble – {title}",
        subtitle="What could not be read for a day, or is gone; and what can be read again.",
        self_url=f"{site}/sources",
        html_url=f"{site}/sources",
        updated_at=newest_change(entries, since),
        author=title,
        entries=entries,
        language="en",
    )


def _entry(trouble: Trouble, sources: Sources, site: str) -> Entry:
    card = sources.get(trouble.source_id)
    name = card.title if card else trouble.source_id
    return Entry(
        id=minted("trouble", trouble.source_id, exact(trouble.told_at)),
        title=f"{name} {_said(trouble)}",
        url=f"{site}/sources/{trouble.source_id}",
        published_at=trouble.told_at,
        updated_at=trouble.ended_at or trouble.told_at,
        content_html=_told(trouble),
        language="en",
    )


def _said(trouble: Trouble) -> str:
    if trouble.ended_at:
        return "can be read again"
    return "cannot be read any more" if trouble.began_at else "could never be read"


def _told(trouble: Trouble) -> str:
    ended = f"<p>Read again: {when(trouble.ended_at)}.</p>" if trouble.ended_at else ""
    began = f"<p>Last read before: {when(trouble.began_at)}.</p>" if trouble.began_at else ""
    advice = "" if trouble.ended_at else f"<p>{_ADVICE}</p>"
    return f"{ended}<p>{escape(trouble.problem)}</p>{began}{advice}"
