"""Standard streams that are closed when a command starts, or whose reader leaves while it writes."""

from __future__ import annotations

import os
import sys
from typing import Final

READER_LEFT: Final = 141  # as a shell tells of what SIGPIPE ended
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


def leave() -> None:
    """Let nothing more be told to a reader that left: Python would try once more at its end, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
