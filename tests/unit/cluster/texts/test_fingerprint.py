import pytest

from syndicate.cluster.texts import fingerprint

TEXT = "The ferry to the islands sails again from Monday"


@pytest.mark.parametrize("end", [" aft…", " aft...", "…", " ...", " [...]", " aft [...] ", "..."])
def test_a_text_is_known_without_the_word_that_it_breaks_off_in(end: str) -> None:
    known = fingerprint.take(TEXT)
    found = fingerprint.take(TEXT + end)
    assert found in (known, fingerprint.take(TEXT.rpartition(" ")[0]))


def test_a_bracket_around_nothing_is_no_end_of_a_text() -> None:
    assert fingerprint.take(f"{TEXT} [sic]") != fingerprint.take(TEXT)


@pytest.mark.timeout(20)  # each took minutes to hours, in which nobody was answered
@pytest.mark.parametrize("odd", ["w", "w...", ".", "…", "\u00a0"])
def test_neither_one_long_word_nor_many_dots_hold_up_what_breaks_off(odd: str) -> None:
    text = "a" + odd * (256 * 1024 // len(odd)) + " b aft..."
    assert fingerprint.take(text) == fingerprint.take(text.removesuffix(" aft..."))
