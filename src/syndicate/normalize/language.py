"""Which language a text is in: as declared, else a light guess. Pure."""

from __future__ import annotations

import re
from collections import Counter

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_WORD = re.compile("[a-z]+")  # the same words, where there are no other letters
_SAMPLE = 2000
_ENOUGH = 3

# The most common small words of a language; those that several share count for each of them.
_SMALL_WORDS = {
    "en": "the of and to in is that for on with was as by at from has have are this it his not",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch wird",
    "fr": "le la les des et en du une est que dans pour qui sur pas au avec par plus ce sont",
    "es": "el la los las de y en que del por con para una es se al como más su lo pero",
    "it": "il di che è la e per un del con una sono della nel da gli alla più dei non si",
    "pt": "o de que e do da em um para com não uma os no se na por mais as dos foi",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er ook om maar",
    "sv": "och att det som en på är av för med den till inte har de ett om",
    "da": "og at det som en på er af for med den til ikke har de et om",
    "nb": "og det som en på er av for med den til ikke har de et å om",
    "fi": "ja on ei että se oli kun hän ovat mutta myös joka sen",
    "pl": "i w na z do się nie to że jest o jak po za od przez który",
    "cs": "a v na se je že s z do o to jako po ale za pro které",
    "tr": "ve bir bu da de için ile olarak çok daha gibi olan sonra",
    "id": "yang dan di dengan untuk dari pada ini itu tidak dalam akan ke",
    "ro": "și de la în a cu pe din că o este pentru nu mai care",
    "hu": "a az és hogy nem is egy ez van volt meg de csak",
    "vi": "và của là có trong được cho các với một những không",
    "af": "die en van 'n is het nie in vir wat met dat",
    "ca": "el la i de que els les en per amb és una del al",
    "ru": "и в не на что с по как это из для от за к",
    "uk": "і в не на що з та як це до для від за у",
    "bg": "и на да се от в за с не по са че",
    "ar": "في من على إلى أن عن التي هذا مع الذي",
    "fa": "در از به که این را با برای است آن",
    "ur": "کے میں کی ہے اور سے کا کو نے",
    "he": "של את על לא זה עם הוא כי גם",
    "el": "και το να του της με για από στο που",
    "hi": "के में की है और से को का ने पर",
}
_INDEX: dict[str, tuple[str, ...]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in set(_words.split()):
        _INDEX[_word] = (*_INDEX.get(_word, ()), _language)
# Scripts that one language writes almost alone.
_SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\uac00-\ud7af]"), "ko"),
    (re.compile("[\u4e00-\u9fff]"), "zh"),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
    (re.compile("[\u1780-\u17ff]"), "km"),
    (re.compile("[\u0980-\u09ff]"), "bn"),
    (re.compile("[\u0b80-\u0bff]"), "ta"),
    (re.compile("[\u10a0-\u10ff]"), "ka"),
    (re.compile("[\u0530-\u058f]"), "hy"),
)
_ANY_SCRIPT = re.compile("[\u0530-\ud7af]")


def tidy(tag: str | None) -> str | None:
    """A language tag in its usual case (BCP 47, 2.1.1): "en_us" -> "en-US"; None where it is none."""
    given = (tag or "").strip().replace("_", "-")
    if not _TAG.fullmatch(given) or given.lower() in ("und", "mul", "zxx", "mis"):
        return None
    first, *rest = given.split("-")
    return "-".join((first.lower(), *map(_subtag, rest)))


def _subtag(part: str) -> str:
    if len(part) == 2:
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


def guess(text: str) -> str | None:
    """The language whose small words a text uses most; None where that is not clear."""
    sample = text[:_SAMPLE]
    for script, language in _SCRIPTS if _ANY_SCRIPT.search(sample) else ():
        if len(script.findall(sample)) * 8 > len(sample) > 0:
            return language
    lower = sample.lower()
    words = (_ASCII_WORD if lower.isascii() else _WORD).findall(lower)
    score: dict[str, int] = {}
    for word, times in Counter(filter(_INDEX.__contains__, words)).items():
        for language in _INDEX[word]:
            score[language] = score.get(language, 0) + times
    best = sorted(score.items(), key=lambda pair: -pair[1])[:2]
    if not best or best[0][1] < _ENOUGH:
        return None
    return None if len(best) > 1 and best[1][1] == best[0][1] else best[0][0]
