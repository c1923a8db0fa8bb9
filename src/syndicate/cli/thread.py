"""`syndicate thread`: what people decide about threads, written into corrections.yaml, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from syndicate.cli import options, show
from syndicate.cli.apply import NOT_YET, carried_out
from syndicate.cli.promote import promote, take_back
from syndicate.errors import SyndicateError

if TYPE_CHECKING:  # --help needs neither the nouns nor a database driver
    from syndicate.model import Correction, PastEvent
    from syndicate.store import Store

T = TypeVar("T")


@click.group(short_help="Correct threads: merge, split, pin, exclude, rename, undo.")
def thread() -> None:
    """Correct threads: what you decide beats any score, lasts, and can be taken back."""


thread.add_command(promote)


@thread.command()
@click.argument("threads", nargs=-1, required=True, metavar="THREAD THREAD...")
@options.config
@options.as_json
def merge(threads: tuple[str, ...], path: Path, *, as_json: bool) -> None:
    """Make several threads one. The oldest keeps its id, the addresses of the others lead to it."""
    from syndicate.cli import meant

    _decide(path, lambda store: meant.merge(store, threads), as_json=as_json)


@thread.command(short_help="Take items or stories out of THREAD into one of their own.")
@click.argument("name", metavar="THREAD")
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@options.config
@options.as_json
def split(name: str, items: tuple[str, ...], path: Path, *, as_json: bool) -> None:
    """Take ITEMs or stories out of THREAD into one of their own. The larger part keeps the id."""
    from syndicate.cli import meant

    _decide(path, lambda store: meant.split(store, name, items), as_json=as_json)


@thread.command()
@click.argument("item", metavar="ITEM")
@click.argument("name", metavar="THREAD")
@options.config
@options.as_json
def pin(item: str, name: str, path: Path, *, as_json: bool) -> None:
    """Put ITEM, with its copies, into THREAD, whatever its score."""
    from syndicate.cli import meant

    _decide(path, lambda store: meant.pin(store, item, name), as_json=as_json)


@thread.command(short_help="Keep ITEM out of THREAD, or where it stands, for good.")
@click.argument("item", metavar="ITEM")
@click.argument("name", metavar="[THREAD]", required=False)
@options.config
@options.as_json
def exclude(item: str, name: str | None, path: Path, *, as_json: bool) -> None:
    """Keep ITEM, with its copies, out of THREAD for good; without THREAD, out of the one where it stands."""
    from syndicate.cli import meant

    _decide(path, lambda store: meant.exclude(store, item, name), as_json=as_json)


@thread.command()
@click.argument("name", metavar="THREAD")
@click.argument("title")
@options.config
@options.as_json
def rename(name: str, title: str, path: Path, *, as_json: bool) -> None:
    """Give THREAD a TITLE that no news changes."""
    from syndicate.cli import meant

    _decide(path, lambda store: meant.rename(store, name, title), as_json=as_json)


@thread.command(short_help="Take back a decision (c...), or an event of the log.")
@click.argument("which", metavar="EVENT")
@options.config
@options.as_json
def undo(which: str, path: Path, *, as_json: bool) -> None:
    """Take back a decision (c...), or an EVENT of the log by its number; also a promotion, and what repair did."""
    from syndicate.cli import meant

    held = _held(path)

    async def told(store: Store) -> Correction | meant.Promotion | str:
        await _missed(path, held, store)
        return await meant.undo(store, held or (), which)

    found = _ask(path, told)
    if isinstance(found, meant.Promotion):
        asyncio.run(take_back(path, found.slug, as_json=as_json))
    elif isinstance(found, str):
        _write(path, (), [found], as_json=as_json)
    else:
        _write(path, [found], (), as_json=as_json)


@thread.command(short_help="List what corrections.yaml says, and what came of it.")
@options.config
@options.as_json
def corrections(path: Path, *, as_json: bool) -> None:
    """List what corrections.yaml says, with the events that came of each."""
    held = _held(path) or ()
    past = _ask(path, lambda store: store.journal.standing())
    rows = [
        {
            "id": one.name,
            "kind": one.kind,
            "ids": one.ids,
            "thread": one.thread,
            "title": one.title,
            "note": one.note,
            "events": [each.id for each in past if each.event.correction == one.name],
        }
        for one in held
    ]
    show.rows("Corrections", rows, as_json=as_json)


@thread.command(short_help="List what was merged, split and moved, and by whom.")
@click.argument("name", metavar="[THREAD]", required=False)
@options.config
@options.as_json
@options.limit
def log(name: str | None, path: Path, *, as_json: bool, limit: int) -> None:
    """List what was merged, split and moved, by repair or by a person; of THREAD, or of all."""

    async def found(store: Store) -> list[dict[str, object]]:
        from syndicate.cli import meant

        told = await store.journal.listed(limit=limit, about=name)  # of a story or topic, too
        if not told and name:
            about = await meant.named(store, name)
            told = await store.journal.listed(limit=limit, about=about.id)
        titles = await _titles(store, told)
        return [_row(past, titles) for past in told]

    show.rows("Log", _ask(path, found), as_json=as_json)


async def _titles(store: Store, told: Sequence[PastEvent]) -> dict[str, str]:
    """What stood at either end is called, as far as it is still there: ids tell nobody what was moved."""
    ends = {end for past in told for end in (past.event.from_id, past.event.into_id)}
    stories = await store.running.called(sorted(ends))
    titles = {story_id: story.title for story_id, story in stories.items()}
    for end in ends - titles.keys():
        thread = await store.threads.get(end)
        titles |= {end: thread.title} if thread else {}
    return titles


def _row(past: PastEvent, titles: Mapping[str, str]) -> dict[str, object]:
    event = past.event
    known = dict.fromkeys(titles[end] for end in (event.from_id, event.into_id) if end in titles)
    return {
        "id": past.id,
        "at": past.at,
        "kind": event.kind,
        "by": event.by,
        "from": event.from_id,
        "into": event.into_id,
        "titles": " → ".join(known),
        "items": past.items,
        "correction": event.correction,
        "reason": event.reason,
        "undone_at": past.undone_at,
    }


def _held(path: Path) -> tuple[Correction, ...] | None:
    from syndicate.config.corrections import load_corrections

    return load_corrections(path)


def _ask(path: Path, question: Callable[[Store], Awaitable[T]]) -> T:
    from syndicate.cli.lookup import look_up

    return look_up(path, question)


def _decide(
    path: Path, told: Callable[[Store], Awaitable[Correction | list[Correction]]], *, as_json: bool
) -> None:
    held = _held(path)  # what is wrong in the file is told before anything else

    async def decided(store: Store) -> Correction | list[Correction]:
        await _missed(path, held, store)
        return await told(store)

    found = _ask(path, decided)
    _write(path, found if isinstance(found, list) else [found], (), as_json=as_json)


async def _missed(path: Path, held: Sequence[Correction] | None, store: Store) -> None:
    """Make no new file where the old one was lost: all that it said would be taken back by what is written now."""
    from syndicate.config.corrections import FILE

    if held is None and await store.journal.standing():
        raise SyndicateError(
            f"{path.with_name(FILE)} is missing, though decisions hold that stood in it: put it back,"
            " or make one with `corrections: []`, which takes them all back; nothing was written"
        )


def _write(path: Path, add: Sequence[Correction], drop: Sequence[str], *, as_json: bool) -> None:
    """Write the decisions, have them carried out, and tell what came of it."""
    from syndicate.config.edit_corrections import decide, decided

    wanted = decided(_held(path) or (), add, drop)
    idle = _ask(path, partial(_holds, wanted))
    decide(path, add=add, drop=drop)
    names = [*(one.name for one in add), *drop]
    # By then others may have decided, too: what counts is what stands in the file.
    applied = idle or asyncio.run(carried_out(path, lambda store: _holds(_held(path) or (), store)))
    if as_json:
        show.document({"corrections": names, "applied": applied, "changed": not idle})
        return
    for one in add:
        click.echo(f"{one.name}  {one.kind}: {show.words(one.note)}")
    for name in drop:
        click.echo(f"{name}  taken back")
    if idle:
        click.echo("nothing had to change: all stands so already")
    elif not applied:
        click.echo(f"written; {NOT_YET}")


async def _holds(decisions: Sequence[Correction], store: Store) -> bool:
    from syndicate.corridors.clustering import Clusterer
    from syndicate.house import now
    from syndicate.metrics import Metrics

    return await Clusterer(store=store, clock=now, metrics=Metrics()).holds(decisions)
