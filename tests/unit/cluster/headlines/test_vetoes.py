import pytest

from syndicate.cluster.headlines import vetoes
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.texts.fingerprint import Fingerprint, take

TEXT = take("The earth shook before dawn on Thursday, and people ran into the street.")


def note(title: str, source: str = "", text: Fingerprint = TEXT, language: str = "en") -> Note:
    return Note(title, source or title, title, 0, "", "", print=text, language=language)


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


@pytest.mark.parametrize(
    ("language", "one", "other", "told"),
    [
        ("de", "Erdbeben in der Türkei", "Erdbeben in Chile", "place (Türkei, here Chile)"),
        (
            "de",
            "Polnischer Minister tritt ab",
            "Estnischer Minister tritt ab",
            "place (Polnischer, here Estnischer)",
        ),
        (
            "de",
            "Raketen auf Nordsyrien",
            "Raketen auf die Ostukraine",
            "place (Nordsyrien, here Ostukraine)",
        ),
        (
            "de",
            "Nordkorea testet Rakete",
            "Südkorea testet Rakete",
            "place (Nordkorea, here Südkorea)",
        ),
        (
            "de",
            "Bombe tötet fünfzehn in Karsk",
            "Bombe tötet 9 in Karsk",
            "number (fünfzehn, here 9)",
        ),
        (
            "es",
            "Un terremoto sacude el este de Turquía",
            "Un terremoto sacude el norte de Chile",
            "place (Turquía, here Chile)",
        ),
        (
            "es",
            "Incendio en Estados Unidos",
            "Incendio en el Reino Unido",
            "place (Estados Unidos, here Reino Unido)",
        ),
        (
            "es",
            "El ministro letón Kalns dimite",
            "El ministro estonio Saar dimite",
            "place (letón, here estonio)",
        ),
        (
            "es",
            "Bomba en Karsk mata a catorce",
            "Bomba en Karsk mata a 9",
            "number (catorce, here 9)",
        ),
        (
            "fr",
            "Séisme dans l'est de la Turquie",
            "Séisme dans le nord du Chili",
            "place (Turquie, here Chili)",
        ),
        ("fr", "Incendie aux États-Unis", "Incendie en Grèce", "place (États-Unis, here Grèce)"),
        (
            "it",
            "Scossa nell'est della Turchia",
            "Scossa nel nord del Cile",
            "place (Turchia, here Cile)",
        ),
        ("it", "I turchi al voto", "I greci al voto", "place (turchi, here greci)"),
        (
            "pt",
            "Sismo abala o leste da Turquia",
            "Sismo abala o norte do Chile",
            "place (Turquia, here Chile)",
        ),
        (
            "pt",
            "Equipa norte-americana perde",
            "Equipa sul-africana perde",
            "place (norte-americana, here sul-africana)",
        ),
        (
            "ru",
            "Землетрясение на востоке Турции",
            "Землетрясение на севере Чили",
            "place (Турции, here Чили)",
        ),
        ("ru", "Пожар во Франции", "Пожар в Германии", "place (Франции, here Германии)"),
        ("ru", "Двое погибли в Варне", "Шестеро погибли в Варне", "number (Двое, here Шестеро)"),
    ],
)
def test_headlines_of_other_languages_are_told_apart_likewise(
    language: str, one: str, other: str, told: str
) -> None:
    new, old = note(other, language=language), note(one, language=language)
    assert vetoes.against(new, [old]) == f"the same headline with another {told}"


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Deutscher Minister tritt ab", "Deutschlands Minister tritt ab"),
        ("de", "Raketen auf Nordsyrien", "Raketen auf Südsyrien"),
        ("de", "Korea testet Rakete", "Südkorea testet Rakete"),
        ("de", "Frankreichs Minister trifft Kalns", "Deutschlands Kanzlerin trifft Kalns"),
        ("de", "Todeszahl in Karsk steigt auf 12", "Todeszahl in Karsk steigt auf 40"),
        ("de", "ROUNDUP 2: Werft entlässt Hunderte", "ROUNDUP 3: Werft entlässt Hunderte"),
        ("es", "Suben a 12 los muertos en Karsk", "Suben a 40 los muertos en Karsk"),
        ("es", "ACTUALIZA 1-Seísmo en Karsk", "ACTUALIZA 2-Seísmo en Karsk"),
        ("es", "Mueren quince en Karsk", "Mueren 15 en Karsk"),
        ("es", "EE.UU. sanciona a Karsk", "Estados Unidos sanciona a Karsk"),
        ("es", "El presidente británico dimite", "El presidente inglés dimite"),
        ("fr", "Le nombre de morts passe à 12", "Le nombre de morts passe à 40"),
        ("fr", "Les Français votent dimanche", "La France vote dimanche"),
        ("it", "Salgono a 12 i morti a Karsk", "Salgono a 40 i morti a Karsk"),
        ("pt", "Sobe para 12 o total de mortos", "Sobe para 40 o total de mortos"),
        ("ru", "Количество погибших выросло до 12", "Количество погибших выросло до 40"),
        ("ru", "Россия и Турция договорились", "Российский и турецкий договорились"),
        ("ru", "Погибли трое в Варне", "Погибли 3 в Варне"),
    ],
)
def test_what_becomes_known_of_one_event_tells_no_other_in_any_language(
    language: str, one: str, other: str
) -> None:
    assert vetoes.between(note(other, language=language), note(one, language=language)) == ""


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
