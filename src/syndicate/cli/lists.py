"""Commands that look things up: status, sources, threads, why."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from syndicate.cli import options, show

if TYPE_CHECKING:  # --help needs neither the nouns nor a database driver
    from syndicate.model import Dateline, Reason, StoredItem, Subscription
    from syndicate.store import SourceOverview, Store
    from syndicate.store.running import Called

Lookup: TypeAlias = "Callable[[Store], Coroutine[Any, Any, Any]]"


def _look(path: Path, lookup: Lookup) -> Any:
    import asyncio

    from syndicate.cli.archive import open_archive

    async def opened() -> Any:
        async with open_archive(path, dict(os.environ)) as (_, store):
            return await lookup(store)

    return asyncio.run(opened())


@click.command()
@options.config
@options.as_json
def status(path: Path, *, as_json: bool) -> None:
    """Say how things stand: sources, items, threads."""
    found = _look(path, _status)
    if as_json:
        show.document(found)
        return
    for name, value in found.items():
        click.echo(f"{name.replace('_', ' '):>16}  {show.words(value)}")


async def _status(store: Store) -> dict[str, object]:
    from syndicate.store.sources import newest_at

    overview = await store.sources.overview()
    states = Counter(source.standing for source in overview)
    churn = await store.journal.churn()
    return {
        "sources": len(overview),
        **{f"sources_{name}": count for name, count in sorted(states.items())},
        "items": sum(source.item_count for source in overview),
        "threads": await store.threads.count(),
        "merges": churn.merges,
        "splits": churn.splits,
        "share_moved_by_repair": round(churn.share, 4),
        "newest_item_at": newest_at(overview),
        "next_poll_at": await store.sources.next_due_at(),
    }


@click.command(short_help="List the sources: when polled, and what is wrong.")
@options.config
@options.as_json
def sources(path: Path, *, as_json: bool) -> None:
    """List the sources: when they were polled, what is wrong with them."""
    show.rows("Sources", _look(path, _sources), as_json=as_json)


async def _sources(store: Store) -> list[dict[str, object]]:
    agreed = await store.subscriptions.current()
    return [
        _source_row(source, agreed.get(source.state.source_id))
        for source in await store.sources.overview()
    ]


def _source_row(source: SourceOverview, agreed: Subscription | None) -> dict[str, object]:
    from syndicate.fetch.notices import notices
    from syndicate.websub.subscriber import told

    return {
        "id": source.state.source_id,
        "title": source.title,
        "url": source.url_subscribed,
        "state": source.standing,
        "items": source.item_count,
        "last_poll_at": source.state.last_poll_at,
        "next_poll_at": source.state.next_poll_at,
        "push": told(agreed) if agreed else None,
        "problem": source.state.problem,
        "notices": notices(source.state, source.held),
        "held": source.held,
        "missed": source.state.missed,
        "missed_at": source.state.missed_at,
    }


@click.command(short_help="List the threads that are running, or tell all of one.")
@click.argument("thread", required=False)
@options.config
@options.as_json
@options.limit
@click.option("--all", "everything", is_flag=True, help="Threads of a single item too.")
def threads(thread: str | None, path: Path, *, as_json: bool, limit: int, everything: bool) -> None:
    """List the threads that are running, what bursts first; or tell all of one THREAD (an id, or the start of it)."""
    from syndicate.cli import telling
    from syndicate.house import now

    if thread is not None:
        found = _look(path, lambda store: telling.one(store, thread, now()))
        _tell(found, as_json=as_json)
        return
    minimum = 1 if everything else 2
    rows = _look(
        path,
        lambda store: telling.listed(store, now(), limit=limit, minimum=minimum, whole=as_json),
    )
    show.rows("Threads", rows, as_json=as_json)


def _tell(found: dict[str, Any], *, as_json: bool) -> None:
    from syndicate.cli import telling

    if as_json:
        show.document(found)
        return
    for name, value in telling.in_words(found).items():
        click.echo(f"{name.replace('_', ' '):>12}  {show.words(value)}")
    show.rows("Stories", found["in_stories"], as_json=False)


@click.command(short_help="Say why an item stands where it does.")
@click.argument("item")
@options.config
@options.as_json
def why(item: str, path: Path, *, as_json: bool) -> None:
    """Say why ITEM (an id, the start of one, its address or that of its page) stands where it does."""
    found = _look(path, lambda store: _explain(store, item))
    if as_json:
        show.document(found)
        return
    found["dateline"] = _opening(found["dateline"])
    for name in (
        "title",
        "url",
        "source",
        "published_at",
        "seen_at",
        "agency",
        "dateline",
        "publisher",
        "cited",
        "full_text",
        "rights",
        "licence",
        "copy_of",
        "story",
        "thread",
    ):
        if found[name]:
            click.echo(f"{name.replace('_', ' '):>12}  {show.words(found[name])}")
    _tell_reasons(found)
    for slug in found["kept_out_of"]:
        click.echo(
            f"{'kept out':>12}  of {slug}, by a word of its `none` or for likeness to its `unlike`"
        )
    for other in found["related"]:
        told = ", ".join(filter(None, (_opening(other.dateline), other.url)))
        text = " ".join(other.text.split())
        click.echo(f"{'related':>12}  {show.words(text)}{f' ({show.words(told)})' if told else ''}")
    for cut in found["furniture"]:
        click.echo(f"{'cut':>12}  {show.words(cut)}")


async def _explain(store: Store, text: str) -> dict[str, Any]:
    from syndicate.cli import meant
    from syndicate.publish.why import BESIDE, standing

    stored = await meant.item(store, text)
    story = await store.threads.story(stored.story_id) if stored.story_id else None
    thread = await store.threads.get(stored.thread_id) if stored.thread_id else None
    placed = [(None, each) for each in standing(await store.threads.reasons(stored.item.id))]
    belongs = [(each.slug, each.reason) for each in await store.topics.reasons(stored.item.id)]
    nearest = [each.nearest for _, each in (*placed, *belongs) if each.nearest]
    called = await store.running.called(nearest)
    reports = await store.items.opening(stored.story_id, limit=BESIDE)
    return {
        **_item(stored),
        "story": f"{story.title} ({story.id})" if story else None,
        "thread": f"{thread.title} ({thread.id})" if thread else None,
        "reasons": [
            _reason(each, stored, called, reports) | {"topic": topic}
            for topic, each in (*placed, *belongs)
        ],
        "kept_out_of": await store.topics.barred_from(stored.item.id),
    }


def _item(stored: StoredItem) -> dict[str, Any]:
    item = stored.item
    return {
        "id": item.id,
        "entry_id": stored.entry_id,
        "title": item.title,
        "url": item.url,
        "source": item.source_id,
        "published_at": item.published_at,
        "claimed_at": item.claimed_at,
        "seen_at": item.seen_at,
        "agency": item.agency,
        "publisher": item.publisher,
        "cited": item.cited,
        "dateline": item.dateline,
        "full_text": item.page_note,
        "rights": item.rights,
        "licence": item.licence_url,
        "copy_of": stored.copy_of,
        "related": item.related,
        "furniture": item.furniture,
    }


def _opening(dateline: Dateline | None) -> str:
    """A dateline as people write it."""
    if dateline is None:
        return ""
    day = [dateline.on.isoformat()] if dateline.on else []
    return ", ".join([*dateline.places, *day])


def _reason(
    reason: Reason, stored: StoredItem, called: Mapping[str, Called], reports: Sequence[StoredItem]
) -> dict[str, object]:
    from syndicate.publish.why import after, as_written

    near = called.get(reason.nearest or "")
    return asdict(reason) | {
        "shared": as_written(reason.shared, stored.item, beside=[each.item for each in reports]),
        "nearest_title": near and near.title,
        "after": after(reason) or None,
    }


def _tell_reasons(found: dict[str, Any]) -> None:
    click.echo("Reasons")
    for reason in found["reasons"]:
        told = ": ".join(filter(None, (reason["topic"], reason["note"])))
        click.echo(
            f"{reason['relation']:>12}  {reason['score']:.2f}{f'  {show.words(told)}' if told else ''}"
        )
        made_of = ", ".join(f"{name} {value:z.2f}" for name, value in reason["parts"])
        nearest = filter(None, (reason["nearest_title"], reason["nearest"], reason["after"]))
        for name, told in (
            ("shares", reason["shared"]),
            ("nearest", "; ".join(nearest)),
            ("made of", made_of),
            ("close call", reason["almost"]),
        ):
            if told:
                click.echo(f"{'':>12}  {name:>10}  {show.words(told)}")
