from __future__ import annotations

from pathlib import Path

import pytest

from syndicate import __version__
from syndicate.house import user_agent
from tests.settings import settings_of


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("desk@example.org", " (+desk@example.org)"),
        ("https://example.org/a%20b?c=1", " (+https://example.org/a%20b?c=1)"),
        ("müller@bücher.example", " (+m%C3%BCller@b%C3%BCcher.example)"),
        (None, ""),
    ],
)
def test_whom_to_write_to_is_told_whole_in_a_header(
    tmp_path: Path, contact: str | None, told: str
) -> None:
    assert user_agent(settings_of(tmp_path, contact=contact)) == f"Syndicate/{__version__}{told}"
