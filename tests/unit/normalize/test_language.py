from __future__ import annotations

import pytest

from syndicate.normalize.language import guess, tidy


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en"),
        ("EN_us", "en-US"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("sr-LATN", "sr-Latn"),
        ("es-419", "es-419"),
        ("English", None),
        ("und", None),
        ("", None),
        (None, None),
        ("<script>", None),
    ],
)
def test_tag_is_tidied_or_left_out(tag: str | None, expected: str | None) -> None:
    assert tidy(tag) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ships in the harbour were not able to leave for the sea.", "en"),
        ("Die Schiffe im Hafen konnten nicht auf das Meer fahren und sind noch da.", "de"),
        ("Les bateaux du port ne sont pas partis pour la mer avec le vent.", "fr"),
        ("Los barcos del puerto no se van al mar con el viento que hay.", "es"),
        ("Корабли не вышли из порта в море и стоят на реке.", "ru"),
        ("港の船は海に出られませんでした。", "ja"),
        ("港口的船无法出海，仍停在河上。", "zh"),
        ("Harbour", None),
        ("", None),
        ("1234 !!", None),
    ],
)
def test_language_is_guessed_where_it_is_clear(text: str, expected: str | None) -> None:
    assert guess(text) == expected
