"""`syndicate opml import` and `export`: subscriptions from other readers, and back to them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import urlsplit

import click

from syndicate.cli import options, show
from syndicate.cli.written import to_write
from syndicate.errors import ParseError

if TYPE_CHECKING:  # for --help neither pydantic nor lxml is loaded
    from syndicate.config import Settings
    from syndicate.config.edit import Followed
    from syndicate.config.splice import Addition
    from syndicate.normalize.formats.opml import Subscriptions

LIMIT_BYTES: Final = 10 * 1024 * 1024


@click.group(short_help="Bring subscriptions in from other readers, and out.")
def opml() -> None:
    """Bring subscriptions in from other readers, and give them back."""


@dataclass(slots=True)
class Report:
    """What becomes of a list. Each of `merged` and `refused` is an address and what is to be said of it."""

    added: list[Addition] = field(default_factory=list)
    merged: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


@opml.command("import", short_help="Follow the feeds of FILE (- for standard input).")
@click.argument("file", type=click.File("rb"))
@options.config
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag for every feed of it.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and write nothing.")
def import_(file: BinaryIO, path: Path, tags: tuple[str, ...], *, dry_run: bool) -> None:
    """Follow the feeds of FILE (- for standard input); categories and folders become tags."""
    from syndicate.config.edit import add, followed

    before = followed(path, os.environ)
    report = _plan(before, _read(file), tags)
    if report.added and not dry_run:
        add(before, report.added, os.environ)
    _tell(report, before.settings, dry_run=dry_run)


def _read(file: BinaryIO) -> Subscriptions:
    from syndicate.house import now, read_opml
    from syndicate.model import Document, Validators

    body = file.read(LIMIT_BYTES + 1)
    if len(body) > LIMIT_BYTES:
        raise click.UsageError("the list is larger than 10 MiB: is this the right file?")
    document = Document(file.name, body, "", Validators(), now())
    try:
        return asyncio.run(read_opml(document))
    except ParseError as error:
        raise click.UsageError(f"{show.printable(error.url)}: {error.reason}") from None


def _plan(before: Followed, listed: Subscriptions, tags: tuple[str, ...]) -> Report:
    from syndicate.config.edit import faults
    from syndicate.config.splice import Addition
    from syndicate.model import twin

    report = Report(refused=list(listed.refused))
    added: dict[str, Addition] = {}
    for feed in listed.feeds:
        wish = Addition(feed.url, feed.title or None, tuple(dict.fromkeys((*feed.tags, *tags))))
        key = twin(feed.url)
        if place := before.place(feed.url):
            report.merged.append((feed.url, _brings(f"is followed already: {place}", wish)))
        elif wrong := faults(wish):
            report.refused.append((feed.url, "; ".join(wrong)))
        elif first := added.get(key):
            added[key] = replace(first, tags=tuple(dict.fromkeys((*first.tags, *wish.tags))))
            report.merged.append((feed.url, _brings(f"is the same as {first.url}", wish)))
        else:
            added[key] = wish
    report.added = list(added.values())
    return report


def _brings(reason: str, wish: Addition) -> str:
    return f"{reason}; its tags here: {', '.join(wish.tags)}" if wish.tags else reason


def _tell(report: Report, settings: Settings, *, dry_run: bool) -> None:
    for word, rows in (
        ("would be added" if dry_run else "added", [(one.url, "") for one in report.added]),
        ("merged", report.merged),
        ("refused", report.refused),
    ):
        click.echo(f"{len(rows)} {word}")
        for url, said in rows:
            reason = f": {show.printable(said)}" if said else ""
            click.echo(f"  {show.address(url)}{reason}")
    for url, reason in _not_public(report.added, settings):
        hint = "list its network under fetch.allow_networks, or it will not be fetched"
        click.echo(f"! {show.address(url)} leads to {reason}: {hint}")


def _not_public(added: Sequence[Addition], settings: Settings) -> Iterator[tuple[str, str]]:
    """Tell the addresses that name a host which is not public. Names are not looked up."""
    from syndicate.fetch.address import AddressPolicy
    from syndicate.model import is_literal

    policy = AddressPolicy(settings.allow_networks)
    for addition in added:
        host = urlsplit(addition.url).hostname or ""
        host = "127.0.0.1" if host == "localhost" else host
        if is_literal(host) and (reason := policy.refusal(host)):
            yield addition.url, reason


@opml.command("export", short_help="Write the sources to FILE (or standard output).")
@click.argument("file", type=options.FileToWrite(), default="-")
@options.config
def export(file: Path, path: Path) -> None:
    """Write the sources to FILE (or standard output) as OPML; their tags are its categories."""
    from syndicate.config import load
    from syndicate.fetch.public_url import MASK, public_url
    from syndicate.publish.opml import Outline, write

    settings = load(path, os.environ)
    outlines = []
    for source in settings.sources:
        # What is shown differs from what is dialled where the address holds a secret.
        if source.url != source.shown_url or MASK in public_url(source.url):
            shown = public_url(source.shown_url)
            click.echo(f"left out, for its address holds a secret: {shown}", err=True)
            continue
        outlines.append(Outline(source.title or "", source.url, tags=source.tags))
    with to_write(file) as out:
        out.write(write(settings.title, outlines) + b"\n")
