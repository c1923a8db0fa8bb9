"""The command for floods that were held back: list, release, discard."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.cli import options, show
from syndicate.errors import SyndicateError

if TYPE_CHECKING:
    from syndicate.store import Store

_SHOWN = 100_000


@click.command(short_help="List, release or discard items held back from a flood.")
@click.argument("source", required=False)
@click.option("--release", is_flag=True, help="Take SOURCE's held items for news.")
@click.option("--discard", is_flag=True, help="Forget SOURCE's held items; they stay known.")
@options.config
@options.as_json
def held(source: str | None, path: Path, *, release: bool, discard: bool, as_json: bool) -> None:
    """List items that came in a flood and were held back, of SOURCE (an id or an address) or of all."""
    if (release or discard) and (source is None or (release and discard)):
        raise click.UsageError("name one SOURCE, and either --release or --discard")
    asyncio.run(_run(path, source, release=release, discard=discard, as_json=as_json))


async def _run(
    path: Path, name: str | None, *, release: bool, discard: bool, as_json: bool
) -> None:
    from syndicate.cli.lookup import open_existing
    from syndicate.house import now

    async with open_existing(path) as (_, store):
        source_id = None if name is None else await _id_of(store, name)
        if source_id is not None and release:
            count = await store.held.release(source_id, now())
            click.echo(
                f"{count} items released; a running daemon clusters them within half a minute"
            )
        elif source_id is not None and discard:
            click.echo(f"{await store.held.discard(source_id)} items discarded")
        else:
            found = await store.held.listed(source_id, limit=_SHOWN)
            rows = [
                {
                    "source": each.source_id,
                    "item": each.item_id,
                    "held_at": each.held_at,
                    "title": each.title,
                    "url": each.url,
                }
                for each in found
            ]
            show.rows("Held back", rows, as_json=as_json)


async def _id_of(store: Store, name: str) -> str:
    for each in await store.sources.overview(include_retired=True):
        if name in {each.state.source_id, each.url_subscribed}:
            return each.state.source_id
    raise SyndicateError(f"no source is called {name}; `syndicate sources` lists them")
