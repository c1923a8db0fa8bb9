"""`syndicate backup`: a whole copy of the store, beside a daemon that is at work on it."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click

from syndicate.cli import options


@click.command(short_help="Copy the store into a file, while the daemon runs.")
@click.argument("file", type=click.Path(path_type=Path))
@options.config
def backup(file: Path, path: Path) -> None:
    """Copy the store into FILE, which must not be there yet, while the daemon runs. For stores of SQLite.

    To go back to it: stop the daemon, put FILE in place of the store, start.
    """
    asyncio.run(_back_up(file, path))
    click.echo(f"{file}: all that was stored ({file.stat().st_size} bytes)")


async def _back_up(file: Path, path: Path) -> None:
    from syndicate.house import open_archive
    from syndicate.store.opening import back_up

    async with open_archive(path, dict(os.environ)) as (_, store):
        await back_up(store.database, file)
