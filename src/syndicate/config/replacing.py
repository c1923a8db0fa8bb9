"""A file -> the same file with other content, at once or not at all: its mode, its owner and links to it stay."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from syndicate.config.load import standing
from syndicate.errors import SyndicateError


def replace_content(path: Path, before: bytes | None, content: bytes) -> None:
    """Write a draft beside the file, and put it in its place, where the file still is what it was `before`.

    Raises SyndicateError where it is not or that is not allowed, Unreadable where nobody can tell.
    """
    real = Path(os.path.realpath(path))  # a link stays a link: what it leads to is replaced

    def unchanged() -> None:
        if standing(path) != before:
            raise SyndicateError(f"{path} was changed by someone else meanwhile: try again")

    try:
        with in_place_of(real, unchanged) as draft:
            draft.write(content)
        _settle(real.parent)
    except PermissionError:
        hint = "run this as the user whom the file and its folder belong to"
        raise SyndicateError(f"{path} may not be written; {hint}") from None
    except OSError as error:
        raise SyndicateError(f"{path} cannot be written: {error.strerror}") from None


@contextmanager
def in_place_of(real: Path, check: Callable[[], None] | None = None) -> Iterator[BinaryIO]:
    """Give a draft beside a file, or where there is none yet. It takes the place once it is whole; else it is gone.

    `check` may refuse it last of all, by raising: a disk may take its time for the draft. Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=f".{real.name}.", suffix=".new", dir=real.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            _take_after(real, handle)
            yield file
            file.flush()
            os.fsync(handle)
        if check is not None:
            check()
        draft.replace(real)
    finally:
        draft.unlink(missing_ok=True)


def _take_after(real: Path, handle: int) -> None:
    """Give the draft the owner and the mode of the file; of a new one, those that any new file has."""
    try:
        old = real.stat()
    except FileNotFoundError:
        mask = os.umask(0o077)
        os.umask(mask)
        os.fchmod(handle, 0o666 & ~mask)
        return
    new = os.fstat(handle)
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, old.st_mode & 0o7777)


def _settle(folder: Path) -> None:
    """Have the new name on the disk too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
