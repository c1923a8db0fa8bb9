"""What a fill of new topics reads of the past."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from syndicate.cluster.declared import filling
from syndicate.cluster.topics import Judged
from syndicate.model import Item, Topic


def read_by_fills(monkeypatch: pytest.MonkeyPatch) -> list[Item]:
    """Give a list of the items that fills read from now on."""
    read: list[Item] = []
    by = filling.judged

    def judged(topics: tuple[Topic, ...], items: Sequence[Item], *more: Any) -> Judged:
        read.extend(items)
        return by(topics, items, *more)

    monkeypatch.setattr(filling, "judged", judged)
    return read
