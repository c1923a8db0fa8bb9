"""`syndicate backup` and `syndicate restore`: a whole copy of the store, and the way back to it."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click

from syndicate.cli import options, show


@click.command(short_help="Copy the store into a file, while the daemon runs.")
@click.argument("file", type=click.Path(path_type=Path))
@options.config
def backup(file: Path, path: Path) -> None:
    """Copy the store into FILE, which must not be there yet, while the daemon runs. For stores of SQLite.

    `syndicate restore FILE` goes back to it.
    """
    from syndicate.cli.lookup import look_up
    from syndicate.store.engines.backups import back_up

    look_up(path, lambda store: back_up(store.database, file))
    click.echo(f"{file}: all that was stored ({file.stat().st_size} bytes)")


@click.command(short_help="Go back to a copy that `backup` made.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@options.config
def restore(file: Path, path: Path) -> None:
    """Put what FILE holds in the place of the store. Stop the daemon first. For stores of SQLite.

    FILE stays as it is, and what stood in its place is kept beside the store. A copy that is damaged, or of a newer
    Syndicate, changes nothing.
    """
    for line in asyncio.run(_restore(file, path)):
        click.echo(line)


async def _restore(file: Path, path: Path) -> list[str]:
    from syndicate.cli.lookup import open_existing
    from syndicate.config import load
    from syndicate.errors import StoreError
    from syndicate.publish.reports import many
    from syndicate.store.engines.backups import restore as put_back
    from syndicate.store.engines.opening import file_of
    from syndicate.store.sources import newest_at

    place = file_of(load(path, os.environ).store)
    if place is None:
        raise StoreError(
            "PostgreSQL is brought back by its own means, such as pg_restore; "
            "`syndicate migrate --from sqlite:///FILE --to URL` fills an empty database from a copy"
        )
    kept = await put_back(file, place)
    async with open_existing(path) as (_, store):
        sources = await store.sources.overview(include_retired=True)
    items = many(sum(source.item_count for source in sources), "item", "items")
    newest = newest_at(sources)
    until = f", the newest of {show.words(newest)}" if newest else ""
    told = [f"{place}: as it was in {file} ({items}{until})"]
    if kept:
        told.append(f"{kept}: what was there before; remove it once you do not want it back")
    return told
