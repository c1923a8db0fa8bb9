import pytest

from syndicate.cluster import Memory, step
from syndicate.cluster.topics import match
from syndicate.model import Topic
from tests.unit.cluster.news import RECIPE, WIRE, item

IRAQ = Topic(
    "islamic-state-iraq",
    "Islamic State in Iraq",
    any=("Islamic State", "ISIS", "ISIL", "Daesh"),
    all=("Iraq",),
    none=("video game",),
    like=("Baghdad asks for equipment and instructors, not for foreign troops",),
)


def belongs(topic: Topic, title: str, text: str = "", **more: object) -> bool:
    return match(topic, item(title, text, **more)) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "title",
    [
        "Islamic State driven from Iraqi town",
        "ISIS convoy hit in western Iraq",
        "Iraqis flee as Daesh nears",
        "Iraq's army retakes dam from Islamic State's fighters",
        "Isis lorries burn near an Iraqi refinery",
        "I.S.I.S. shells Iraq's largest refinery",
    ],
)
def test_a_topic_knows_its_words_in_every_form(title: str) -> None:
    assert belongs(IRAQ, title)


@pytest.mark.parametrize(
    "title",
    [
        "Islamic State attacks a Syrian town",
        "Iraq opens a new opera house",
        "The state of Islamic art in Iraq",
        "A crisis in Iraq's dairies",
        "Video game sends players to fight ISIS in Iraq",
    ],
)
def test_what_only_looks_alike_stays_out(title: str) -> None:
    assert not belongs(IRAQ, title)


def test_words_may_stand_in_text_and_categories() -> None:
    assert belongs(
        IRAQ, "Convoy burns on desert road", "ISIS fighters fled, an officer in Iraq said."
    )
    assert belongs(IRAQ, "ISIS convoy burns on desert road", categories=("Iraq",))


def test_a_phrase_does_not_reach_from_the_title_into_the_text() -> None:
    assert not belongs(
        Topic("t", "T", any=("Islamic State",)), "Schools of Islamic", "State schools"
    )


def test_an_item_like_an_example_belongs_though_no_word_matches() -> None:
    close = "Baghdad asks for instructors and equipment but no foreign troops"
    found = match(IRAQ, item(close))
    assert found is not None
    assert "example" in found.reason.note
    assert not belongs(IRAQ, close + " in new video game")
    assert not belongs(IRAQ, "Chickpeas with spinach", RECIPE)


def test_a_topic_of_must_not_words_alone_takes_nothing() -> None:
    assert not belongs(Topic("t", "T", none=("Iraq",)), "Grain ship adrift", WIRE)


def test_small_words_are_met_in_every_form_and_names_only_with_capitals() -> None:
    strikes = Topic("strikes", "Strikes", any=("strike",))
    assert belongs(strikes, "Rail drivers are striking again")
    assert not belongs(strikes, "Striker scores twice")
    assert belongs(Topic("pl", "Poland", any=("Poland",)), "Polish voters stay at home")
    assert not belongs(Topic("pl", "Poland", any=("Poland",)), "how to polish a table")


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("Turkey", "Turkish lira falls"), ("Turkey", "Turks vote"), ("Syria", "Syrians return"),
        ("Iran", "Iranian envoy in Vienna"), ("China", "Chinese exports grow"),
        ("France", "French farmers block roads"), ("Kurds", "Kurdish forces advance"),
        ("Nigeria", "Nigerian poll delayed"), ("U.S.", "US sends aid"), ("US", "U.S. sends aid"),
    ],
)  # fmt: skip
def test_a_place_is_known_by_its_people(word: str, title: str) -> None:
    assert belongs(Topic("t", "T", any=(word,)), title)


def test_niger_is_not_nigeria() -> None:
    assert not belongs(Topic("t", "T", any=("Niger",)), "Nigerian poll delayed")


@pytest.mark.parametrize(
    ("word", "title", "language"),
    [
        ("Ирак", "Взрыв в Ираке", "ru"),
        ("伊拉克", "美国向伊拉克增兵", "zh"),
        ("Irak", "Iraks Regierung bittet um Hilfe", "de"),
        ("éléction", "Les éléctions auront lieu", "fr"),
    ],
)
def test_topics_speak_other_languages(word: str, title: str, language: str) -> None:
    assert belongs(Topic("t", "T", any=(word,)), title, language=language)


def test_the_reason_names_the_words_and_the_place() -> None:
    found = match(IRAQ, item("ISIS convoy hit in western Iraq"))
    assert found is not None
    assert found.reason.shared == ("ISIS", "Iraq")
    assert found.reason.note == "speaks of ISIS and Iraq in the title"
    assert found.reason.score == 1.0


def test_a_step_tells_every_topic_of_an_item_copies_too() -> None:
    topics = (Topic("varna", "Varna", any=("Varna",)), Topic("ships", "Ships", any=("ship",)), IRAQ)
    clustering = step(Memory(), [item("Adrift", WIRE), item("Ashore", WIRE, at=1)], topics)
    assert [one.slug for one in clustering.matches] == ["varna", "ships"] * 2
