"""`syndicate demo`: the sample newsroom on loopback, and the real daemon on it."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.cli import options
from syndicate.log import configure

if TYPE_CHECKING:
    from socket import socket


@click.command(short_help="Watch threads form in a sample newsroom; needs no network.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8420,
    show_default=True,
    help="Where the daemon serves; 0 takes a free one.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=1),
    default=60.0,
    show_default=True,
    help="How long the newsroom's nine days take.",
)
@options.verbose
def demo(port: int, seconds: float, *, verbose: bool) -> None:
    """Watch threads form: a sample newsroom of November 2014, and the real daemon on it. Needs no network."""
    import asyncio
    import tempfile

    from syndicate import daemon
    from syndicate.demo.origin import HOST

    configure(verbose=verbose)
    # The port is had from here on: its address is told, and stands in feeds.yaml, before the daemon is up.
    with (
        daemon.make_door(HOST, port) as door,
        tempfile.TemporaryDirectory(prefix="syndicate-demo-") as folder,
    ):
        asyncio.run(_demo(Path(folder), door, seconds))


async def _demo(folder: Path, door: socket, seconds: float) -> None:
    import asyncio

    from syndicate import daemon
    from syndicate.demo.clock import accelerated_clock
    from syndicate.demo.newsroom import CLOSES_AT, OPENS_AT
    from syndicate.demo.origin import start_newsroom
    from syndicate.demo.settings import demo_config

    clock = accelerated_clock(OPENS_AT, CLOSES_AT, seconds, time.monotonic)
    newsroom = await start_newsroom(clock=clock)
    closing = asyncio.create_task(_closing(seconds))
    try:
        port = door.getsockname()[1]
        path = folder / "feeds.yaml"
        path.write_text(demo_config(newsroom.base_url, folder / "demo.db", port), encoding="utf-8")
        click.echo(f"The newsroom: {newsroom.base_url}   What the daemon reads: {path}")
        click.echo(
            f"Other commands find it by SYNDICATE_CONFIG={path}; "
            "for them it is today, and November 2014 sleeps."
        )
        click.echo(f"Open http://127.0.0.1:{port}/ and subscribe to a thread. Ctrl-C ends it.")
        # By a clock that passes hours in a second, no poll would be done within minutes.
        lease = CLOSES_AT - OPENS_AT
        await daemon.run(path, os.environ, clock=clock, lease=lease, door=door)
    finally:
        closing.cancel()
        await newsroom.close()


async def _closing(seconds: float) -> None:
    """Say when no more news comes: a daemon that is quiet looks like one that hangs."""
    import asyncio

    await asyncio.sleep(seconds)
    click.echo("That was all the news. The pages stay until Ctrl-C.")
