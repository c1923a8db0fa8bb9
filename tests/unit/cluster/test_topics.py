from dataclasses import replace
from typing import Any, get_args

import pytest

from syndicate.cluster import Memory, step
from syndicate.model import Breadth, Topic
from tests.unit.cluster.news import RECIPE, REWRITE, WIRE, item
from tests.unit.cluster.topical import judge, match

BREADTHS: tuple[Breadth, ...] = get_args(Breadth)

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
    ("word", "thing", "place"),
    [
        ("Turkey", "Roast turkey for the feast", "Aid from Turkey arrives"),
        ("Turkey", "Farm loses its turkeys", "TURKEY SENDS AID"),
        ("China", "A set of old china is sold", "China's exports grow"),
        ("Guinea", "How to keep a guinea pig", "A coup in Guinea"),
        ("Jersey", "Messi gives his jersey away", "Jersey's tax rules change"),
    ],
)
def test_a_place_whose_name_in_small_letters_is_a_thing_must_have_its_capital(
    word: str, thing: str, place: str
) -> None:
    topic = Topic("t", "T", any=(word,))
    assert not belongs(topic, thing)
    assert belongs(topic, place)
    assert belongs(Topic("t", "T", any=(word.lower(),)), thing), "who asks for the thing gets it"


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


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("Guinea", "Papua New Guinea votes"), ("Guinea", "A coup in Guinea-Bissau"), ("Guinea", "Equatorial Guinea's oil"),
        ("Guinea", "Papua New Guineans vote"), ("Sudan", "South Sudanese talks"), ("Sudanese", "South Sudanese talks"),
        ("Mexico", "NEW MEXICO BURNS"), ("Mexico", "a fire in new mexico"), ("Jersey", "New Jersey votes"),
        ("Wales", "Fires in New South Wales"), ("South Wales", "Fires in New South Wales"),
        ("Virginia", "West Virginia miners"), ("Ireland", "Northern Irish parties"), ("Britain", "British Columbia burns"),
        ("Spain", "Floods in Port of Spain"), ("Turkey", "The Turks and Caicos vote"), ("Guinée", "Guinée-Bissau"),
        ("Guinea election", "Papua New Guinea election"),
    ],
)  # fmt: skip
def test_a_place_is_not_found_in_the_longer_name_of_another(word: str, title: str) -> None:
    topic = Topic("t", "T", any=(word,))
    assert not belongs(topic, title)
    assert belongs(topic, title, f"It was felt in {word}, too.")


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("Papua New Guinea", "Papua New Guinea votes"), ("South Sudan", "South Sudanese talks"),
        ("New York", "New York snow"), ("Northern Ireland", "Northern Irish parties"),
        ("Sudan", "Rebels in the south Sudan cannot reach"), ("Mexico", "A new Mexico"),
        ("Sudan", "They drove South. Sudan is calm"), ("Wales", "South Wales floods"), ("Jersey", "Jersey. City firms leave"),
        ("Niger", "Nigeriens vote in Niger"), ("Dominican", "The Dominican Republic votes"),
    ],
)  # fmt: skip
def test_a_place_is_found_beside_words_that_make_no_other_place_of_it(
    word: str, title: str
) -> None:
    assert belongs(Topic("t", "T", any=(word,)), title)


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


ALIASES = (("Islamic State", "ISIS", "ISIL", "Daesh", "داعش"),)


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Daesh convoy burns", "Daesh"), ("Isis lorries burn", "ISIS"), ("مقتل قيادي في داعش", "داعش"),
        ("Islamic State convoy burns", "Islamic State"),
    ],
)  # fmt: skip
def test_who_is_asked_for_by_one_name_is_found_by_all(title: str, called: str) -> None:
    topic = Topic("t", "T", any=("ISIL",), names=ALIASES)
    found = match(topic, item(title, language=None))
    assert found is not None
    assert found.reason.shared == ("ISIL",)
    assert found.reason.note == f"speaks of ISIL ({called}) in the title"


def test_all_asks_for_a_name_once_and_none_forbids_it_by_any() -> None:
    named = Topic("t", "T", all=("Islamic State", "Iraq"), names=ALIASES)
    assert belongs(named, "Daesh in Iraq")
    assert not belongs(named, "Daesh, also called ISIS, in Syria")
    assert not belongs(Topic("t", "T", any=("Iraq",), none=("ISIS",), names=ALIASES), "Daesh in Iraq")  # fmt: skip


