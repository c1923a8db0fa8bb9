"""`syndicate add`: the feeds of an address, and the chosen one into feeds.yaml."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.cli import options, show
from syndicate.errors import SyndicateError

if TYPE_CHECKING:  # for --help neither pydantic nor aiohttp is loaded
    from syndicate.config import Settings
    from syndicate.config.edit import Followed
    from syndicate.config.splice import Addition
    from syndicate.corridors.discovery import FoundFeed


@click.command(short_help="Find the feeds of a page or host, and follow one.")
@click.argument("url")
@options.config
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag; may be given again.")
@click.option("--title", help="What to call the source, if not by its feed's own title.")
@click.option("--every", metavar="1h", help="How often to poll, if not adaptively.")
@click.option("--pick", type=click.IntRange(min=1), metavar="N", help="Take the Nth feed found.")
@click.option("--yes", is_flag=True, help="Take the first feed found, and ask nothing.")
@options.as_json
def add(
    url: str,
    path: Path,
    tags: tuple[str, ...],
    title: str | None,
    every: str | None,
    pick: int | None,
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """Find the feeds of URL (a feed, a page or a host), and follow one of them."""
    from syndicate.config.edit import followed
    from syndicate.config.splice import Addition

    address = url.strip() if "://" in url else f"https://{url.strip()}"
    wish = Addition(address, title, tuple(dict.fromkeys(tags)), every)
    _check(wish)
    before = followed(path, os.environ)
    _refuse_twin(before, address)
    feeds, unasked = asyncio.run(_look(before.settings, address))
    chosen = _choice(feeds, pick or (1 if yes or len(feeds) == 1 else None))
    if not as_json:
        _tell(feeds, before)
        for other in unasked:
            click.echo(f"not looked at: {show.address(other)}")
        chosen = chosen or _ask(feeds)
    if chosen:
        _write(before, replace(wish, url=feeds[chosen - 1].url))
    if as_json:
        rows = [_row(number, feed, before) for number, feed in enumerate(feeds, 1)]
        others = [show.address(other) for other in unasked]
        show.document({"feeds": rows, "not_looked_at": others, "added": chosen})
    elif chosen:
        click.echo(f"{path}: {show.address(feeds[chosen - 1].url)} was added")
    if chosen is None:
        click.echo("syndicate: several feeds were found: choose one with --pick N", err=True)
        sys.exit(2)


def _check(wish: Addition) -> None:
    from syndicate.config.edit import faults

    if found := faults(wish):
        raise click.UsageError("; ".join(found))


def _refuse_twin(before: Followed, url: str) -> None:
    if place := before.place(url):
        raise SyndicateError(f"{show.address(url)} is followed already: {place}")


async def _look(settings: Settings, address: str) -> tuple[tuple[FoundFeed, ...], list[str]]:
    from syndicate.house import open_discovery

    async with open_discovery(settings) as discovery:
        return await discovery.feeds(address), discovery.unasked


def _choice(feeds: Sequence[FoundFeed], number: int | None) -> int | None:
    if number is not None and number > len(feeds):
        raise click.UsageError(f"--pick {number}: only {len(feeds)} feeds were found")
    return number


def _ask(feeds: Sequence[FoundFeed]) -> int | None:
    """Let a person choose; None where there is nobody to ask. 0 is a choice too: to leave everything as it is."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    number = click.IntRange(0, len(feeds))
    return int(click.prompt("Which one (0: none)", type=number, default=1))


def _write(before: Followed, addition: Addition) -> None:
    from syndicate.config.edit import add as write

    _refuse_twin(before, addition.url)
    write(before, [addition], os.environ)


def _tell(feeds: Sequence[FoundFeed], before: Followed) -> None:
    from syndicate.publish.reports import many

    for number, feed in enumerate(feeds, 1):
        row = _row(number, feed, before)
        dates = [show.words(date)[:10] for date in (feed.oldest_at, feed.newest_at) if date]
        about = ", ".join(
            filter(None, (feed.format, many(feed.items, "item", "items"), " to ".join(dates)))
        )
        click.echo(f"{number}  {row['title'] or 'Untitled'}  ({about})")
        click.echo(f"   {row['url']}")
        for line in feed.latest:
            click.echo(f"   - {show.printable(line)}")
        for note in (feed.problem, row["followed"] and f"followed already: {row['followed']}"):
            if note:
                click.echo(f"   ! {show.printable(str(note))}")


def _row(number: int, feed: FoundFeed, before: Followed) -> dict[str, object]:
    return {
        "number": number,
        "title": show.printable(feed.title),
        "format": feed.format,
        "url": show.address(feed.url),
        "items": feed.items,
        "oldest_at": feed.oldest_at,
        "newest_at": feed.newest_at,
        "latest": [show.printable(title) for title in feed.latest],
        "problem": feed.problem,
        "followed": before.place(feed.url),
    }
