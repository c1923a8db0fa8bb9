"""`syndicate subscribers`: a token is shown once, and opens until another takes its place."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from syndicate.cli.main import main
from syndicate.store import open_store

DESK = """
url: https://news.example.org
sources: [https://s1.example/feed]
outputs:
  closed: {access: private}
  open: {}
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.yaml"
    path.write_text(DESK)
    return path


def run(config: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["subscribers", *words, "--config", str(config)])


def token_of(result: Result) -> str:
    found = re.search(r"once: (\S{43})\n", result.output)
    assert found, result.output
    return found[1]


def whose(config: Path, token: str) -> str | None:
    async def found() -> str | None:
        store = await open_store(f"sqlite:///{config.with_name('syndicate.db')}")
        subscriber = await store.subscribers.find(token)
        await store.close()
        return subscriber.name if subscriber else None

    return asyncio.run(found())


def test_a_token_is_shown_once_with_the_addresses_that_it_opens(config: Path) -> None:
    added = run(config, "add", "ada")
    token = token_of(added)
    assert added.exit_code == 0
    assert f"https://news.example.org/private/{token}/outputs/closed.atom" in added.output
    assert "open.atom" not in added.output
    assert whose(config, token) == "ada"
    listed = run(config, "--json")
    assert [each["name"] for each in json.loads(listed.output)] == ["ada"]
    assert token not in listed.output


def test_rotated_and_revoked_tokens_open_nothing(config: Path) -> None:
    first = token_of(run(config, "add", "ada"))
    second = token_of(run(config, "rotate", "ada"))
    assert (whose(config, first), whose(config, second)) == (None, "ada")
    assert run(config, "revoke", "ada").exit_code == 0
    assert whose(config, second) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [(("add", "ada"), 1), (("rotate", "bob"), 1), (("revoke", "bob"), 1), (("add", "a:b"), 2)],
)
def test_what_cannot_be_done_is_said_in_a_line(
    config: Path, words: tuple[str, str], code: int
) -> None:
    run(config, "add", "ada")
    told = run(config, *words)
    assert (told.exit_code, "Traceback" in told.output) == (code, False)
    assert words[1] in told.output or code == 2
