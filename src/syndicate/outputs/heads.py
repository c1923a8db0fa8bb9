"""What stands above the entries of a thread's or a topic's feed, and what left it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from syndicate.model import EPOCH, Address, Link, Mode, OutputFeed, Thread
from syndicate.publish.developments import developed
from syndicate.publish.entries import Sources, all_may_be_told
from syndicate.publish.outputs import place
from syndicate.store import Store
from syndicate.telling import growths, subtitle, telling

NEVER: Final = EPOCH  # the `updated` of an output without entries


async def of_thread(
    store: Store, feed: OutputFeed, thread: Thread, known: Sources, site: str
) -> OutputFeed:
    """Say above the entries of a thread what its page says, as of its newest item.

    It says what it took in; and what left it is a change of it, too.
    """
    changed_at = await store.journal.changed_at(thread.id)
    moved_at = NEVER if feed.entries else thread.updated_at
    feed = replace(feed, updated_at=max(feed.updated_at, moved_at, changed_at or NEVER))
    if thread.merged_into:
        return feed
    feed = await with_departures(store, feed, thread=thread.id)
    about = await telling(store, thread, known)
    growth = (await growths(store, [thread], thread.updated_at)).get(thread.id)
    former = [place(Address("threads", one), site) for one in await store.threads.former(thread.id)]
    taken_in = [f"With what stood at {', '.join(former)}."] if former else []
    text = " ".join([subtitle(thread, about, growth), *taken_in])
    also = (await store.tongues.of([thread.id])).get(thread.id, ())
    predecessors = (Link("predecessor-version", one) for one in former)
    return replace(
        feed,
        subtitle=text.strip(),
        categories=about.categories,
        links=(*(_in_another_language(each, site, known) for each in also), *predecessors),
    )


def _in_another_language(thread: Thread, site: str, known: Sources) -> Link:
    """Link to a thread that tells the same; it is named where no name of a thread can be a secret."""
    open_ = thread.is_titled or all_may_be_told(known)
    href = place(Address("threads", thread.id), site)
    title = thread.title if open_ else None
    return Link("related", href, "text/html", title, language=thread.language)


async def with_departures(
    store: Store,
    feed: OutputFeed,
    *,
    thread: str | None,
    topic: str | None = None,
    mode: Mode = "items",
) -> OutputFeed:
    """Say what stood here and does no more; that is a change of the feed, too.

    A story or a digest that tells less is still there.
    """
    gone = await store.departures.of(thread=thread, topic=topic)
    left = gone.items if mode in ("items", "developments") else ()
    if mode == "developments":
        left = tuple(replace(each, entry_id=developed(each.entry_id)) for each in left)
    shown = {entry.id for entry in feed.entries}
    return replace(
        feed,
        departed=tuple(each for each in left if each.entry_id not in shown),
        updated_at=max(feed.updated_at, gone.changed_at or NEVER),
    )
