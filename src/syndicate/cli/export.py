"""The command that writes what was known of a thread, a topic or an output at an instant."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from syndicate.cli import options
from syndicate.cli.written import to_write
from syndicate.errors import QueryError, SyndicateError

if TYPE_CHECKING:
    from syndicate.model import Address, Declared, Kind
    from syndicate.store import Store

_KINDS = ("thread", "topic", "output", "source", "tag")


@click.command(short_help="Write what was known of a thread, topic or source, and when.")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("name")
@click.option(
    "--as-of", help="A day or an instant (UTC); else the newest change of anything in it."
)
@click.option("--out", type=options.FileToWrite(), default="-", help="The file to write.")
@options.config
def export(kind: str, name: str, as_of: str | None, out: Path, path: Path) -> None:
    """Write what was known of a thread, topic, output, source or tag: NDJSON with versions and hashes."""
    asyncio.run(_run(path, cast("Kind", f"{kind}s"), name, as_of, out))


async def _run(path: Path, kind: Kind, name: str, as_of: str | None, out: Path) -> None:
    from syndicate.cli.lookup import open_existing
    from syndicate.house import declared, now
    from syndicate.outputs.exporting import export as lines
    from syndicate.query import instant

    try:
        at = instant(as_of) if as_of else None
    except QueryError as error:
        raise click.BadParameter(error.reason, param_hint="--as-of") from None
    if at and at > now():
        reason = (
            "lies ahead: what will be known by then cannot be told, nor the same bytes given again"
        )
        raise click.BadParameter(reason, param_hint="--as-of")
    async with open_existing(path) as (settings, store):
        known = declared(settings)
        address = await _meant(store, known, kind, name)
        with to_write(out) as file:
            async for line in lines(store, known, address, at):
                file.write(line)


async def _meant(store: Store, known: Declared, kind: Kind, name: str) -> Address:
    from syndicate.cli import meant
    from syndicate.model import Address

    if kind == "threads":
        return Address(kind, (await meant.named(store, name)).id)
    name = known.now(Address(kind, name)).name
    there = {
        "topics": name in known.topics,
        "outputs": name in known.outputs,
        "sources": name in known.sources,
        "tags": any(name in source.tags for source in known.sources.values()),
    }
    if not there[kind]:
        hint = "`syndicate sources` lists them" if kind == "sources" else "feeds.yaml names them"
        raise SyndicateError(f"there is no {kind.removesuffix('s')} of this name; {hint}")
    return Address(kind, name)
