"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

config = click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path),
    default=Path("feeds.yaml"),
    envvar="SYNDICATE_CONFIG",
    show_default=True,
    help="The file that says what to follow.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
log_json = click.option("--log-json", is_flag=True, help="Log one JSON object a line.")
verbose = click.option("--verbose", "-v", is_flag=True, help="Log more.")
