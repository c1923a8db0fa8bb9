"""A declared word -> every form that counts as the same word: plurals, possessives, peoples. Pure."""

from functools import cache

from syndicate.cluster import languages

_PEOPLES = """
    Afghanistan Afghan; Argentina Argentine; Bosnia Bosniak; Brazil Brazilian; Britain British Briton;
    Burma Burmese; Chile Chilean; China Chinese; Congo Congolese; Croatia Croat; Cyprus Cypriot;
    Czechia Czech; Denmark Danish Dane; England English; Europe European; Finland Finnish Finn;
    France French; Germany German; Greece Greek; Holland Dutch; Hungary Hungarian; Iceland Icelandic;
    Ireland Irish; Italy Italian; Jordan Jordanian; Kazakhstan Kazakh; Kurdistan Kurdish Kurd;
    Kyrgyzstan Kyrgyz; Lebanon Lebanese; Luxembourg Luxembourgish; Malta Maltese; Mexico Mexican;
    Mongolia Mongol; Morocco Moroccan; Netherlands Dutch; Norway Norwegian; Palestine Palestinian;
    Peru Peruvian; Philippines Filipino; Poland Polish Pole; Portugal Portuguese; Romania Romanian;
    Scotland Scottish Scot; Serbia Serb; Slovakia Slovak; Slovenia Slovene; Somalia Somali;
    Spain Spanish Spaniard; Sudan Sudanese; Sweden Swedish Swede; Switzerland Swiss;
    Tajikistan Tajik; Thailand Thai; Turkey Turkish Turk; Turkmenistan Turkmen; Ukraine Ukrainian;
    Uzbekistan Uzbek; Venezuela Venezuelan; Vietnam Vietnamese; Wales Welsh
"""
_OF_PLACE = {
    names[0].lower(): tuple(name.lower() for name in names[1:])
    for names in (row.split() for row in _PEOPLES.split(";"))
}
_NOT_PEOPLE = frozenset({"nigerian", "nigerians", "indiana"})  # Niger's people are Nigeriens
_LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt", "ru", "ar")


@cache
def forms(word: str) -> frozenset[str]:
    """All keys by which a text's word is known as this one. "^" marks a form that needs its capital."""
    lower = word.casefold()
    keys = {lower}
    if len(lower) < 3:
        return frozenset(keys)
    name = word[:1].isupper()
    keys |= {f"{language}:{stem}" for language, stem in _stems(lower, name=name)}
    if not name:
        return frozenset(keys)
    if len(lower) > 3 or not word.isupper():
        keys |= {lower + "s", lower + "es"} if not lower.endswith("s") else set()
    if len(lower) >= 4 and not word.isupper():
        keys |= {"^" + form for form in peoples(lower)}
    return frozenset(keys)


def is_place(word: str) -> bool:
    """Tell whether a word in small letters is a country that we know, or its people."""
    return word in _OF_PLACE or any(word in names for names in _OF_PLACE.values())


def peoples(place: str) -> set[str]:
    """Forms that name the people of a place, or the place of a people: Iraq, Iraqi, Iraqis."""
    bases = set(_OF_PLACE.get(place, ()))
    for home, names in _OF_PLACE.items():
        if place in names or place.removesuffix("s") in names:
            bases |= {home, *names}
    bases |= {place + ending for ending in ("i", "an", "ian", "ese", "ish")}
    if place.endswith("a"):
        bases |= {place + "n", place[:-1] + "ese", place[:-1] + "ean"}
    if place.endswith("e"):
        bases |= {place[:-1] + "ian", place + "an"}
    if place.endswith("y"):
        bases.add(place[:-1] + "ian")
    plurals = {base + "s" for base in bases}
    return (bases | plurals) - _NOT_PEOPLE if place == "niger" else bases | plurals


def _stems(lower: str, *, name: bool) -> list[tuple[str, str]]:
    """Stems in each language. English names are not stemmed: "Islamic" is not "Islam"."""
    chosen = [language for language in _LANGUAGES if not (name and language == "en")]
    return [(language, languages.stems([lower], language)[0]) for language in chosen]
