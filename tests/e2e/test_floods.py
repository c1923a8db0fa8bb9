"""A source that suddenly offers its whole archive floods nobody: it is held until somebody decides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.e2e.daemon import syndicate_cli
from tests.e2e.desk import Desk
from tests.origins import Origin, Report, rss, running_origin

USUAL = [Report(n, f"Ferry {n} leaves late", f"Fog held ferry {n} in port.") for n in range(20)]
ARCHIVE = [Report(n, f"Voyage {n} of years ago", f"Log of voyage {n}.") for n in range(100, 400)]


def told(desk: Desk, *words: str) -> Any:
    done = syndicate_cli(*words, "--json", "--config", desk.config)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def polled(desk: Desk) -> str:
    done = syndicate_cli("poll", "--config", desk.save())
    assert done.returncode == 0, done.stderr
    return done.stderr


def flooded(folder: Path, origin: Origin) -> tuple[Desk, str]:
    """A desk whose source offered twenty items, then its archive as well."""
    desk = Desk(folder)
    url = origin.put("/port", rss("Port", USUAL))
    desk.follow(url)
    polled(desk)
    origin.put("/port", rss("Port", [*USUAL, *ARCHIVE]))
    assert "flood" in polled(desk)
    return desk, url


def test_flood_is_held_told_and_released(tmp_path: Path) -> None:
    with running_origin() as origin:
        desk, url = flooded(tmp_path, origin)
        (source,) = told(desk, "sources")
        assert (source["items"], source["held"]) == (20, 300)
        assert "held back" in source["notices"][0]
        held = told(desk, "held")
        assert {one["source"] for one in held} == {source["id"]}
        assert len(told(desk, "held", url)) == len(held) == 300
        done = syndicate_cli("held", url, "--release", "--config", desk.config)
        assert (done.returncode, done.stdout.split()[0]) == (0, "300")
        assert "flood" not in polled(desk)
        (source,) = told(desk, "sources")
        assert (source["items"], source["held"], source["notices"]) == (320, 0, [])


def test_discarded_flood_never_comes_back(tmp_path: Path) -> None:
    with running_origin() as origin:
        desk, url = flooded(tmp_path, origin)
        done = syndicate_cli("held", url, "--discard", "--config", desk.config)
        assert done.returncode == 0, done.stderr
        origin.put("/port", rss("Port", [*USUAL, *ARCHIVE, Report(999, "New pilot sworn in")]))
        polled(desk)
        (source,) = told(desk, "sources")
        assert (source["items"], source["held"]) == (21, 0)


def test_release_asks_for_one_source(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.save()
    for words in (["--release"], ["https://a.example/", "--release", "--discard"]):
        done = syndicate_cli("held", *words, "--config", desk.config)
        assert done.returncode == 2
    desk.store.touch()  # an empty file is a store that nothing was put into
    done = syndicate_cli("held", "https://a.example/", "--config", desk.config)
    assert done.returncode == 1
    assert "no source is called https://a.example/" in done.stderr
