"""Where things are, the samples included that are too large or not ours to keep in the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "syndicate"


def _optional(name: str) -> Path:
    return Path(os.environ.get(f"SYNDICATE_{name.upper()}") or ROOT.parent / "shared" / name)


CORPORA = _optional("corpora")  # feeds and expectations of other readers' test suites
LABELLED = _optional("labelled")  # news texts that people have sorted into events
SCHEMAS = _optional("schemas")  # RELAX NG of Atom, JSON Schema of JSON Feed
NODE_MODULES = _optional("node")  # a folder in which parsers of npm are installed


def require(path: Path) -> Path:
    """Give the path back, or skip the test that needs it and say what is missing."""
    if not path.exists():
        pytest.skip(f"{path} is not here: see CONTRIBUTING.md on optional samples")
    return path
