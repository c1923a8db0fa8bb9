"""A file that a command writes: under its name once it is whole, or standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from syndicate.errors import SyndicateError

STANDARD_OUTPUT: Final = Path("-")


@contextmanager
def to_write(path: Path) -> Iterator[BinaryIO]:
    """Give what to write to. What goes wrong leaves what stood under this name, and nothing beside it.

    Raises SyndicateError, and OSError of standard output.
    """
    if path == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with _opened(path) as file:
            yield file
    except OSError as error:
        raise SyndicateError(f"{path} cannot be written: {error.strerror}") from error


def _opened(path: Path) -> AbstractContextManager[BinaryIO]:
    if path.exists() and not path.is_file():  # a device or a pipe: no file takes its place
        return path.open("wb")
    from syndicate.config.replacing import in_place_of

    return in_place_of(Path(os.path.realpath(path)))  # a link stays a link
