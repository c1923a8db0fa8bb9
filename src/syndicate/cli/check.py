"""`syndicate check` and `syndicate schema`: whether feeds.yaml is right, and what it may hold."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from syndicate.cli import options


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
