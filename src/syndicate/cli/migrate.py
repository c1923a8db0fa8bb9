"""`syndicate migrate`: everything remembered moves into another store."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.cli import options, show

if TYPE_CHECKING:
    from syndicate.corridors.moving import Moved


@click.command(short_help="Copy the store to another one, and compare both.")
@click.option(
    "--to",
    "target",
    required=True,
    metavar="URL",
    help="Where to: postgresql://… or sqlite:///FILE, as `store:` would say it.",
)
@click.option("--from", "origin", metavar="URL", help="Where from, if not from `store:`.")
@click.option("--anew", is_flag=True, help="Throw away what an unfinished move left at the target.")
@options.config
@options.as_json
def migrate(target: str, origin: str | None, path: Path, *, anew: bool, as_json: bool) -> None:
    """Copy the store to another one, with every id, and compare both. Stop the daemon first.

    Neither feeds.yaml nor the store that it names is changed. If it ends early, run it again: it goes on where it was.
    """
    from syndicate.config import load
    from syndicate.corridors.moving import move

    target_url = _url(target, path, "--to")
    origin_url = _url(origin, path, "--from") if origin else load(path, os.environ).store
    moved = asyncio.run(move(origin_url, target_url, _teller(), anew=anew))
    _report(moved, target, path, as_json=as_json)


def _url(text: str, path: Path, option: str) -> str:
    from syndicate.config import store_url

    try:
        return store_url(text, path, os.environ)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from None


def _teller() -> Callable[[str, int], None]:
    """Tell a person how it goes; say nothing into a pipe or a file."""
    if not sys.stderr.isatty():
        return lambda _what, _count: None
    return lambda what, count: click.echo(f"\r\x1b[K{what}: {count}", err=True, nl=False)


def _report(moved: Moved, target: str, path: Path, *, as_json: bool) -> None:
    from syndicate.config import unsecret

    line = f"store: {unsecret(target)}"
    rows = [{"table": each.table, "rows": each.rows, "sha256": each.digest} for each in moved.held]
    if as_json:
        show.document(
            {
                "from": moved.origin,
                "to": moved.target,
                "copied": moved.is_new,
                "verified": True,
                "tables": rows,
                "store": line,
            }
        )
        return
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    shown = [{**row, "sha256": f"{row['sha256']}"[:16], "": "verified"} for row in rows]
    show.rows(f"{moved.origin} -> {moved.target}", shown, as_json=False)
    total = sum(each.rows for each in moved.held)
    done = "copied and" if moved.is_new else "there already, and"
    click.echo(
        f"verified: {len(rows)} tables, {total} rows were {done} are the same in both stores"
    )
    click.echo(f"{path} was not changed: what it says of the store must now be\n  {line}")
