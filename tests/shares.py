"""How much of a processor a parser gets, for tests that must not depend on what else this machine does."""

from __future__ import annotations

import time

import pytest

from syndicate.normalize.worker import _Worker


def gets(monkeypatch: pytest.MonkeyPatch, *, share: float) -> None:
    """Have every worker seem to get such a share of a processor."""
    monkeypatch.setattr(_Worker, "spent_s", lambda _: time.monotonic() * share)