def test_a_phrase_counts_in_its_own_words_only() -> None:
    exact = Topic("t", "T", phrase=("net zero strike",))
    assert belongs(exact, "A Net Zero strike is called")
    assert not belongs(exact, "Net zero strikes are called")
    assert not belongs(exact, "Zero net strike")


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("US", "Tell us what to do"), ("IS", "What is next"), ("WHO", "Who is next"), ("IT", "It rains"),
        ("US", "TELL US WHAT YOU SAW"), ("Iraq", "Miraqi wins"), ("Iran", "Irandura plant opens"),
        ("Oman", "A Roman wall"), ("Mali", "Somali pirates"), ("Chin", "Chinese exports grow"),
        ("Scott", "Scottish voters"), ("Islam", "Islamabad talks"),
    ],
)  # fmt: skip
def test_nothing_is_found_inside_of_another_word_or_as_another_word(word: str, title: str) -> None:
    assert not belongs(Topic("t", "T", any=(word,)), title)


@pytest.mark.parametrize(
    ("word", "title", "language"),
    [
        ("伊拉克", "美国向伊拉克增兵", "zh"), ("马里", "马里军方宣布", "zh"), ("イラク", "イラクで爆発", "ja"),
        ("タイ", "タイの洪水", "ja"), ("京都", "京都で雪", "ja"), ("이라크", "이라크에서 폭발", "ko"),
        ("이라크", "이라크인들이 돌아왔다", "ko"), ("ไทย", "น้ำท่วมในไทย", "th"), ("ISIS", "ISISは撤退した", "ja"),
        ("ISIS", "打击ISIS武装", "zh"), ("עיראק", "פיצוץ בעיראק", "he"),
    ],
)  # fmt: skip
def test_scripts_without_spaces_and_hung_on_words_are_found(
    word: str, title: str, language: str
) -> None:
    assert belongs(Topic("t", "T", any=(word,)), title, language=language)


@pytest.mark.parametrize(
    ("word", "title", "language"),
    [
        ("马里", "索马里海盗被捕", "zh"), ("印度", "印度尼西亚地震", "zh"), ("タイ", "新曲のタイトル", "ja"),
        ("京都", "東京都で雪", "ja"), ("イラン", "ドイランド社", "ja"), ("이란", "이란성 쌍둥이", "ko"),
        ("ISIS", "CRISISは続く", "ja"), ("กร", "เกรงใจ", "th"),
    ],
)  # fmt: skip
def test_a_term_is_not_met_inside_of_a_longer_word(word: str, title: str, language: str) -> None:
    assert not belongs(Topic("t", "T", any=(word,)), title, language=language)


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Irakische Armee rückt vor", "de"), ("L'armée irakienne avance", "fr"),
        ("Иракские войска наступают", "ru"), ("Soldati iracheni", "it"),
    ],
)  # fmt: skip
def test_peoples_are_known_abroad_where_a_rule_makes_them(title: str, language: str) -> None:
    word = {"ru": "Ирак", "it": "Irach"}.get(language, "Irak")
    assert belongs(Topic("t", "T", any=(word,)), title, language=language)


