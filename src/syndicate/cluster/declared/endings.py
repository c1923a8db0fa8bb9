"""Endings of words in languages that stemmers know badly or not at all. Data, for `inflected`."""

# What is written behind a word where no stemmer knows the language, and what of the word makes way for it.
ENDINGS = {
    "sk": "a u ovi om e y i ov am ám ami ách ach ou o á é ej ého ému ý ým ých ými ia ie í",
    "uk": "а у ові ом ем і и е ів ам ами ах ою о я ю єю ї й ям ями ях ий ого ому им их ими ій ої",
}
WAY = {"sk": tuple("aeioyáéíý"), "uk": ("ий", *"аоеиіїєяьй")}

# Behind names in Finnish, Hungarian and Russian, and what becomes of the letters before it.
FINNISH = """
    n ssa ssä sta stä lla llä lta ltä lle na nä ksi a ä ta tä tta ttä
    lainen laisen laiset laisten laisia laista laisille läinen läisen läiset läisten läisiä läistä läisille
"""
WEAK = {"nk": "ng", "kk": "k", "pp": "p", "tt": "t", "nt": "nn", "lt": "ll", "rt": "rr", "mp": "mm"}  # fmt: skip
HUNGARIAN = """
    ban ben ba be ból ből nak nek ról ről ra re tól től hoz hez höz nál nél val vel ig ért ként
    on en ön n t ot et öt at i iak k ok ek ak ök é
"""
RUSSIAN = "а у ом ем е ым"
LONG = {"a": "á", "e": "é", "o": "ó", "ö": "ő"}

# Ends of words, and what they become: where a case softens them, in plurals, and where a vowel falls out.
TURNED = {
    "bs": {"a": "e i u om"},
    "cs": {"a": "y ě u ou e", "ka": "ce", "cha": "še", "ha": "ze", "ga": "ze", "ra": "ře"},
    "es": {"z": "ces"},
    "fa": {"ه": "های", "": "ی ها های یها"},
    "fr": {"ail": "aux", "": "s"},
    "it": {"co": "chi che", "go": "ghi ghe"},
    "hr": {"a": "e i u om"},
    "nl": {"": "en"},
    "pl": {"a": "y ie ę ą i", "ka": "ce", "ga": "dze", "ra": "rze", "da": "dzie", "ta": "cie", "ła": "le"},
    "pt": {"ão": "ões", "al": "ais", "ol": "óis", "el": "éis", "ável": "áveis", "ível": "íveis", "il": "is", "m": "ns"},
    "ru": {"иец": "ийца ийцу ийцем ийце ийцы ийцев ийцам ийцами ийцах",
           "ец": "ца цу цем це цы цев цам цами цах", "ок": "ка ку ком ке ки ков кам ками ках"},
    "uk": {"ець": "ця цю цем ці ців цям цями цях", "ок": "ку ком ки ків кам ками ках",
           "ів": "ова ову овом ові", "їв": "єва єву євом єві", "ка": "ці", "га": "зі", "ха": "сі"},
}  # fmt: skip
# How a people's name is made of a place's, besides what `variants` knows.
PEOPLES = {
    "cs": ("ský",), "da": ("sk", "isk", "er"), "es": ("ano", "iano", "quí"), "fr": ("ais",),
    "it": ("ano", "iano", "cheno"), "nb": ("sk", "isk", "er"), "nl": ("se",), "nn": ("sk", "isk", "ar"),
    "no": ("sk", "isk", "er"), "pl": ("ski", "czyk"), "pt": ("ano", "iano"), "ro": ("ian", "ez"), "ru": ("ец", "иец"),
    "sv": ("isk",), "tr": ("li", "lı", "lu", "lü"), "uk": ("ський", "цький", "ійський", "ець"),
}  # fmt: skip
# Where the name ends in what does not stand before that.
MET = {
    "cs": {"kský": "cký", "hský": "žský"},
    "es": {"kquí": "quí", "qquí": "quí"},
    "fr": {"cais": "çais"},
    "it": {"kcheno": "cheno", "qcheno": "cheno"},
    "pl": {"kski": "cki", "gski": "ski", "nski": "ński", "jski": "yjski"},
    "pt": {"ãiano": "aniano"},
    "uk": {"кцький": "цький", "гський": "зький"},
}
# Their ends, where a stemmer leaves no more of them than of the name.
GENDERS = {
    "es": ("o", ("o", "a", "os", "as")), "fr": ("", ("", "s", "e", "es")),
    "it": ("o", ("o", "a", "i", "e")), "pt": ("o", ("o", "a", "os", "as")),
}  # fmt: skip
VOWELS = "aeiouyáéíóúýаеиоуяіїєь"
