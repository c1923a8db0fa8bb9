"""A feeds.yaml in a folder of its own, as a test wants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Plain = dict[str, Any]


@dataclass
class Desk:
    """What is followed and published; `save` writes it."""

    folder: Path
    sources: list[str | Plain] = field(default_factory=list)
    topics: Plain = field(default_factory=dict)
    outputs: Plain = field(default_factory=lambda: {"desk": {"title": "Everything"}})
    port: int = 0
    vectors: str = "off"  # a daemon is up the sooner

    @property
    def config(self) -> Path:
        return self.folder / "feeds.yaml"

    @property
    def store(self) -> Path:
        return self.folder / "desk.db"

    def follow(self, *urls: str, **fields: object) -> None:
        """Follow these every second."""
        self.sources += [{"url": url, "every": "1s", **fields} for url in urls]

    def document(self) -> Plain:
        return {
            "title": "Test desk",
            "url": "http://127.0.0.1:8420",
            "server": {"port": self.port},
            "store": f"sqlite:///{self.store}",
            "fetch": {"allow_networks": ["127.0.0.0/8"]},
            "clustering": {"vectors": self.vectors},
            "sources": self.sources,
            "topics": self.topics,
            "outputs": self.outputs,
        }

    def save(self, changes: Mapping[str, object] | None = None) -> Path:
        """Write the file as most editors do, a new one in the place of the old, and give its path."""
        text = yaml.safe_dump({**self.document(), **(changes or {})}, sort_keys=False)
        return self.write(text)

    def write(self, text: str) -> Path:
        draft = self.folder / ".feeds.yaml.swp"
        draft.write_text(text, encoding="utf-8")
        return draft.replace(self.config)
