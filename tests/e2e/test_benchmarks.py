"""Benchmarks are started by hand, and rarely: each that takes seconds runs here, tiny, to its last row. No figure counts."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.daemon import PATIENCE, environment
from tests.origins import eventually
from tests.paths import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="benchmarks read /proc")
ROW = '{"id": "a", "cluster": "%s", "date": %s, "title": "Rain", "body": ""}\n'
EVERY = 30  # of so many labelled items one is kept, so that few are of many stories

# What is run, and how the last row of its table begins.
MADE_UP = {
    "cluster_scale.py --at 1000 --probe 5 --cold": r"start from the image, .*\n +1\d{3} ",
    "cluster_scale.py --at 20 --probe 5 --drawn --topics 2": r" +\d+ +\d+ ",
    "copies.py --at 5": r"\| 5 ",
    "furniture.py": r"\| all ",
    "languages.py nowhere": r"\| trigrams, texts, declared as el ",
    "normalize.py": r"own feeds ",
    "nothing_new.py --sources 2 --series 1": r"same +in a worker ",
    "openings.py": r"\| held .* agency ",
    "pages.py --items 50 --sources 5": r"/opml ",
    "publish.py --only formats --rounds 1": r" +json ",
    "scheduling.py --at 1000 --firings 20": r" +1000 ",
    "stages.py --documents 1 --items 1 --stored 0": r"settle a poll ",
    "topic_cost.py --topics 4 --items 2 --read 20": r"narrow +words ",
}
OF_LABELLED = {
    "also_in.py --data og2021.jsonl --every 240": r"ours ",
    "cluster_month.py --data fnc.jsonl --dated og2021.jsonl --draws 1 --without-vectors": r"all, repaired ",
    "cluster_quality.py --data ecb.jsonl --orders 1 --without-vectors": r"ecb .*, repaired ",
    "copies.py --labelled . --sample 2": r"precision ",
    "encoder.py --data ecb.jsonl --most 4": r"ecb, then ",
    "thread_quality.py --data fnc.jsonl --orders 0 --draws 0 --without-vectors": r"dated, by its names ",
    "topic_quality.py --data og2021.jsonl --draws 1 --least 11": r"words, and ",
}
OF_CORPORA = {
    "corpora.py newsboat": r"all ",
    "expectations.py .": r"\| feedsmith \| all ",
    "publishing.py . --only newsboat": r"faults ",
}


@pytest.fixture(scope="module")
def thinned(labelled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the labelled files, each with few of its items."""
    folder = tmp_path_factory.mktemp("labelled")
    for path in labelled.glob("*.jsonl"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        (folder / path.name).write_text("".join(lines[::EVERY]), "utf-8")
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a benchmark within a folder."""
    script, *words = command.split()
    return subprocess.run(
        [sys.executable, "-W", "error", ROOT / "benchmarks" / script, *words],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def show(command: str, row: str, folder: Path) -> None:
    """See that a benchmark comes to the row."""
    done = run(command, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(rf"^{row}.*\d", done.stdout, re.MULTILINE), done.stdout


@pytest.mark.parametrize(("command", "row"), MADE_UP.items(), ids=MADE_UP)
def test_a_benchmark_of_what_is_made_up_tells_its_table(
    command: str, row: str, tmp_path: Path
) -> None:
    show(command, row, tmp_path)


@pytest.mark.parametrize(("command", "row"), OF_LABELLED.items(), ids=OF_LABELLED)
def test_a_benchmark_of_labelled_news_tells_its_table(
    command: str, row: str, thinned: Path
) -> None:
    show(command, row, thinned)


@pytest.mark.parametrize(("command", "row"), OF_CORPORA.items(), ids=OF_CORPORA)
def test_a_benchmark_of_sample_feeds_tells_its_table(command: str, row: str, corpora: Path) -> None:
    show(command, row, corpora)


@pytest.mark.parametrize("least", [10, 10_000])
def test_topics_are_not_judged_by_fewer_items_than_are_drawn(least: int, thinned: Path) -> None:
    words = f"topic_quality.py --data ecb.jsonl --draws 1 --least {least}"
    done = run(words, thinned)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert f"{least}" in done.stderr


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("pages.py --items 49", "--items 49"),
        ("pages.py --sources 0", "--sources 0"),
        ("expectations.py .", "gofeed"),
        ("expectations.py nowhere", "gofeed"),
        ("corpora.py nowhere", "no samples"),
        ("thread_quality.py --data nowhere.jsonl", "nowhere.jsonl: "),
        ("thread_quality.py --data empty.jsonl", "empty.jsonl: no items"),
        ("thread_quality.py --data broken.jsonl", "broken.jsonl:2:1: no JSON"),
        ("thread_quality.py --data bare.jsonl", "bare.jsonl:1: no cluster"),
        ("thread_quality.py --data undated.jsonl --topics topics.json", "undated.jsonl: no item has a date"),
        ("thread_quality.py --data dated.jsonl --topics topics.json --draws 0", "dated.jsonl: no item of"),
        ("thread_quality.py --data few.jsonl --topics topics.json", "few.jsonl: 1 labelled story of"),
    ],
)  # fmt: skip
def test_a_benchmark_says_what_it_has_too_little_of(
    command: str, says: str, tmp_path: Path
) -> None:
    topics = {"other": ["rain"], "islamic-state": ["war"]}
    for name, text in (
        ("empty", "\n"),
        ("broken", ROW % ("rain", 1) + "rain\n"),
        ("bare", '{"id": "a", "date": 1, "title": "Rain", "body": ""}\n'),
        ("undated", ROW % ("rain", "null")),
        ("dated", ROW % ("rain", 1)),
        ("few", ROW % ("war", 1)),
    ):
        (tmp_path / f"{name}.jsonl").write_text(text, "utf-8")
    parts = {"islamic-state-in-iraq": ["war"]}
    (tmp_path / "topics.json").write_text(json.dumps({"topics": topics, "parts": parts}), "utf-8")
    done = run(f"{command}{' --without-vectors' * ('--data' in command)}", tmp_path)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert says in done.stderr


def test_a_benchmark_of_many_processes_that_is_ended_leaves_none(tmp_path: Path) -> None:
    script = [
        sys.executable,
        str(ROOT / "benchmarks" / "nodes.py"),
        "--sources",
        "4",
        "--ports",
        "1",
    ]
    place = environment() | {"TMPDIR": str(tmp_path)}
    benchmark = subprocess.Popen(script, env=place, stderr=subprocess.PIPE)

    def nodes() -> list[int]:
        ours = f"--config\0{tmp_path}/".encode()
        every = Path("/proc").glob("[0-9]*/cmdline")
        return [int(each.parent.name) for each in every if ours in _read(each)]

    try:
        eventually("started", lambda: len(nodes()) >= 5)
        benchmark.terminate()
        _, errors = benchmark.communicate(timeout=PATIENCE)
        assert b"Traceback" not in errors
        assert benchmark.returncode == 128 + signal.SIGTERM
        assert nodes() == []
    finally:
        benchmark.kill()
        for left in nodes():
            os.kill(left, signal.SIGKILL)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has ended
        return b""
