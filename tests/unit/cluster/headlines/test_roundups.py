import pytest

from syndicate.cluster import Memory, step
from syndicate.cluster.headlines.roundups import is_roundup
from tests.unit.cluster.news import FOLLOW_UP, MATCH, REWRITE, WIRE, homes, item, stories

LINES = (
    "Grain ship adrift off Varna: two tugs held the Maria Stella off the breakwater while divers looked for "
    "damage, the harbour authority said.\nKestrel Town beat Alder Rovers at Meadow Lane; two players were "
    "sent off.\nMinisters in Vienna postponed the talks until Friday."
)


@pytest.mark.parametrize(
    "title",
    [
        "Morning news roundup",
        "Daily briefing: Ship adrift, Kestrel win, talks put off",
        "The Evening News Digest – 3 March 2026",
        "Monday's top stories",
        "Your weekend reads",
        "Harbour Weekly News Round-Up: Ship, match, talks",
        "News in brief",
        "Maritime news briefs (3 March)",
        "Top stories this morning",
        "The week in review: a ship, a match",
        "Today's headlines for March 3",
        "Friday morning news wrap | Gazette",
        "Links for Friday",
        "Links for March 3",
        "Reading list for the week",
        "Ship, Match, Talks: Your Tuesday Briefing",
        "A ship adrift – your Wednesday evening briefing",
        "Die Nachrichten am Morgen",
        "Nachrichten am Morgen vom 3. März 2026: Schiff treibt",
        "Die wichtigsten Meldungen am Mittwochabend – Schiff, Spiel",
        "Was heute wichtig ist",
        "Bilder der Woche: ein Schiff",
        "Resumen de la mañana: un barco, un partido",
        "Las noticias del lunes 3 de marzo",
        "LAS NOTICIAS DEL DÍA",
        "Los titulares de hoy | El Faro",
        "L'essentiel de l'actualité de ce mardi",
        "L’essentiel du week-end : un navire, un match",
        "Les titres du soir, mardi 3 mars",
        "Le notizie di oggi: una nave, una partita",
        "Notizie in breve (3 marzo)",
        "As principais notícias desta segunda-feira",
        "Manchetes do dia: navio, jogo",
        "Главное за день",
        "Главные новости за 3 марта",
        "Итоги дня: корабль у Варны, матч, переговоры",
        "Утренний дайджест",
    ],
)
def test_a_headline_says_that_it_gathers_the_news(title: str) -> None:
    assert is_roundup(title)


@pytest.mark.parametrize(
    "title",
    [
        "Pentagon daily briefing: General speaks of a ship",
        "Daily briefing on the ship is put off",
        "Eight things to know about the ship",
        "Roundup of wild horses begins",
        "Police round up nine in Varna",
        "Morning glory wins the flower show",
        "Sunday shows: minister speaks of a ship",
        "Weekly Standard to close",
        "Top stories told by sailors win a prize",
        "Week in which the ship was lost",
        "Brief: a ship is adrift",
        "News digest company sold",
        "Links for golfers to open in Karsk",
        "Headlines for a ship adrift",
        "General speaks: his Tuesday briefing",
        "Ministry to your Tuesday briefing: no",
        "Die Nachrichten am Morgen verlieren Hörer",
        "Die Lage am Hafen: ein Schiff treibt",
        "Nachrichten: ein Schiff treibt",
        "Bilder der Küstenwache: ein Schiff treibt",
        "Resumen del partido: Karsk gana",
        "Noticias del día a día de un pueblo",
        "La noticia del día: un barco a la deriva",
        "Ce qu'il faut retenir du discours : un navire",
        "L'info du jour : un navire à la dérive",
        "Le journal du dimanche",
        "Il fatto del giorno: la nave",
        "I fatti di marzo: processo per la nave",
        "Manchetes do dia em que o navio parou",
        "Notícias da feira: um navio",
        "Итоги матча: ничья",
        "Главное управление порта: корабль дрейфует",
        "Новости порта: корабль дрейфует",
        "",
    ],
)
def test_a_headline_of_one_event_does_not(title: str) -> None:
    assert not is_roundup(title)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_roundup_stands_alone_and_draws_no_two_events_together(place: int) -> None:
    those = [
        item("Grain ship adrift off Varna", WIRE),
        item("Kestrel win at the death", MATCH, at=0.1),
        item("Tugs save grain carrier at Varna breakwater", REWRITE, at=0.2),
        item("Grain ship Maria Stella may sail on Friday", FOLLOW_UP, at=6),
    ]
    without = stories(step(Memory(), those, ()))
    those.insert(
        place, item("Morning news roundup", LINES, at=those[place].published_at.minute / 60)
    )
    clustering = step(Memory(), those, ())
    told, threads = stories(clustering), homes(clustering)
    alone, thread = told.pop(place), threads.pop(place)
    assert alone not in told
    assert thread not in threads
    assert told == without


def test_a_roundup_that_is_printed_again_is_a_copy_of_it() -> None:
    first, again = item("Morning news roundup", LINES), item("Morning news roundup", LINES, at=1)
    one, two = step(Memory(), [first, again], ()).assignments
    assert (two.story_id, two.copy_of) == (one.story_id, first.id)
    assert one.reasons[0].note == "news of several events in one: it stands apart from each"
