"""Standard streams that are closed when a command starts, or that take no more while it writes."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any, Final

import click

READER_LEFT: Final = 141  # as a shell tells of what SIGPIPE ended
OUTPUT: Final = "standard output"  # in errors, where those of a file have its path
_MODES: Final = {"stdin": "r", "stdout": "w", "stderr": "w"}


def fill() -> None:
    """Give each closed standard stream a place that holds nothing.

    Else the first file that is opened gets its number, and whatever is written to the stream.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) < len(_MODES):
        os.set_inheritable(number, True)
    os.close(number)
    for number, (name, mode) in enumerate(_MODES.items()):
        if getattr(sys, name) is None:
            stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - for all of the process
            setattr(sys, name, stream)


class _Named(FileIO):
    """A stream that says in what goes wrong which one it is: the system only knows its number."""

    def write(self, data: Any, /) -> int:
        """Write what there is room for. Raises OSError that names the stream."""
        try:
            return super().write(data)
        except OSError as error:
            error.filename = OUTPUT
            raise


def name() -> None:
    """Let errors of standard output be told from those of any file."""
    plain = sys.stdout
    if type(plain) is TextIOWrapper:  # not what tests put in its place
        sys.stdout = TextIOWrapper(
            BufferedWriter(_Named(plain.fileno(), "w", closefd=False)),
            encoding=plain.encoding,
            errors=plain.errors,
            line_buffering=plain.line_buffering,
            write_through=plain.write_through,
        )


def complain(told: str) -> None:
    """Tell on standard error what is wrong. Where even that takes nothing, the exit code still tells it."""
    with suppress(OSError):
        click.echo(told, err=True)


def leave() -> None:
    """Let nothing more be told to standard output: Python would try once more at its end, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
