from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.model import Coding
from syndicate.web.conditional import weights
from syndicate.web.negotiation import chosen, coding_for

OURS: tuple[Coding, ...] = ("zstd", "br", "gzip", "identity")
QUALITIES = st.sampled_from(["", ";q=0", ";q=0.001", "; q=0.5", ";Q=1", ";q=1.000", ";q=x"])
NAMES = st.sampled_from(["gzip", "x-gzip", "br", "zstd", "identity", "*", "deflate", "GZIP", ""])
HEADERS = st.lists(st.tuples(NAMES, QUALITIES).map("".join), max_size=6).map(" , ".join)


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP;q=0.1", "gzip"),
        ("gzip;q=0", "identity"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0.5, identity;q=0.8", "identity"),
        ("deflate", "identity"),
        ("", "identity"),
        ("*", "zstd"),
        ("*;q=0.1, gzip", "gzip"),
        ("zstd;q=0, *", "br"),
        ("zstd;q=nan, gzip", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("identity;q=0", None),
        ("*;q=0", None),
        ("*;q=0, identity", "identity"),
        ("gzip;q=0, identity;q=0", None),
    ],
)
def test_the_coding_is_the_requesters_choice(header: str, coding: Coding | None) -> None:
    assert coding_for({"Accept-Encoding": header}) == coding


def test_who_says_nothing_gets_the_bytes_as_they_are() -> None:
    assert coding_for({}) == "identity"


def weight(header: str, name: str) -> float:
    """What RFC 9110, 12.5.3 says of one coding."""
    asked = weights(header)
    if name == "gzip" and "x-gzip" in asked:
        asked["gzip"] = max(asked["x-gzip"], asked.get("gzip", 0.0))
    if name in asked:
        return asked[name]
    return asked.get("*", 0.0001 if name == "identity" else 0.0)


@given(HEADERS)
def test_nothing_is_sent_that_was_refused_and_nothing_that_was_liked_less(header: str) -> None:
    found = chosen(header, OURS)
    heaviest = max(weight(header, each) for each in OURS)
    if found is None:
        assert heaviest == 0
    else:
        assert weight(header, found) == heaviest > 0


@given(HEADERS)
def test_an_answer_as_it_is_is_refused_only_in_so_many_words(header: str) -> None:
    asked = weights(header)
    if asked.get("identity", asked.get("*", 1.0)) > 0:
        assert chosen(header, OURS) is not None


@given(st.text())
def test_any_header_is_read(header: str) -> None:
    assert chosen(header, OURS) in (*OURS, None)
