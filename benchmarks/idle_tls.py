"""What connections cost that nobody uses any more: memory and sockets after a round on 200 TLS origins.

    python benchmarks/idle_tls.py [--sources 400] [--ports 200] [--after 0 1 3 10]

The daemon's rooms stay open after the round, as they do between two rounds; figures are of all their processes.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import asyncio
import logging
import os

from benchmarks.origins import origin
from benchmarks.proctree import family, kind_of_memory, memory
from benchmarks.rooms import rooms


def sockets() -> int:
    """Tell how many TCP connections to loopback this process holds open."""
    held = {str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()}
    lines = Path("/proc/self/net/tcp").read_text().splitlines()[1:]
    established = {f"socket:[{line.split()[9]}]" for line in lines if line.split()[3] == "01"}
    return len(held & established)


def line(when: str) -> None:
    """Print how things stand."""
    held = sum(memory(one.pid) for one in family())
    print(
        f"{when:16} {held / 2**20:6.1f} MB ({kind_of_memory()})  {sockets():4} connections",
        flush=True,
    )


async def measure(sources: int, ports: int, after: list[float]) -> None:
    """Poll all once cold and once unchanged, then wait and look."""
    with origin(sources, ports=ports, tls=True) as served:
        os.environ["SSL_CERT_FILE"] = str(served.ca)
        async with rooms(served.urls) as house:
            line("before")
            await house.pipeline.poll_all()
            line("after cold")
            await asyncio.sleep(10)
            line("10 s later")
            await house.pipeline.poll_all()
            waited = 0.0
            for wait in after:
                await asyncio.sleep(wait - waited)
                waited = wait
                line(f"{wait:g} s after a 304")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=400)
    parser.add_argument("--ports", type=int, default=200)
    parser.add_argument("--after", type=float, nargs="+", default=[0, 1, 3, 10])
    options = parser.parse_args()
    logging.getLogger("syndicate").setLevel(logging.ERROR)
    asyncio.run(measure(options.sources, options.ports, options.after))


if __name__ == "__main__":
    main()
