"""Tables for people, JSON for scripts, from the same rows."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, timedelta
from io import TextIOWrapper
from typing import Final

import click

from syndicate.log import clean

Rows = Sequence[Mapping[str, object]]
# JSON may carry them as they are; a terminal obeys them.
_CONTROL: Final = re.compile(r"[\x7f-\x9f]")
UNBOUNDED: Final = 100_000  # columns: into a file or a pipe, a row is a line


def every_letter() -> None:
    """Have letters that a terminal does not know told by their numbers: else nothing would be told at all."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def rows(title: str, data: Rows, *, as_json: bool) -> None:
    """Print one line per row under the keys of the first; as a JSON array where asked."""
    if as_json:
        document(data)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from syndicate.cli.columns import folded, wide

    told_rows = [
        {key.replace("_", " "): words(value) for key, value in row.items()} for row in data
    ]
    console = Console(width=None if sys.stdout.isatty() else UNBOUNDED)
    if told_rows and wide(told_rows) > console.width:
        for line in (title, *folded(told_rows, console.width)):
            click.echo(line)
        return
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    for name in told_rows[0] if told_rows else ("nothing yet",):
        table.add_column(name, overflow="fold", no_wrap=name == "id")
    for row in told_rows:
        table.add_row(*map(Text, row.values()))
    with console.capture() as told:
        console.print(table)
    click.echo(told.get(), nl=False, color=True)  # rich ends the process where nobody reads


def fields(data: Mapping[str, object], width: int) -> None:
    """Print a line for each: the key, as words at the right of so many columns, then the value."""
    for key, value in data.items():
        click.echo(f"{key.replace('_', ' '):>{width}}  {words(value)}")


def document(data: object) -> None:
    """Print `data` as JSON: instants in ISO 8601, durations in seconds."""
    is_unicode = (getattr(sys.stdout, "encoding", None) or "utf").lower().startswith("utf")
    text = json.dumps(data, indent=2, ensure_ascii=not is_unicode, default=_plain)
    click.echo(_CONTROL.sub(lambda hit: f"\\u{ord(hit[0]):04x}", text))


def words(value: object) -> str:
    """Return `value` as a person writes it, and as it can do a terminal no harm."""
    match value:
        case None:
            return ""
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case list() | tuple():
            return clean(", ".join(map(str, value)))
        case _:
            return clean(str(value))


def printable(text: str) -> str:
    """Return words of a stranger on one line, without what a terminal would obey or read backwards."""
    line = " ".join(text.split())
    return "".join(char for char in line if char.isprintable())


def address(url: str) -> str:
    """An address without the secrets that it may hold."""
    from syndicate.fetch.public_url import public_url  # --help needs none

    return public_url(url)


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
