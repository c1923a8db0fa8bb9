"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

config = click.option(
    "--config",
    "path",
    # What cannot be read is told as whatever is wrong with the file, with its exit code.
    type=click.Path(path_type=Path, readable=False),
    default=Path("feeds.yaml"),
    envvar="SYNDICATE_CONFIG",
    show_envvar=True,
    show_default=True,
    help="The file that says what to follow.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
log_json = click.option("--log-json", is_flag=True, help="Log one JSON object a line.")
verbose = click.option("--verbose", "-v", is_flag=True, help="Log more.")
limit = click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help="How many, the newest first.",
)


class FileToWrite(click.ParamType[Path]):
    """A file to write, or - for standard output. A folder is refused before anything is asked of anybody."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path, or say what stands in its place."""
        if Path(value).is_dir():
            self.fail(f"{value!r} is a folder: name a file in it", param, ctx)
        return Path(value)
