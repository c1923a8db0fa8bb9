import pytest

from syndicate.cluster import vetoes
from syndicate.cluster.fingerprint import Fingerprint, take
from syndicate.cluster.sketch import Note

TEXT = take("The earth shook before dawn on Thursday, and people ran into the street.")


def note(title: str, source: str = "", text: Fingerprint = TEXT) -> Note:
    return Note(title, source or title, title, 0, "", "", print=text)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "Strong earthquake hits eastern Turkey",
            "Strong earthquake hits northern Chile",
            "the same headline with another place (Turkey, here Chile)",
        ),
        (
            "Magnitude 6.8 quake strikes Turkey",
            "Magnitude 6.1 quake strikes Chile",
            "the same headline with another place (Turkey, here Chile)",
        ),
        (
            "Bomb in Karsk kills five",
            "Bomb in Karsk kills 9",
            "the same headline with another number (five, here 9)",
        ),
        (
            "Death toll in Turkey earthquake rises to 37",
            "Death toll in Chile earthquake rises to three",
            "the same headline with another place (Turkey, here Chile)",
        ),
        (
            "Windows update 10 breaks printers",
            "Windows update 11 breaks printers",
            "the same headline with another number (10, here 11)",
        ),
        (
            "Update: 10 jobs gone at Karsk mill",
            "Update: 300 jobs gone at Karsk mill",
            "the same headline with another number (10, here 300)",
        ),
        (
            "Toll road fees rise 12 percent",
            "Toll road fees rise 15 percent",
            "the same headline with another number (12, here 15)",
        ),
        (
            "Bilan 2012 de la banque",
            "Bilan 2013 de la banque",
            "the same headline with another number (2012, here 2013)",
        ),
        (
            "Latvian prime minister Kalns resigns",
            "Estonian prime minister Saar resigns",
            "the same headline with another place (Latvian, here Estonian)",
        ),
    ],
)
def test_headlines_that_differ_in_numbers_and_places_tell_two_events(
    one: str, other: str, told: str
) -> None:
    assert vetoes.against(note(other), [note(one)]) == told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Turkey quake death toll rises to 37", "Turkey quake death toll rises to 112"),
        ("Zahl der Toten in Karsk steigt auf vier", "Zahl der Toten in Karsk steigt auf fünf"),
        ("Karsk cholera cases pass 300", "Karsk cholera cases pass five hundred"),
        ("UPDATE 1-Quake kills dozens in Turkey", "UPDATE 3-Quake kills dozens in Turkey"),
        ("CORRECTED-UPDATE 1-Quake kills dozens", "Refile-Update 3-Quake kills dozens"),
        ("Séisme: le bilan passe à 12 morts", "Séisme: le bilan passe à 40 morts"),
        ("Quake kills three in Turkey", "Quake kills 3 in Turkey"),
        ("Quake hits eastern Turkey", "Quake hits southeastern Turkey"),
        ("Prime minister Kalns resigns", "Prime minister Juris resigns"),
        ("Turkey mourns after quake", "Greece helps after quake"),
        ("Turkish Leader Kaya Resigns", "Ankara's Leader Kaya Resigns"),
    ],
)
def test_what_becomes_known_of_one_event_tells_no_other(one: str, other: str) -> None:
    assert vetoes.between(note(other), note(one)) == ""


def test_only_of_one_source_another_weekday_is_another_number_of_it() -> None:
    one, other = "Ferry times for Monday", "Ferry times for Tuesday"
    told = "the same headline for another day (Monday, here Tuesday)"
    text = take("Other ferries sail on Tuesday.")
    assert vetoes.between(note(other, "mail", text), note(one, "mail")) == told
    assert vetoes.between(note(other, "mail", text), note(one, "post")) == ""
    assert vetoes.between(note(other, "mail"), note(one, "mail")) == ""  # the same text


def test_versions_of_a_report_are_of_one_event_though_one_agency_tells_them() -> None:
    one, other = "UPDATE 1-Quake kills dozens in Turkey", "UPDATE 2-Quake kills dozens in Turkey"
    text = take("The earth shook before dawn, and more was known by noon.")
    assert vetoes.between(note(other, "wire", text), note(one, "wire")) == ""
