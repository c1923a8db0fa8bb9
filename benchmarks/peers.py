"""The peers that polling is measured against: where they come from, and how each polls a list of addresses once.

lemon24/reader is installed into a folder of its own, with pip; newsboat and sfeed are the system's packages.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.origins import Served, feeds_yaml
from benchmarks.proctree import measure

HERE = Path(__file__).parent
READER = ("reader==3.26", "sgmllib3k")  # the feedparser within reader asks for sgmllib
PACKAGES = {"newsboat": "newsboat", "sfeed": "sfeed_update"}
READER_WORKERS = {"reader": 8, "reader, one worker": 1}


@dataclass(frozen=True, slots=True)
class Poller:
    """A program that polls everything once. Its first repeats may be another's matter: see newsboat."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], None] = lambda: None
    spoiled_repeats: int = 0

    def environment(self, served: Served) -> dict[str, str]:
        """Our environment, with what makes this program trust the origin."""
        trust = {"SSL_CERT_FILE": str(served.ca), "REQUESTS_CA_BUNDLE": str(served.ca)}
        return {**os.environ, **(trust if served.ca else {}), **self.env}


def get_peers(folder: Path, *, install: bool) -> list[str]:
    """Make the peers ready; return the names of those that there are, and say which there are not."""
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(python.parent.parent)], check=True)
    if subprocess.run([python, "-c", "import reader"], check=False, capture_output=True).returncode:
        subprocess.run([python, "-m", "pip", "install", "--quiet", *READER], check=True)
    missing = [package for package, program in PACKAGES.items() if shutil.which(program) is None]
    if missing and install:
        subprocess.run(["apt-get", "install", "-y", "-q", *missing], check=True)
    there = [package for package, program in PACKAGES.items() if shutil.which(program)]
    for package in PACKAGES.keys() - set(there):
        print(f"{package} is not installed and left out (--install installs it, as root)")
    return [*READER_WORKERS, *there]


def pollers(names: Sequence[str], served: Served, folder: Path, peers: Path) -> Iterator[Poller]:
    """Every program of these names, each with a folder of its own and nothing known yet."""
    for name in names:
        home = folder / name.replace(" ", "-")
        home.mkdir()
        (home / "urls").write_text("\n".join(served.urls) + "\n")
        yield _MADE[name](name, served, home, peers)


def _bare(name: str, served: Served, home: Path, peers: Path) -> Poller:  # noqa: ARG001
    return Poller(
        name, [sys.executable, str(HERE / "bare.py"), str(home / "urls"), str(home / "tags")]
    )


def _stored(name: str, served: Served, home: Path, peers: Path) -> Poller:  # noqa: ARG001
    path = feeds_yaml(home, served.urls)
    return Poller(name, [sys.executable, str(HERE / "round.py"), str(path)])


def _command(name: str, served: Served, home: Path, peers: Path) -> Poller:  # noqa: ARG001
    path = feeds_yaml(home, served.urls)
    return Poller(name, [sys.executable, "-m", "syndicate", "poll", "--config", str(path)])


def _reader(name: str, served: Served, home: Path, peers: Path) -> Poller:  # noqa: ARG001
    command = [str(peers / "venv" / "bin" / "python"), str(HERE / "reader_round.py")]
    command += [str(home / "urls"), str(home / "db"), str(READER_WORKERS[name])]

    def subscribe() -> None:
        measure([*command, "--add"])

    return Poller(name, command, before=subscribe)


def _newsboat(name: str, served: Served, home: Path, peers: Path) -> Poller:  # noqa: ARG001
    (home / "config").write_text("reload-threads 8\nrefresh-on-startup no\n")
    command = ["newsboat", "-q", "-u", str(home / "urls"), "-c", str(home / "db")]
    command += ["-C", str(home / "config"), "-x", "reload"]
    # Its first repeat sends no validators, from the second on it does: measured when it is at its best.
    return Poller(name, command, env={"HOME": str(home)}, spoiled_repeats=1)


def _sfeed(name: str, served: Served, home: Path, peers: Path) -> Poller:  # noqa: ARG001
    (home / "tags").mkdir()
    feeds = "\n".join(f"  feed {at} {url}" for at, url in enumerate(served.urls))
    (home / "sfeedrc").write_text(SFEEDRC.format(home=home, feeds=feeds))
    return Poller(name, ["sfeed_update", str(home / "sfeedrc")], env={"HOME": str(home)})


# Out of the box sfeed fetches unconditionally; with curl's own memory of entity tags it need not.
SFEEDRC = """\
sfeedpath={home}/feeds
maxjobs=8
fetch() {{
  curl -f -s -m 30 --etag-compare "{home}/tags/$1" --etag-save "{home}/tags/$1" "$2"
}}
feeds() {{
{feeds}
}}
"""

_MADE: dict[str, Callable[[str, Served, Path, Path], Poller]] = {
    "bare loop": _bare,
    "stored": _stored,
    "whole command": _command,
    **dict.fromkeys(READER_WORKERS, _reader),
    "newsboat": _newsboat,
    "sfeed": _sfeed,
}
