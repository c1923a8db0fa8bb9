"""Threads as the command line tells them: a row of the list, and one thread with all that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # --help needs neither the nouns nor a database driver
    from syndicate.cluster.about.growth import Growth
    from syndicate.model import Story, Thread
    from syndicate.store import Store
    from syndicate.telling import Telling

TOLD_IN_WORDS = (
    "id", "title", "summary", "state", "how", "stories", "items", "opened_at", "updated_at",
    "first", "origins", "names", "places", "agencies", "languages", "merged_into_it",
)  # fmt: skip


async def listed(
    store: Store, now: datetime, *, limit: int, minimum: int, whole: bool
) -> list[dict[str, object]]:
    """Give a row of each thread; what bursts stands first. `whole` tells all that is known of each."""
    from syndicate.telling import growths, telling

    found = await store.threads.overview(limit=limit, minimum_items=minimum)
    going = await growths(store, found, now)
    known = await store.sources.cards() if whole else {}
    also = await store.tongues.of([each.id for each in found]) if whole else {}
    rows = []
    for thread in sorted(found, key=lambda each: not _bursts(going.get(each.id))):
        row = _row(thread, going.get(thread.id))
        if whole:
            row |= _measured(going.get(thread.id)) | _told(await telling(store, thread, known))
            row["also_in"] = [_also(each) for each in also.get(thread.id, ())]
        rows.append(row)
    return rows


async def one(store: Store, text: str, now: datetime) -> dict[str, Any]:
    """Give all that is known of the thread that somebody means, and its stories."""
    from syndicate.cli import meant
    from syndicate.telling import growths, telling

    thread = await meant.thread(store, text)
    growth = (await growths(store, [thread], now)).get(thread.id)
    told = _told(await telling(store, thread, await store.sources.cards()))
    told["also_in"] = [
        _also(each) for each in (await store.tongues.of([thread.id])).get(thread.id, ())
    ]
    told["merged_into_it"] = await store.threads.former(thread.id)
    stories = [_story(each) for each in await store.threads.stories(thread.id)]
    return _row(thread, growth) | _measured(growth) | told | {"in_stories": stories}


def _bursts(growth: Growth | None) -> bool:
    return growth is not None and growth.bursts


def _row(thread: Thread, growth: Growth | None) -> dict[str, Any]:
    return {
        "id": thread.id,
        "title": thread.title,
        "state": growth and ("bursts" if growth.bursts else growth.state),
        "how": growth and growth.told,
        "stories": thread.story_count,
        "items": thread.item_count,
        "opened_at": thread.opened_at,
        "updated_at": thread.updated_at,
    }


def _measured(growth: Growth | None) -> dict[str, Any]:
    return {
        "last_hour": growth and growth.hour,
        "last_day": growth and growth.day,
        "usual_day": growth and growth.usual_day,
        "times": growth and growth.times and round(growth.times, 2),
        "silent": growth and growth.silent,
    }


def _told(telling: Telling) -> dict[str, Any]:
    facts = telling.facts
    return {
        "summary": telling.summary and telling.summary.text,
        "first": facts.first,
        "origins": facts.origins,
        "names": telling.names,
        "places": facts.places,
        "agencies": facts.agencies,
        "languages": facts.languages,
        "looked_at": facts.looked_at,
    }


def _also(thread: Thread) -> dict[str, str]:
    return {"language": thread.language, "id": thread.id, "title": thread.title}


def _story(story: Story) -> dict[str, object]:
    return {
        "id": story.id,
        "title": story.title,
        "items": story.item_count,
        "updated_at": story.updated_at,
    }


def in_words(found: dict[str, Any], written: Sequence[str] = TOLD_IN_WORDS) -> dict[str, object]:
    """Choose what people want to read of a thread, and write who was first as they would."""
    from syndicate.cli import show

    told = {name: found[name] for name in written}
    if first := found["first"]:
        by = f" ({first.agency})" if first.agency and first.agency != first.source else ""
        told["first"] = f"{first.source}{by}, {show.words(first.at)}"
    told["also_in"] = [f"{each['language']}: {each['title']}" for each in found["also_in"]]
    return {name: value for name, value in told.items() if value not in (None, (), [], "")}
