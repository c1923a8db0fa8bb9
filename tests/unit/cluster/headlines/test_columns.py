from time import process_time

import pytest

from syndicate.cluster import Memory, step
from syndicate.cluster.headlines import columns
from tests.unit.cluster.news import MATCH, RECIPE, REWRITE, WIRE, homes, item, stories


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Market wrap: shares edge higher as oil slips", "Market wrap"),
        ("Stock market report - quiet end to a weak week", "Stock market report"),
        ("Weather: sunny spells, wind from the west", "Weather"),
        ("Weather forecast | showers", "Weather forecast"),
        ("Your horoscope for today: Aries", "Your horoscope for today"),
        ("On this day: a ship adrift", "On this day"),
        ("Photo of the day", "Photo of the day"),
        ("Morning briefing: Tuesday", "Morning briefing"),
        ("Links for Friday", "Links"),
        ("Storms, Oil, Talks: Your Friday Briefing", "Your Friday Briefing"),
        ("Daily briefing for March 3: ship, match, talks", "Daily briefing"),
        ("Wetterbericht: sonnig, Wind aus West", "Wetterbericht"),
        ("Das Wetter am Dienstag", "Das Wetter am Dienstag"),
        ("Aktien Frankfurt Schluss: Dax gibt nach", "Aktien Frankfurt Schluss"),
        ("Presseschau vom 3. März", "Presseschau"),
        ("Horóscopo de hoy, 3 de marzo: Aries", "Horóscopo de hoy"),
        ("Tal día como hoy: un barco a la deriva", "Tal día como hoy"),
        ("La météo du jour : éclaircies", "La météo du jour"),
        ("Revue de presse internationale", "Revue de presse internationale"),
        ("Accadde oggi: una nave alla deriva", "Accadde oggi"),
        ("Rassegna stampa del 3 marzo", "Rassegna stampa"),
        ("Previsão do tempo para hoje – sol", "Previsão do tempo para hoje"),
        ("Frase do dia: o mar", "Frase do dia"),
        ("Прогноз погоды на 3 марта", "Прогноз погоды"),
        ("Этот день в истории: корабль", "Этот день в истории"),
    ],
)
def test_column_is_known_by_its_name(title: str, name: str) -> None:
    assert columns.name(title) == name


@pytest.mark.parametrize(
    "title",
    [
        "Weather Channel's reporter caught in a gale",
        "Weather: 12 dead in floods at Varna",
        "Weather report: storm kills three",
        "Market in Karsk burns down",
        "Karsk flood: two bridges gone",
        "Horoscope writer dies at 83",
        "Letters found in the attic of a captain",
        "Quiz show host retires",
        "Wetter: Sturm über dem Hafen",
        "Wetterbericht: Sturm fordert drei Tote",
        "Presseschauer: ein Schiff treibt",
        "Horóscopo chino, un barco a la deriva",
        "El Tiempo: un barco a la deriva",
        "Pronóstico del tiempo: doce muertos en Varna",
        "Prévisions météo : douze morts à Varna",
        "Météo-France : un navire à la dérive",
        "Previsioni meteo: tre morti a Varna",
        "Previsão do tempo: três mortos em Varna",
        "Погода в Варне: корабль дрейфует",
        "Прогноз погоды: трое погибших",
        "El tiempo hoy: fallecen dos marineros en Varna",
        "Prévisions météo : la tempête tue à Varna",
        "Wort des Jahres: Jury nennt „Rettungsschiff“",
        "Foto des Jahres – Preis für Bild vom Hafen",
        "Mot de l'année : le choix du jury",
        "Palabra del año: la elegida es «remolcador»",
        "La foto dell'anno: premiata la nave alla deriva",
        "A palavra do ano: a escolhida é “rebocador”",
        "Was geschah in der Nacht: Schiff treibt vor Varna",
        "",
    ],
)
def test_headline_of_an_event_names_no_column(title: str) -> None:
    assert columns.name(title) == ""


def test_numbers_of_a_column_are_stories_of_one_thread_and_draw_no_events_to_them() -> None:
    clustering = step(
        Memory(),
        [
            item("Market wrap: shares edge higher", RECIPE, source="ledger"),
            item("Market wrap: shares slip as a ship is adrift", WIRE, at=24, source="ledger"),
            item("Grain ship adrift off Varna", REWRITE, at=25),
            item("Market wrap: gold rises", MATCH, at=26, source="other"),
        ],
        (),
    )
    assert len(set(stories(clustering))) == 4
    first, second, ship, other = homes(clustering)
    assert first == second
    assert len({first, ship, other}) == 3
    assert clustering.assignments[1].reasons[0].note == (
        "a number of a column: it stands apart from what it tells of"
    )
    (link,) = (one.reason for one in clustering.links if one.reason.parts)
    assert (link.note, link.shared) == ("the next of a series", ("market", "wrap"))
    assert (link.parts, link.gap) == ((("series", 1.0),), 24 * 3600)


