"""A declared word -> every form of it that counts as the same word: plurals, possessives, peoples. Pure."""

import re
from functools import cache

from syndicate.cluster.words import languages

# Marks of what a form must have in a text to count: a capital, capitals only, capitals and a small s;
# or of a stem, which may end as it likes.
CAPITAL, CAPITALS, SEVERAL, STEM = "^", "!", "+", "~"
MARKS = CAPITAL + CAPITALS + SEVERAL
_SHORT = 3  # an acronym as short as this is mostly a word, too: US, WHO, IRA

_PEOPLES = """
    Afghanistan Afghan; Albania Albanian; Algeria Algerian; America American; Angola Angolan; Arabia Arab Arabian;
    Argentina Argentine Argentinian; Armenia Armenian; Asia Asian; Australia Australian; Austria Austrian;
    Azerbaijan Azerbaijani Azeri; Bahrain Bahraini; Bangladesh Bangladeshi; Belarus Belarusian; Belgium Belgian;
    Bolivia Bolivian; Bosnia Bosnian Bosniak; Brazil Brazilian; Britain British Briton; Bulgaria Bulgarian;
    Burma Burmese; Cambodia Cambodian; Cameroon Cameroonian; Canada Canadian; Catalonia Catalan; Chad Chadian;
    Chechnya Chechen; Chile Chilean; China Chinese; Colombia Colombian; Congo Congolese; Crimea Crimean;
    Croatia Croat Croatian; Cuba Cuban; Cyprus Cypriot; Czechia Czech; Denmark Danish Dane; Ecuador Ecuadorian;
    Egypt Egyptian; England English; Eritrea Eritrean; Estonia Estonian; Ethiopia Ethiopian; Europe European;
    Finland Finnish Finn; France French; Gambia Gambian; Gaza Gazan; Georgia Georgian; Germany German;
    Ghana Ghanaian; Greece Greek; Guatemala Guatemalan; Guinea Guinean; Haiti Haitian; Holland Dutch;
    Honduras Honduran; Hungary Hungarian; Iceland Icelandic Icelander; India Indian; Indonesia Indonesian;
    Iran Iranian; Iraq Iraqi; Ireland Irish; Israel Israeli; Italy Italian; Jamaica Jamaican; Japan Japanese;
    Jordan Jordanian; Kashmir Kashmiri; Kazakhstan Kazakh; Kenya Kenyan; Korea Korean; Kosovo Kosovar;
    Kurdistan Kurdish Kurd; Kuwait Kuwaiti; Kyrgyzstan Kyrgyz; Laos Laotian; Latvia Latvian; Lebanon Lebanese;
    Liberia Liberian; Libya Libyan; Lithuania Lithuanian; Luxembourg Luxembourgish; Macedonia Macedonian;
    Malaysia Malaysian; Mali Malian; Malta Maltese; Mauritania Mauritanian; Mexico Mexican; Moldova Moldovan;
    Mongolia Mongol Mongolian; Morocco Moroccan; Mozambique Mozambican; Myanmar Burmese; Namibia Namibian;
    Nepal Nepali Nepalese; Netherlands Dutch; Nicaragua Nicaraguan; Niger Nigerien; Nigeria Nigerian;
    Norway Norwegian; Oman Omani; Pakistan Pakistani; Palestine Palestinian; Panama Panamanian;
    Paraguay Paraguayan; Peru Peruvian; Philippines Philippine Filipino; Poland Polish Pole; Portugal Portuguese;
    Qatar Qatari; Romania Romanian; Rome Roman; Russia Russian; Rwanda Rwandan; Scotland Scottish Scot;
    Senegal Senegalese; Serbia Serb Serbian; Siberia Siberian; Slovakia Slovak; Slovenia Slovene Slovenian;
    Somalia Somali; Spain Spanish Spaniard; Sudan Sudanese; Sweden Swedish Swede; Switzerland Swiss; Syria Syrian;
    Taiwan Taiwanese; Tajikistan Tajik; Tanzania Tanzanian; Thailand Thai; Tibet Tibetan; Togo Togolese;
    Tunisia Tunisian; Turkey Turkish Turk; Turkmenistan Turkmen; Uganda Ugandan; Ukraine Ukrainian;
    Uruguay Uruguayan; Uzbekistan Uzbek; Venezuela Venezuelan; Vietnam Vietnamese; Wales Welsh; Yemen Yemeni;
    Zambia Zambian; Zealand Zealander; Zimbabwe Zimbabwean; Indiana Hoosier
"""
# Plurals that no stemmer finds; but for those that are mostly other words: leaves, lives, bases.
_PLURALS = """
    analysis analyses, calf calves, child children, crisis crises, diagnosis diagnoses, fireman firemen,
    fisherman fishermen, foot feet, goose geese, grandchild grandchildren, gunman gunmen, half halves,
    hypothesis hypotheses, knife knives, man men, mouse mice, oasis oases, policeman policemen,
    policewoman policewomen, servicewoman servicewomen, serviceman servicemen, shelf shelves,
    spokesman spokesmen, spokeswoman spokeswomen, thief thieves, tooth teeth, wife wives, wolf wolves, woman women
"""
_PAIRS = tuple(tuple(pair.split()) for pair in _PLURALS.split(","))
_NUMBERED = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_ROWS = tuple(tuple(row.lower().split()) for row in _PEOPLES.split(";"))
_OF = {name: frozenset(n for row in _ROWS if name in row for n in row) for row in _ROWS for name in row}  # fmt: skip
# Places that in small letters are something else: a bird, porcelain, a piece of paper, a coin or a pig, a shirt.
_THINGS = frozenset(("turkey", "china", "chad", "guinea", "jersey"))
_MODEL = re.compile(r"[^\W\d_]+\d{1,4}")  # F16: no word is written so, whatever its capitals
_ENDINGS = ("i", "an", "ian", "ese", "ish")
# How other languages make a people's name of a place's; the stemmer takes what is added for gender, case and number.
_ABROAD = {
    "de": ("er", "isch"), "es": ("í", "ano", "eño", "és", "ol"), "fr": ("ien", "ais", "ois", "éen", "ol"),
    "it": ("iano", "ese", "eno", "olo"), "nl": ("er", "s", "aans"), "pt": ("iano", "ano", "ense", "ol"),
    "ru": ("ский", "ийский", "ец", "иец"), "sv": ("sk", "ier"),
}  # fmt: skip


