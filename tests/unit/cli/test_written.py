"""What a command writes to: a file that is whole or not there, a device as it stands."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from syndicate.cli.written import to_write
from syndicate.errors import SyndicateError


def test_a_file_has_its_name_once_it_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "out"
    with to_write(place) as file:
        file.write(b"new")
        assert not place.exists()
    assert place.read_bytes() == b"new"
    assert [*tmp_path.iterdir()] == [place]


def test_a_disk_that_fills_leaves_what_stood_there_and_nothing_beside_it(tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.write_bytes(b"old")
    with pytest.raises(SyndicateError) as told:
        _write_onto_a_full_disk(place)
    assert str(told.value) == f"{place} cannot be written: {os.strerror(errno.ENOSPC)}"
    assert place.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [place]


def test_a_file_keeps_its_mode_and_the_links_to_it(tmp_path: Path) -> None:
    place, link = tmp_path / "out", tmp_path / "link"
    place.write_bytes(b"old")
    place.chmod(0o640)
    link.symlink_to(place)
    with to_write(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert place.read_bytes() == b"new"
    assert stat.S_IMODE(place.stat().st_mode) == 0o640


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """Root may write /dev/null, and what would be put into its place is no device."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with to_write(pipe) as file:
        file.write(b"told")
    reader.join(30)
    assert read == [b"told"]
    assert pipe.is_fifo()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    place = tmp_path / "none" / "out"
    with pytest.raises(SyndicateError, match=f"{place} cannot be written: No such file"):
        to_write(place).__enter__()


def _write_onto_a_full_disk(place: Path) -> None:
    with to_write(place) as file:
        file.write(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