def test_column_does_not_follow_an_event_that_its_first_number_is_a_report_of() -> None:
    clustering = step(
        Memory(),
        [
            item("Grain ship adrift off Varna", REWRITE),
            item("Market wrap: grain ship adrift off Varna", WIRE, at=1, source="ledger"),
            item("Market wrap: shares edge higher", RECIPE, at=24, source="ledger"),
            item("Market wrap: quiet end to the week", MATCH, at=48, source="ledger"),
        ],
        (),
    )
    ship, first, second, third = homes(clustering)
    assert ship == first
    assert first != second
    assert second == third


def test_column_continues_no_topic_that_its_first_number_speaks_of() -> None:
    ship = "Grain ship Maria Stella adrift off Varna"
    photo = "Maria Stella off Varna"
    told = [
        item(ship, REWRITE),
        item(f"Photo of the day: {photo}", "The Maria Stella.", at=240, source="p"),
        item("Photo of the day: a bus in the rain", "A bus. Photo: M. Lund.", at=264, source="p"),
    ]
    ships, first, second = homes(step(Memory(), told, ()))
    assert ships != first
    assert first == second
    plain = item(photo, "The Maria Stella.", at=240, source="p")
    assert len(set(homes(step(Memory(), [told[0], plain], ())))) == 1


def test_roundups_of_all_weekdays_are_one_series_whatever_they_tell_of() -> None:
    titles = (
        "Morning briefing: Monday",
        "Morning briefing: Tuesday",
        "Morning briefing: Ship adrift",
    )
    texts = (WIRE, MATCH, RECIPE)
    clustering = step(
        Memory(),
        [
            item(title, text, at=24 * day, source="mail")
            for day, (title, text) in enumerate(zip(titles, texts, strict=True))
        ],
        (),
    )
    assert len(set(stories(clustering))) == 3
    assert len(set(homes(clustering))) == 1


def test_thread_of_a_column_bears_its_name() -> None:
    clustering = step(
        Memory(),
        [
            item("Weather: sunny spells", RECIPE, source="mail"),
            item("Weather: heavy rain by evening", MATCH, at=24, source="mail"),
        ],
        (),
    )
    (thread,) = clustering.threads
    assert thread.title == "Weather"


@pytest.mark.parametrize(
    "titles",
    [
        ("Die Nachrichten am Montag", "Die Nachrichten am Dienstag: Schiff treibt"),
        ("Las noticias del lunes", "Las noticias del martes: un barco"),
        ("Previsão do tempo para hoje: sol", "Previsão do tempo para hoje: chuva"),
        ("Курсы валют на среду", "Курсы валют на воскресенье"),
        ("Horaires des ferries en mars", "Horaires des ferries en avril"),
        ("Orari dei traghetti di sabato", "Orari dei traghetti di domenica"),
    ],
)
def test_numbers_of_a_column_in_any_language_are_one_thread(titles: tuple[str, str]) -> None:
    one, other = titles
    first = item(one, f"{WIRE}", source="mail")
    clustering = step(Memory(), [first, item(other, MATCH, at=24, source="mail")], ())
    assert len(set(stories(clustering))) == 2
    assert len(set(homes(clustering))) == 1


def test_headlines_that_differ_in_the_weekday_are_a_series() -> None:
    clustering = step(
        Memory(),
        [
            item("Ferry times for Monday in Varna", f"{WIRE}", source="mail"),
            item("Ferry times for Tuesday in Varna", f"Again. {WIRE}", at=24, source="mail"),
        ],
        (),
    )
    one, other = clustering.assignments
    assert one.story_id != other.story_id
    assert len(set(homes(clustering))) == 1
    assert other.reasons[0].almost == (
        "“Ferry times for Monday in Varna” was ruled out: "
        "the same headline for another day (Monday, here Tuesday)"
    )


@pytest.mark.parametrize("words", ["Nachrichten 1", "l'essentiel de la", "Погода на"])
def test_headline_as_long_as_may_be_takes_no_time(words: str) -> None:
    first, _, rest = words.rpartition(" ")
    columns.name(words)  # what is set up once is no part of it
    before = process_time()
    assert columns.name(f"{first} {' '.join([rest] * 340)}") == ""
    assert process_time() - before < 0.2
