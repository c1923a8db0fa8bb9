"""What may stand in corrections.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from syndicate.config.corrections import parse_corrections, plain
from syndicate.errors import ConfigError
from syndicate.model import Correction


def holds_together(decisions: Sequence[Correction]) -> bool:
    """Whether corrections.yaml would be taken over."""
    text = yaml.safe_dump({"corrections": [plain(each) for each in decisions]})
    try:
        parse_corrections(text.encode(), Path("corrections.yaml"))
    except ConfigError:
        return False
    return True
