"""Commands that do the work: run, poll, check, schema."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from syndicate.cli import options
from syndicate.log import configure


@click.command()
@options.config
@options.log_json
@options.verbose
@click.option(
    "--role",
    type=click.Choice(["all"]),
    default="all",
    show_default=True,
    help="What this process does. One process does everything; other roles need a queue between machines.",
)
def run(path: Path, *, log_json: bool, verbose: bool, role: str) -> None:  # noqa: ARG001 (one so far)
    """Follow the feeds and serve the threads, until stopped."""
    import asyncio

    from syndicate import daemon

    configure(as_json=log_json, verbose=verbose)
    asyncio.run(daemon.run(path, dict(os.environ)))


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@options.config
@options.log_json
@options.verbose
def poll(sources: tuple[str, ...], path: Path, *, log_json: bool, verbose: bool) -> None:
    """Poll SOURCE (address or id), or everything, once; then exit.

    Exit code 1 says that some sources failed.
    """
    import asyncio

    from syndicate import house

    configure(as_json=log_json, verbose=verbose)
    failed = asyncio.run(house.poll_once(path, dict(os.environ), sources))
    sys.exit(1 if failed else 0)


@click.command()
@options.config
def check(path: Path) -> None:
    """Say whether the configuration is right, every place where it is not, and what looks like an oversight."""
    from syndicate.config import load
    from syndicate.config.corrections import load_corrections

    settings = load(path, os.environ)
    load_corrections(path)
    for note in settings.notes:
        click.echo(note)
    counts = f"{len(settings.sources)} sources, {len(settings.topics)} topics, {len(settings.outputs)} outputs"
    click.echo(f"{path}: good ({counts})")


@click.command()
def schema() -> None:
    """Print the JSON Schema of feeds.yaml, for editors."""
    from syndicate.config import schema as describe

    click.echo(json.dumps(describe(), indent=2))
