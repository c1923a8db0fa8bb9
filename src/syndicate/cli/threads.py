"""`syndicate threads`: a row for each thread that is running, or one thread with all that is known of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from syndicate.cli import options, show

if TYPE_CHECKING:  # --help needs neither the nouns nor a database driver
    from syndicate.cluster.about.growth import Growth
    from syndicate.model import Story, Thread
    from syndicate.store import Store
    from syndicate.telling import Telling

_IN_WORDS: Final = (
    "id", "title", "summary", "state", "how", "stories", "items", "opened_at", "updated_at",
    "first", "origins", "names", "places", "agencies", "languages", "merged_into_it",
)  # fmt: skip


@click.command(short_help="List the threads that are running, or tell all of one.")
@click.argument("thread", required=False)
@options.config
@options.as_json
@options.limit
@click.option("--all", "everything", is_flag=True, help="Threads of a single item too.")
def threads(thread: str | None, path: Path, *, as_json: bool, limit: int, everything: bool) -> None:
    """List the threads that are running, what bursts first; or tell all of one THREAD (an id, or the start of it)."""
    from syndicate.cli.lookup import look_up
    from syndicate.house import now

    if thread is not None:
        found = look_up(path, lambda store: _one(store, thread, now()))
        _tell(found, as_json=as_json)
        return
    minimum = 1 if everything else 2
    rows = look_up(
        path, lambda store: _listed(store, now(), limit=limit, minimum=minimum, whole=as_json)
    )
    show.rows("Threads", rows, as_json=as_json)


def _tell(found: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        show.document(found)
        return
    show.fields(_in_words(found), 12)
    show.rows("Stories", found["in_stories"], as_json=False)


async def _listed(
    store: Store, now: datetime, *, limit: int, minimum: int, whole: bool
) -> list[dict[str, object]]:
    """Give a row of each thread; what bursts stands first. `whole` tells all that is known of each."""
    from syndicate.telling import bursting_first, growths, telling

    found = await store.threads.overview(limit=limit, minimum_items=minimum)
    going = await growths(store, found, now)
    known = await store.sources.cards() if whole else {}
    also = await store.tongues.of([each.id for each in found]) if whole else {}
    rows = []
    for thread in bursting_first(found, going):
        row = _row(thread, going.get(thread.id))
        if whole:
            row |= _measured(going.get(thread.id)) | _told(await telling(store, thread, known))
            row["also_in"] = [_also(each) for each in also.get(thread.id, ())]
        rows.append(row)
    return rows


async def _one(store: Store, text: str, now: datetime) -> dict[str, Any]:
    """Give all that is known of the thread that somebody means, and its stories."""
    from syndicate.cli import meant
    from syndicate.telling import growths, telling

    thread = await meant.thread(store, text)
    growth = (await growths(store, [thread], now)).get(thread.id)
    told = _told(await telling(store, thread, await store.sources.cards()))
    also = (await store.tongues.of([thread.id])).get(thread.id, ())
    told["also_in"] = [_also(each) for each in also]
    told["merged_into_it"] = await store.threads.former(thread.id)
    stories = [_story(each) for each in await store.threads.stories(thread.id)]
    return _row(thread, growth) | _measured(growth) | told | {"in_stories": stories}


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


def _in_words(found: dict[str, Any]) -> dict[str, object]:
    """Choose what people want to read of a thread, and write who was first as they would."""
    told = {name: found[name] for name in _IN_WORDS}
    if first := found["first"]:
        told["first"] = f"{first.source}{first.by}, {show.words(first.at)}"
    told["also_in"] = [f"{each['language']}: {each['title']}" for each in found["also_in"]]
    return {name: value for name, value in told.items() if value not in (None, (), [], "")}