@cache
def forms(word: str, language: str) -> frozenset[str]:
    """Every form by which a text in a language has this word; some with a mark of what they need."""
    lower = word.casefold()
    several = SEVERAL + lower + "s"
    if _MODEL.fullmatch(word):
        return frozenset({lower, lower + "s"})
    if is_acronym(word) and len(word) <= _SHORT:
        return frozenset({CAPITALS + lower, several})
    if len(lower) < 3:
        return frozenset({lower})
    name = word[:1] != word[:1].lower()
    # English names are not stemmed: "Islamic" is not "Islam".
    stem = () if name and language == "en" else languages.stems([lower], language)
    keys = {lower, *(STEM + each for each in stem)}
    if language == "en" and lower in _NUMBERED:
        keys.add(_NUMBERED[lower])
    if is_acronym(word):
        keys.add(several)
    elif name:
        keys |= {lower + "s", lower + "es"} if not lower.endswith("s") else set()
        if len(lower) >= 4:
            keys |= {CAPITAL + form for form in peoples(lower)}
            keys |= {STEM + form for form in _abroad(lower, language)}
        if language == "en" and lower in _THINGS:
            keys = {CAPITAL + key.lstrip(MARKS) for key in keys}
    return frozenset(keys)


def is_place(word: str) -> bool:
    """Tell whether a word in small letters is a country that we know, or its people."""
    return word in _OF


def is_acronym(word: str) -> bool:
    """Whether a word is written in capitals only."""
    return len(word) > 1 and word.isupper()


@cache
def peoples(name: str) -> frozenset[str]:
    """What names the people of a place, or the place of a people, in English: Iraq, Iraqi, Iraqis."""
    known = _OF.get(name) or _OF.get(name.removesuffix("s"))
    bases = known if known is not None else _guessed(name)
    return bases | {base + "s" for base in bases}


def _guessed(name: str) -> frozenset[str]:
    """Names of peoples by rule, but for those of other places: of Chin State, none are Chinese."""
    found = {name + ending for ending in _ENDINGS}
    if name.endswith("a"):
        found |= {name + "n", name[:-1] + "ese", name[:-1] + "ean"}
    if name.endswith("e"):
        found |= {name[:-1] + "ian", name + "an"}
    if name.endswith("y"):
        found.add(name[:-1] + "ian")
    return frozenset(form for form in found if form not in _OF)


def _abroad(name: str, language: str) -> list[str]:
    base = name.rstrip("aeiouаеиоя") if len(name) > 4 else name
    return languages.stems([base + ending for ending in _ABROAD.get(language, ())], language)
