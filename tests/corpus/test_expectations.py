"""Every value that the test suites of four other parsers expect, in the fields that we have as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.judging import PURPOSES, Verdict, judged, table
from tests.corpus.peers import CONSENSUS, PEERS, cases

# Met at least, failed at most.
BOUNDS = {
    "gofeed": (336, 6),
    "feedjira": (796, 0),
    "node-feedparser": (420, 0),
    "feedsmith": (195, 0),
}


def verdicts(corpora: Path, peer: str) -> list[Verdict]:
    folder = corpora / peer
    if not folder.exists():
        pytest.skip(f"{folder} is not here")
    return [verdict for case in cases(folder) for verdict in judged(case)]


@pytest.mark.parametrize("peer", PEERS)
def test_what_a_peer_expects_is_met_or_differs_for_a_named_reason(corpora: Path, peer: str) -> None:
    found = verdicts(corpora, peer)
    met, _, failed = table(found)["all"]
    at_least, at_most = BOUNDS[peer]
    assert met >= at_least
    assert failed <= at_most, [str(one) for one in found if one.has_failed]


def test_every_reason_is_needed(corpora: Path) -> None:
    given = {one.purpose for peer in PEERS for one in verdicts(corpora, peer)}
    assert given - {None} == set(PURPOSES)


def test_every_peer_is_asked(corpora: Path) -> None:
    assert set(BOUNDS) == set(PEERS) >= set(CONSENSUS)
