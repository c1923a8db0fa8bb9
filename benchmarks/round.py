"""One round of polls by the rooms that the daemon has, up to the stored items: without clustering, which no peer does.

python benchmarks/round.py FEEDS_YAML
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from syndicate.config import load
from syndicate.house import open_house
from syndicate.log import configure


async def poll(path: Path) -> int:
    """Poll every source once; return how many failed."""
    async with open_house(load(path, dict(os.environ))) as house:
        return await house.pipeline.poll_all()


if __name__ == "__main__":
    configure(as_json=False, verbose=False)
    sys.exit(1 if asyncio.run(poll(Path(sys.argv[1]))) else 0)
