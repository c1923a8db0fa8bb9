"""`syndicate run` and `syndicate poll`: the daemon, and one round of its work."""

from __future__ import annotations

import asyncio
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
    from syndicate import daemon

    configure(as_json=log_json, verbose=verbose)
    asyncio.run(daemon.run(path, os.environ, role=role, port=port))


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@options.config
@options.log_json
@options.verbose
def poll(sources: tuple[str, ...], path: Path, *, log_json: bool, verbose: bool) -> None:
    """Poll SOURCE (address or id), or everything, once; then exit.

    Exit code 1 says that some sources failed.
    """
    from syndicate import house

    configure(as_json=log_json, verbose=verbose)
    failed = asyncio.run(house.poll_once(path, os.environ, sources))
    sys.exit(1 if failed else 0)
