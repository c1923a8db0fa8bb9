"""`syndicate migrate`: says what it did and what is left to do, and no secret."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from syndicate.cli.main import main
from syndicate.config import unsecret
from syndicate.store.engines.opening import open_database
from tests.integration.store.movers import ROWS, filled, holdings, run, sqlite

CONFIG = "store: sqlite:///news.db\nsources: [https://s1.example/feed]\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.yaml"
    path.write_text(CONFIG)
    asyncio.run(filled(sqlite(tmp_path, "news.db")))
    return path


def migrate(config: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["migrate", "--config", str(config), *words])


def test_it_moves_what_the_file_names_and_says_which_line_to_change(
    config: Path, tmp_path: Path
) -> None:
    told = migrate(config, "--to", "sqlite:///moved.db")
    assert told.exit_code == 0, told.output
    assert told.output.endswith("must now be\n  store: sqlite:///moved.db\n")
    assert "verified" in told.output
    assert config.read_text() == CONFIG
    before, after = [
        asyncio.run(holdings(sqlite(tmp_path, name))) for name in ("news.db", "moved.db")
    ]
    assert before == after
    back = migrate(config, "--from", "sqlite:///moved.db", "--to", "sqlite:///back.db", "--json")
    document = json.loads(back.output)
    assert (document["verified"], document["copied"]) == (True, True)
    assert {each["table"] for each in document["tables"]} == before.keys()
    assert all(each["rows"] >= ROWS for each in document["tables"])


def test_what_cannot_be_moved_is_said_in_a_line(config: Path, tmp_path: Path) -> None:
    asyncio.run(filled(sqlite(tmp_path, "other.db"), 2))
    for words, code, says in (
        (("--to", "sqlite:///news.db"), 1, "same store"),
        (("--to", "sqlite:///other.db"), 1, "holds a store already"),
        (("--to", "mysql://x/y"), 2, "must be sqlite:///FILE"),
        (("--to", "postgresql://u:${NO_SUCH}@h/d"), 2, "NO_SUCH"),
        (("--to", "sqlite:///x.db", "--from", "sqlite:///none.db"), 1, "there is no store"),
        ((), 2, "--to"),
    ):
        told = migrate(config, *words)
        assert (told.exit_code, "Traceback" in told.output) == (code, False)
        assert says in told.output


def test_a_daemon_at_work_is_exit_code_75_and_nothing_is_made(config: Path, tmp_path: Path) -> None:
    async def held() -> Result:
        daemon = await open_database(sqlite(tmp_path, "news.db"))
        try:
            await daemon.hold("daemon")
            return await asyncio.to_thread(migrate, config, "--to", "sqlite:///x.db")
        finally:
            await daemon.close()

    assert asyncio.run(held()).exit_code == 75
    assert list(tmp_path.glob("x.db*")) == []


def test_processes_that_share_a_postgresql_store_are_seen_too(
    config: Path, empty_postgres: str
) -> None:
    async def held() -> Result:
        worker = await open_database(empty_postgres)
        try:
            await worker.hold("daemon", shared=True)
            return await asyncio.to_thread(migrate, config, "--to", empty_postgres)
        finally:
            await worker.close()

    assert asyncio.run(held()).exit_code == 75
    assert asyncio.run(run(empty_postgres, "SELECT * FROM sources")) == []


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("postgresql://u:s3cr%40t@h:5/d", "postgresql://u:${STORE_PASSWORD}@h:5/d"),
        ("postgresql://u:${file:/run/p}@h/d", "postgresql://u:${file:/run/p}@h/d"),
        ("postgresql://u@h/d", "postgresql://u@h/d"),
        ("postgresql://h:5432/d", "postgresql://h:5432/d"),
        ("postgresql:///d?user=u&password=x&host=/s", "postgresql:///d?user=u&password=${STORE_PASSWORD}&host=/s"),
        ("sqlite:////var/lib/a:b@c.db", "sqlite:////var/lib/a:b@c.db"),
    ],
)  # fmt: skip
def test_no_password_stands_in_the_line(given: str, shown: str) -> None:
    assert unsecret(given) == shown


def test_a_move_between_files_needs_no_driver_of_a_server(config: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from syndicate.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit as end:\n    assert not end.code\n"
        "print(sorted({'psycopg', 'psycopg_pool', 'procrastinate', 'numpy'} & sys.modules.keys()))"
    )
    words = ("migrate", "--config", str(config), "--to", "sqlite:///moved.db")
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True, timeout=60
    )  # fmt: skip
    assert done.stdout.endswith("\n[]\n")
