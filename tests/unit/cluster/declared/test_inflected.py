"""Declared words in languages that stemmers know badly, or not at all."""

import pytest

from syndicate.model import Topic
from tests.unit.cluster.news import item
from tests.unit.cluster.topical import match


def belongs(word: str, title: str, language: str) -> bool:
    return match(Topic("t", "T", any=(word,)), item(title, language=language)) is not None


@pytest.mark.parametrize(
    ("word", "title", "language"),
    [
        ("Irak", "Wojska w Iraku ruszają naprzód", "pl"), ("Irak", "Iracki minister w Warszawie", "pl"),
        ("Iran", "Irańskie rakiety", "pl"), ("Polska", "W Polsce spadł śnieg", "pl"), ("Kuba", "Przywódca Kuby", "pl"),
        ("wybory", "Wyniki wyborów ogłoszone", "pl"),
        ("Irák", "V Iráku se volí", "cs"), ("Irák", "Irácký ministr přiletěl", "cs"), ("Praha", "V Praze sněží", "cs"),
        ("Slovensko", "Na Slovensku sneží", "sk"), ("Hrvatska", "U Hrvatskoj pada kiša", "hr"),
        ("Ірак", "В Іраку відбулися вибори", "uk"), ("Ірак", "Іракський міністр прибув", "uk"),
        ("Росія", "Переговори в Росії тривають", "uk"), ("Київ", "Сьогодні в Києві дощ", "uk"),
        ("Україна", "Українці голосують", "uk"), ("війна", "Під час війни", "uk"), ("вибори", "Переможці виборів", "uk"),
        ("Ирак", "Иракцы голосуют", "ru"), ("беженец", "Лагерь беженцев закрыт", "ru"),
        ("рынок", "На рынке тихо", "ru"), ("Куба", "Лидер Кубы прибыл", "ru"), ("выборы", "Итоги выборов", "ru"),
        ("Киев", "Сегодня Киевом довольны", "ru"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_its_cases_in_slavic_languages(
    word: str, title: str, language: str
) -> None:
    assert belongs(word, title, language)


@pytest.mark.parametrize(
    ("word", "title", "language"),
    [
        ("Irak", "Irakban szavaznak", "hu"), ("Irán", "Iránnal tárgyalnak", "hu"), ("Gáza", "Gázában harcok", "hu"),
        ("sztrájk", "Sztrájkok három városban", "hu"),
        ("Ruotsi", "Ruotsissa sataa", "fi"), ("Helsinki", "Helsingissä sataa", "fi"), ("Irak", "Irakiin lähtee apua", "fi"),
        ("Irak", "Irakilaiset äänestävät", "fi"),
        ("Irak", "Irak'ta seçim", "tr"), ("Irak", "Iraklı bakan geldi", "tr"), ("Filistin", "Filistinlilerin hakları", "tr"),
        ("ABD", "ABD’nin kararı", "tr"), ("NATO", "NATO'nun kararı", "tr"), ("seçim", "Seçimlerde katılım düştü", "tr"),
    ],
)  # fmt: skip
def test_a_word_is_found_with_what_is_hung_on_it(word: str, title: str, language: str) -> None:
    assert belongs(word, title, language)


@pytest.mark.parametrize(
    ("word", "title", "language"),
    [
        ("Irak", "Irakiska soldater rycker fram", "sv"), ("Irak", "Irakiske soldater rykker frem", "da"),
        ("Irak", "Irakiske soldater rykker frem", "nb"), ("Irak", "El ejército iraquí avanza", "es"),
        ("Italia", "Los italianos votan", "es"), ("Iraq", "L'esercito iracheno avanza", "it"),
        ("Italia", "Le imprese italiane crescono", "it"), ("France", "Des vins français", "fr"),
        ("France", "La presse française", "fr"), ("Russie", "Des chars russes", "fr"), ("Suède", "La presse suédoise", "fr"),
        ("China", "Los coches chinos", "es"), ("Egipto", "Los turistas egipcios", "es"), ("Níger", "Soldados nigerinos", "es"),
        ("Ucraina", "Le truppe ucraine", "it"), ("Germania", "Le imprese tedesche", "it"), ("Turchia", "I turchi votano", "it"),
        ("Brasil", "Os jogadores brasileiros", "pt"), ("Líbano", "Os bancos libaneses", "pt"),
        ("Syrien", "Die syrische Armee", "de"), ("Russland", "Ein Russe gewinnt", "de"), ("Nigeria", "Ein nigerianisches Boot", "de"),
        ("Турция", "Глава турецкого штаба", "ru"), ("Россия", "Сколько россиян голосует", "ru"),
        ("Nederland", "De Nederlandse boeren", "nl"), ("Irak", "Armata irakiană avansează", "ro"),
    ],
)  # fmt: skip
def test_more_peoples_are_known_by_rule(word: str, title: str, language: str) -> None:
    assert belongs(word, title, language)


@pytest.mark.parametrize(
    ("word", "title", "language"),
    [
        ("eleição", "Eleições adiadas", "pt"), ("hospital", "Hospitais cheios", "pt"), ("homem", "Homens presos", "pt"),
        ("luz", "Las luces se apagan", "es"), ("travail", "Travaux en cours", "fr"), ("lago", "I laghi sono bassi", "it"),
        ("oorlog", "Twee oorlogen", "nl"),
    ],
)  # fmt: skip
def test_plurals_that_stemmers_take_for_other_words_are_found(
    word: str, title: str, language: str
) -> None:
    assert belongs(word, title, language)


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("عراق", "نیروهای عراقی پیشروی کردند"), ("عراق", "عراقی‌ها رأی دادند"), ("ایران", "دولت ايران"),
        ("انتخاب", "نتایج انتخابات"),
    ],
)  # fmt: skip
def test_persian_is_found_with_its_endings_and_with_arabic_letters(word: str, title: str) -> None:
    assert belongs(word, title, "fa")


@pytest.mark.parametrize(
    ("word", "title", "language"),
    [
        ("Irak", "Iránban szavaznak", "hu"), ("irat", "Irán szavaz", "hu"), ("Iran", "Irakin hallitus eroaa", "fi"),
        ("Nigeria", "Zamach w kraju Niger", "pl"),
        ("Niger", "Les élections au Nigeria", "fr"), ("Нигер", "Выборы в Нигерии", "ru"),
        ("Libia", "Il presidente del Libano", "it"), ("Libia", "Elecciones en Líbano", "es"),
        ("Nigeria", "Soldados nigerinos", "es"), ("Nigéria", "Des soldats nigériens", "fr"), ("Niger", "Des soldats nigérians", "fr"),
        ("Gaza", "Le autorità palestinesi", "it"), ("Écosse", "Le rugby gallois", "fr"), ("England", "Der schottische Rock", "de"),
    ],
)  # fmt: skip
def test_a_place_is_not_found_by_the_name_of_another(word: str, title: str, language: str) -> None:
    assert not belongs(word, title, language)


@pytest.mark.parametrize(
    ("word", "title", "language"),
    [
        ("France", "Le franc suisse monte", "fr"), ("France", "LE COURS DU FRANC SUISSE MONTE", "fr"),
        ("Gaza", "Le prix du gaz monte", "fr"), ("Gaza", "Gaz : les prix montent", "fr"),
        ("Gaza", "Il prezzo del gas sale", "it"), ("Cuba", "Los cubos de basura", "es"),
        ("Мали", "Почему малый бизнес растёт", "ru"), ("Куба", "Сколько весит куб льда", "ru"),
    ],
)  # fmt: skip
def test_what_a_stemmer_leaves_of_a_name_counts_with_a_capital_only(
    word: str, title: str, language: str
) -> None:
    assert not belongs(word, title, language)


@pytest.mark.parametrize(
    "title", ["الانتخابات البرلمانية", "والانتخابات مؤجلة", "تأجيل للانتخابات"]
)
def test_an_arabic_word_is_found_with_its_article(title: str) -> None:
    assert belongs("انتخابات", title, "ar")
