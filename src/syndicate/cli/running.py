"""Commands that do the work: run, poll, check, schema."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from syndicate.cli import options
from syndicate.log import configure
from syndicate.roles import Role


@click.command()
@options.config
@options.log_json
@options.verbose
@click.option(
    "--role",
    type=click.Choice(["all", "scheduler", "worker", "web"]),
    default="all",
    show_default=True,
    help="What this process does: everything, or a part of it beside others on one PostgreSQL store.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Listen here in place of the port in feeds.yaml. A scheduler or worker listens nowhere else, "
    "and answers /healthz, /readyz and /metrics only.",
)
def run(path: Path, *, log_json: bool, verbose: bool, role: Role, port: int | None) -> None:
    """Follow the feeds and serve the threads, until stopped."""
    import asyncio

    from syndicate import daemon

    configure(as_json=log_json, verbose=verbose)
    asyncio.run(daemon.run(path, dict(os.environ), role=role, port=port))


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


@click.command(short_help="Say whether feeds.yaml is right, and where it is not.")
@click.argument("file", required=False, type=click.Path(path_type=Path, readable=False))
@options.config
def check(file: Path | None, path: Path) -> None:
    """Say whether FILE (or that of --config) is right, where it is not, and what looks like an oversight."""
    from syndicate.config import load
    from syndicate.config.corrections import load_corrections
    from syndicate.publish.reports import many

    path = file or path
    settings = load(path, os.environ)
    load_corrections(path)
    for note in settings.notes:
        click.echo(note)
    counts = (
        many(len(settings.sources), "source", "sources"),
        many(len(settings.topics), "topic", "topics"),
        many(len(settings.outputs), "output", "outputs"),
    )
    click.echo(f"{path}: good ({', '.join(counts)})")


@click.command()
def schema() -> None:
    """Print the JSON Schema of feeds.yaml, for editors."""
    from syndicate.config import schema as describe

    click.echo(json.dumps(describe(), indent=2))
