import pytest

from syndicate.cluster.headlines import countries
from syndicate.cluster.vocabulary.every import EVERY, rows

OFTEN_TOLD_OF = {
    "Afghanistan", "Argentina", "Australia", "Brazil", "Britain", "Canada", "Chile", "China", "Egypt", "France",
    "Germany", "Greece", "India", "Iran", "Iraq", "Israel", "Italy", "Japan", "Lebanon", "Libya", "Mexico",
    "North Korea", "Pakistan", "Palestine", "Poland", "Russia", "Saudi Arabia", "South Africa", "South Korea", "Spain",
    "Syria", "Turkey", "Ukraine", "United States", "Venezuela",
}  # fmt: skip


def names(language: str) -> dict[str, list[str]]:
    told = (row.partition(":") for row in rows(EVERY[language].countries))
    return {country: names.casefold().split() for country, _, names in told}


@pytest.mark.parametrize("language", sorted(EVERY))
def test_every_language_knows_the_countries_that_are_most_in_the_news(language: str) -> None:
    assert names(language).keys() >= OFTEN_TOLD_OF


@pytest.mark.parametrize("language", sorted(EVERY))
def test_names_of_a_country_and_its_people_are_of_one_country(language: str) -> None:
    for told in names(language).values():
        assert not any(countries.are_two(told[0], other, language) for other in told)


@pytest.mark.parametrize("language", sorted(EVERY))
def test_each_two_countries_that_are_most_in_the_news_are_two(language: str) -> None:
    told = names(language)
    firsts = {country: told[country][0] for country in OFTEN_TOLD_OF}
    for country, one in firsts.items():
        two = {other for other, name in firsts.items() if countries.are_two(one, name, language)}
        assert two == firsts.keys() - {country}


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "türkischen", "Türkei"),
        ("de", "russen", "russischer"),
        ("de", "chinas", "chinesinnen"),
        ("de", "türkin", "nordtürkei"),
        ("es", "españolas", "español"),
        ("es", "iraníes", "irán"),
        ("fr", "grecques", "grèce"),
        ("it", "tedeschi", "germania"),
        ("it", "israeliane", "israeliano"),
        ("it", "nordcoreani", "nordcoreano"),
        ("pt", "francesas", "francês"),
        ("pt", "húngara", "húngaro"),
        ("ru", "китаем", "китайского"),
        ("ru", "итальянцев", "италии"),
    ],
)
def test_whatever_its_ending_a_word_names_its_country(language: str, one: str, other: str) -> None:
    other = other.casefold()
    assert not countries.are_two(one, other, language)
    assert countries.are_two(one, names(language)["Canada"][0], language)
    assert countries.are_two(other, names(language)["Canada"][0], language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "südamerika", "brasilien"),
        ("de", "nordamerikanische", "kanadische"),
        ("de", "nordpol", "kanada"),
        ("de", "nordirland", "großbritannien"),
        ("de", "nordirland", "irland"),
        ("it", "sudamericani", "brasiliani"),
        ("ru", "североамериканские", "канадские"),
    ],
)
def test_what_lies_in_several_countries_or_in_none_is_no_other_place(
    language: str, one: str, other: str
) -> None:
    assert not countries.are_two(one, other.casefold(), language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("it", "libano", "libia"), ("it", "niger", "nigeria"), ("ru", "нигер", "нигерия")],
)
def test_countries_of_one_stem_are_told_apart_by_their_names(
    language: str, one: str, other: str
) -> None:
    assert countries.are_two(one, other, language)


def test_name_of_several_words_is_read_as_one() -> None:
    told = ["emiratos", "árabes", "unidos", "y", "corea", "del", "norte"]
    assert countries.whole(told, "es") == ["emiratos_árabes_unidos", "y", "corea_del_norte"]
    assert countries.whole(told, "en") == told


def test_in_other_languages_the_english_names_count() -> None:
    assert countries.are_two("turkey", "chile", "nl")
    assert not countries.are_two("turkey", "turkish", "nl")
    assert not countries.are_two("turkije", "chile", "nl")
