from __future__ import annotations

import pytest

from syndicate.normalize import text


@pytest.mark.parametrize(
    ("value", "markup", "expected"),
    [
        ("A &amp; B", False, "A & B"),
        ("A &amp;amp; B", False, "A &amp; B"),
        ("<b>A</b> B", False, "A B"),
        ("a < b and c > d", False, "a < b and c > d"),
        ("Using <Vec> in Rust", False, "Using <Vec> in Rust"),
        ("Line<br>break", True, "Line break"),
        ("x<script>y</script>z", True, "xz"),
        ("AT&T and R&D;", False, "AT&T and R&D;"),
        ("  two\n lines\x00\ud800 ", False, "two lines"),
        ("", False, ""),
    ],
)
def test_title_is_plain(value: str, markup: bool, expected: str) -> None:
    assert text.title(value, markup=markup) == expected


def test_title_that_is_text_is_taken_literally() -> None:
    assert text.title("<b> &amp;", markup=False, literal=True) == "<b> &amp;"


@pytest.mark.parametrize("limit", [4, 10, 11, 100])
def test_clip_keeps_its_limit_in_bytes(limit: int) -> None:
    for given in ("größer und größer", "日本語の見出し", "x" * 200, ""):
        assert len(text.clip(given, limit).encode()) <= max(limit, 3)


def test_clip_cuts_between_words() -> None:
    assert text.clip("one two three four", 16) == "one two three…"


def test_first_words_are_a_sentence_or_as_many_as_fit() -> None:
    assert text.first_words("The pier opened today. More followed.") == "The pier opened today."
    assert text.first_words("word " * 40).endswith("…")
    assert text.first_words("") == ""


def test_excerpt_ends_with_a_sentence() -> None:
    assert text.excerpt("A sentence. " * 100).endswith("sentence.")
    assert text.excerpt("short") == "short"


def test_plain_has_no_markup_and_no_scripts() -> None:
    assert text.plain("<p>a</p> <p>b<script>c</script></p>") == "a b"
    assert text.plain("a &lt; b") == "a < b"


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("Bring a co\u00adat\u200b to the\ufeff quay", "Bring a coat to the quay"),
        ("Maß\u00adnahme", "Maßnahme"),
        ("สวัสดี\u200bครับ", "สวัสดี\u200bครับ"),  # ends of words
        ("می\u200cرود 👩\u200d🔬", "می\u200cرود 👩\u200d🔬"),
        ("sÃ\u00admbolos", "sÃ\u00admbolos"),  # half of a letter
    ],
)
def test_signs_that_nobody_sees_part_no_words(given: str, seen: str) -> None:
    assert text.visible(given) == seen


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("&lt;p&gt;Fish &amp;amp; chips&lt;/p&gt;\n", "<p>Fish &amp; chips</p>"),
        ("&lt;div class=&quot;a&quot;&gt;x&lt;/div&gt;", '<div class="a">x</div>'),
        ("<p>&lt;p&gt;x&lt;/p&gt;</p>", None),
        ("Write &lt;p&gt;x&lt;/p&gt;", None),
        ("&lt;ferry&gt;x&lt;/ferry&gt;", None),
    ],
)
def test_markup_that_was_escaped_twice_is_markup(given: str, expected: str | None) -> None:
    assert text.once_more(given) == (expected or given)
