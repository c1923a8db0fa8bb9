from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from syndicate.store.engines.storable import storable, whole


@given(st.text(st.characters(codec=None)))
def test_every_text_can_be_stored(text: str) -> None:
    assert "\0" not in whole(text)
    whole(text).encode()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_whole_text_stays(text: str) -> None:
    assert whole(text) is text


def test_other_values_stay() -> None:
    values = {"a": None, "b": b"\x00\xff", "c": 1, "d": 0.5, "e": "\0"}
    assert storable(values) == values | {"e": ""}
    assert storable(None) == {}
    assert whole({"k\0": ["a\0", {"b": "\ud800"}]}) == {"k": ["a", {"b": "?"}]}
