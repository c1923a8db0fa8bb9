"""What is known of each language: its common words, its stemmer, its name. Pure."""

from collections.abc import Iterable

import Stemmer

from syndicate.spoken import COMMON

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_NAMED = {
    "bg": "Bulgarian", "bs": "Bosnian", "cs": "Czech", "fa": "Persian", "he": "Hebrew",
    "hr": "Croatian", "ja": "Japanese", "ko": "Korean", "ku": "Kurdish", "pl": "Polish",
    "sk": "Slovak", "sl": "Slovene", "th": "Thai", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese", "nb": "Norwegian", "nn": "Norwegian", "und": "unknown",
}  # fmt: skip
_EVERY_COMMON = frozenset().union(*COMMON.values())


def stems(words: Iterable[str], language: str) -> list[str]:
    """Give the stem of each word; where a language has no stemmer, the word itself."""
    name = _SNOWBALL.get(language)
    if name is None:
        return list(words)
    # A stemmer may not be shared by two threads; making one costs less than ten words do.
    stemmed: list[str] = Stemmer.Stemmer(name, 0).stemWords(list(words))
    return stemmed


def common(language: str) -> frozenset[str]:
    """Words that tell nothing in this language; in an unknown one, in any."""
    return COMMON.get(language, _EVERY_COMMON)


def named(language: str) -> str:
    """Name a language in English; one without a stemmer is told by its tag."""
    return _NAMED.get(language, _SNOWBALL.get(language, language).title())
