from __future__ import annotations

import pytest

from syndicate.normalize.furniture.cited import outlets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Wall Street Journal, citing people briefed on it, said the letter was sent.", ["Wall Street Journal"]),
        ("The mill will close, the director told Reuters on Friday.", ["Reuters"]),
        ("The New York Times reported on Friday that two ships sank.", ["New York Times"]),
        ("Two ships sank, according to a report in the Washington Post.", ["Washington Post"]),
        ("The Israeli newspaper Haaretz reported that talks go on.", ["Haaretz"]),
        ("The mill closes, CNN and others heard. The owner told the BBC why.", ["BBC"]),
        ("Laut „Spiegel“ tritt der Minister zurück.", ["Der Spiegel"]),
        ("Wie die Süddeutsche Zeitung berichtet, tritt der Minister zurück.", ["Süddeutsche Zeitung"]),
        ("Selon Le Monde, le ministre quitte le gouvernement.", ["Le Monde"]),
        ("Según El País, el ministro deja el gobierno.", ["El País"]),
        ("Министр уходит, сообщает РИА Новости.", ["RIA Novosti"]),
        ("据路透社报道，工厂将关闭。", ["Reuters"]),
        ("The Guardian reported it. Later Politico reported more.", ["Guardian", "Politico"]),
        ("An American newspaper reported on Thursday that the letter was sent.", []),
        ("A man who had read Reuters that morning sold his boat.", []),
        ("He worked for the New York Times before he bought the mill.", []),
        ('"I told Reuters everything," she said.', []),
        ("« J'ai tout dit à l'AFP, selon Reuters », dit-elle.", []),
        ("The Reuterswerd estate is sold, it is reported.", []),
        ("", []),
    ],
)  # fmt: skip
def test_outlets_are_those_that_the_text_names_as_its_origin(
    text: str, expected: list[str]
) -> None:
    assert list(outlets(text, None)) == expected


def test_who_wrote_the_text_does_not_cite_itself() -> None:
    assert outlets("The mill will close, the director told Reuters.", "Reuters") == ()


def test_an_outlet_is_named_once_and_few_are_named() -> None:
    assert outlets("The BBC reported it. The BBC reported more.", None) == ("BBC",)
    many = (
        "CNN reported. NPR reported. ZDF reported. NHK reported. Axios reported. Caixin reported."
    )
    assert len(outlets(many, None)) == 5
