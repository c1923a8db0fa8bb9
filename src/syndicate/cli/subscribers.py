"""`syndicate subscribers`: who may read what is private."""

from __future__ import annotations

import asyncio
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from syndicate.cli import options, show
from syndicate.errors import SyndicateError

if TYPE_CHECKING:
    from syndicate.config import Settings

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9._@+-]{0,78}[a-z0-9])?")


@click.group(
    invoke_without_command=True, short_help="List, add and revoke who may read what is private."
)
@options.config
@options.as_json
@click.pass_context
def subscribers(context: click.Context, path: Path, *, as_json: bool) -> None:
    """List who may read what is private; add, rotate and revoke their tokens."""
    if context.invoked_subcommand is None:
        from syndicate.cli.lookup import look_up

        found = look_up(path, lambda store: store.subscribers.all())
        rows = [{"name": each.name, "since": each.since} for each in found]
        show.rows("Subscribers", rows, as_json=as_json)


@subscribers.command(short_help="Let NAME in, and print the token, once.")
@click.argument("name")
@options.config
def add(name: str, path: Path) -> None:
    """Let NAME in, and print the token, which is shown this once."""
    if not _NAME.fullmatch(name):
        raise click.UsageError("a NAME is made of a-z, 0-9 and . _ @ + - between them")
    asyncio.run(_give(path, name, is_new=True))


@subscribers.command(short_help="Give NAME another token in place of the old one.")
@click.argument("name")
@options.config
def rotate(name: str, path: Path) -> None:
    """Give NAME another token; the old one opens nothing from now on."""
    asyncio.run(_give(path, name, is_new=False))


@subscribers.command()
@click.argument("name")
@options.config
def revoke(name: str, path: Path) -> None:
    """Let NAME in no more."""
    from syndicate.cli.lookup import look_up

    if not look_up(path, lambda store: store.subscribers.revoke(name)):
        raise SyndicateError(_unknown(name))
    click.echo(f"{name} is let in no more")


async def _give(path: Path, name: str, *, is_new: bool) -> None:
    from syndicate.cli.lookup import open_existing
    from syndicate.house import now

    token = secrets.token_urlsafe(32)
    async with open_existing(path, may_make=is_new) as (settings, store):
        give = store.subscribers.add if is_new else store.subscribers.rotate
        if not await give(name, token, now()):
            taken = f"{name} is a subscriber already; `syndicate subscribers rotate {name}`"
            raise SyndicateError(f"{taken} gives another token" if is_new else _unknown(name))
        _tell(settings, name, token)


def _unknown(name: str) -> str:
    return f"no subscriber is called {name}; `syndicate subscribers` lists them"


def _tell(settings: Settings, name: str, token: str) -> None:
    """Print the token and the addresses that it opens. It is stored nowhere."""
    click.echo(f"Token of {name}, shown this once: {token}")
    feeds = [
        f"{kind}/{each}.atom"
        for kind, names in (
            ("outputs", [one.name for one in settings.outputs if one.access == "private"]),
            ("topics", [one.slug for one in settings.topics if one.access == "private"]),
        )
        for each in names
    ]
    if not feeds and settings.access == "public":
        click.echo("Nothing is private yet: see `access` in feeds.yaml.")
    for feed in feeds:
        click.echo(f"  {settings.url}/private/{token}/{feed}")
    click.echo(f"Readers that log in: {settings.url}/private/…, name {name}, the token as password")