@pytest.mark.parametrize(
    ("word", "title", "language"),
    [
        ("NGO", "Two NGOs leave the camp", "en"), ("ICBM", "Two ICBMs fly", "en"),
        ("woman", "Women march", "en"), ("crisis", "Two crises in one year", "en"),
        ("O'Brien", "O’Brien wins", "en"), ("O’Brien", "O'Brien wins", "en"),
        ("Cafe\u0301 Central", "Café Central opens", "en"), ("Café Central", "Cafe\u0301 Central opens", "en"),
        ("ＩＳＩＳ", "ISIS flees", "en"), ("ISIS", "ＩＳＩＳは撤退した", "ja"), ("New Zealand", "New Zealanders vote", "en"),
        ("F-16", "Two F-16s land", "en"), ("F-16", "An F16 lands", "en"), ("F16", "An F-16 lands", "en"),
        ("F16", "Two F\u201116s land", "en"), ("F-16 jets", "F16 jets land", "en"), ("F-16", "Der F 16 fliegt", "de"),
        ("F-16", "L'envoi d'F-16", "fr"), ("COVID-19", "Covid 19 spreads", "en"), ("COVID", "COVID-19 spreads", "en"),
        ("EU", "The EU-27 meet", "en"), ("MiG-29", "MiG29s fly", "en"), ("C++", "New in C++20", "en"),
        ("C++", "Why C++, and not Rust?", "en"), ("C#", "A C# compiler", "en"), ("C#", "csharp", "en"),
        ("Hawai'i", "Hawai‘i votes", "en"), ("Hawai'i", "Hawaiʻi votes", "en"), ("Hawai’i", "Hawai`i votes", "en"),
        ("İstanbul", "istanbul'da deprem", "tr"), ("Istanbul", "İSTANBUL'DA DEPREM", "tr"),
        ("İzmir", "I\u0307zmir and i\u0307zmir", "tr"),
        ("Irak", "L’Irak demande une aide", "fr"), ("ONU", "Une résolution de l'ONU", "fr"),
        ("Irak", "Lorsqu’Irak et Iran se parlent", "fr"), ("L'Oréal", "L’Oréal embauche", "fr"),
        ("Iraq", "L'esercito dell’Iraq avanza", "it"), ("Espagne", "Les Espagnols votent", "fr"),
        ("España", "Los españoles votan", "es"), ("Россия", "российские войска", "ru"),
        ("العراق", "والعراق يتقدم", "ar"), ("العراق", "مساعدات للعراق", "ar"), ("داعش", "مقتل قائد لداعش", "ar"),
    ],
)  # fmt: skip
def test_the_same_word_is_found_however_it_is_written_or_bound(
    word: str, title: str, language: str
) -> None:
    assert belongs(Topic("t", "T", any=(word,)), title, language=language)


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("C", "A C++ compiler"), ("C", "A C# compiler"), ("C++", "C, and a plus"), ("C++", "A C compiler"),
        ("C#", "C sharp turns"), ("G7", "In group G, 7 goals fell"), ("F-16", "F-160s land"), ("F16", "F-161"),
        ("16", "F16 lands"),
    ],
)  # fmt: skip
def test_a_sign_or_a_number_that_belongs_to_a_name_makes_another(word: str, title: str) -> None:
    assert not belongs(Topic("t", "T", any=(word,)), title)


@pytest.mark.parametrize(
    ("word", "title"),
    [("US", "USS Cole sails"), ("MP", "It mps along"), ("leaf", "She leaves"), ("MP", "MPS IN TOWN")],
)  # fmt: skip
def test_a_plural_that_is_another_word_is_not_found(word: str, title: str) -> None:
    assert not belongs(Topic("t", "T", any=(word,)), title)


GAME = item(
    "Iraqi players release a mod for a shooter game",
    "Fans in Baghdad built the mod, in which players hunt Islamic State fighters, over two winters.",
)


def test_what_is_nearer_to_what_is_not_meant_stays_out() -> None:
    wide = Topic("t", "T", any=("Islamic State",), all=("Iraq",))
    assert match(wide, GAME) is not None
    unlike = replace(wide, unlike=("Fans release a new mod for a popular shooter game",))
    judged = judge(unlike, GAME)
    assert judged.matches == ()
    assert [one.slug for one in judged.barred] == ["t"]
    assert match(unlike, item("Islamic State shells an Iraqi town")) is not None


def test_an_example_may_be_an_item_and_waits_until_that_is_there() -> None:
    link = "https://port.example/ship"
    topic = Topic("t", "T", like=(link,))
    assert match(topic, item("Grain ship adrift off Varna", REWRITE)) is None
    told = replace(topic, texts=((link, f"Adrift\n{WIRE}"),))
    found = match(told, item("Grain ship adrift off Varna", REWRITE))
    assert found is not None
    assert found.reason.note == "is like the example “Adrift”"
    assert dict(found.reason.parts).keys() >= {"words"}


def test_a_broad_topic_takes_what_a_narrow_one_does_not() -> None:
    near = item("Parliament in Baghdad meets again on Tuesday")
    told = {b: match(replace(IRAQ, breadth=b), near) is not None for b in BREADTHS}
    assert told["broad"] >= told["normal"] >= told["narrow"]
    assert told["broad"] > told["narrow"]


@pytest.mark.parametrize(
    ("where", "inside"),
    [
        ({"languages": ("en",)}, True), ({"languages": ("de", "fr")}, False), ({"tags": ("sea",)}, True),
        ({"tags": ("land",)}, False), ({"agencies": ("AFP",)}, True), ({"agencies": ("AP",)}, False),
    ],
)  # fmt: skip
def test_a_topic_looks_only_where_it_is_told_to(where: dict[str, Any], inside: bool) -> None:
    report = replace(item("Grain ship adrift off Varna", WIRE), agency="AFP")
    for topic in (Topic("t", "T", any=("Varna",), **where), Topic("t", "T", **where)):
        assert (match(topic, report, ("sea",)) is not None) is inside
