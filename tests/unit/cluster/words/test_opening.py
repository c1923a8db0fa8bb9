import pytest

from syndicate.cluster.words.opening import placed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("TULSA, Oklahoma, Sept. 11 (NPA) -- A gunman fled", "TULSA Oklahoma. A gunman fled"),
        ("BAGHDAD/ERBIL, 5 November -- Troops move", "BAGHDAD/ERBIL. Troops move"),
        ("WASHINGTON, D.C., Sept. 3, 2026 (UPI) -- A vote", "WASHINGTON D.C. A vote"),
        ("PARIS, 17-18 novembre (AFP) - Le vote", "PARIS. Le vote"),
        ("МОСКВА, 6 ноября. /ТАСС/. Суд отложен", "МОСКВА. Суд отложен"),
        ("(Reuters) - A ship drifts", "A ship drifts"),
    ],
)
def test_of_a_dateline_the_places_are_left(text: str, left: str) -> None:
    assert placed(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Updated 05/02/2026 8:00 PM The ship drifts",
        "POSTED : 05 / 02 / 07 , 9 : 00 PM PDT | The ship drifts",
        "16 August 2011 ( Tue , 16 Aug 2011 ) This morning a ship drifted",
        "A FIRE - BOMB attack on a bank",
        "Sept. 3 -- The day on which a ship drifted",
        "Two tugs (the Boris and the Ivan) - both old - hold the ship",
        "新华社北京11月6日电 会议开始",
        "",
    ],
)
def test_what_is_no_dateline_stays_whole(text: str) -> None:
    assert placed(text) == text
