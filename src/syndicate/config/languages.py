"""Codes of languages (ISO 639), and what people write in their place. Data, and the way into it. Pure."""

from __future__ import annotations

import re

_CODES = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it
    iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt
    my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl
    sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo
    za zh zu
"""
_TWO_LETTERS = frozenset(_CODES.split())
_THREE_LETTERS = re.compile(r"[a-z]{3}")
_WRITTEN = {
    "arabic": "ar", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "finnish": "fi",
    "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu", "italian": "it",
    "japanese": "ja", "korean": "ko", "kurdish": "ku", "norwegian": "no", "persian": "fa", "farsi": "fa",
    "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "spanish": "es", "swedish": "sv",
    "thai": "th", "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi", "cn": "zh", "cz": "cs",
    "dk": "da", "gr": "el", "jp": "ja", "kp": "ko", "ua": "uk", "us": "en",
    "ara": "ar", "chi": "zh", "zho": "zh", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr",
    "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "dut": "nl", "per": "fa", "fas": "fa", "pol": "pl",
    "por": "pt", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk",
}  # fmt: skip


def is_language(code: str) -> bool:
    """Whether this can be the code of a language: of its two letters, or of three where it has no two."""
    if len(code) == 2:
        return code in _TWO_LETTERS
    return bool(_THREE_LETTERS.fullmatch(code)) and code not in _WRITTEN


def meant(text: object) -> str | None:
    """Ask for the code that was probably meant."""
    code = _WRITTEN.get(text.strip().lower()) if isinstance(text, str) else None
    return f"did you mean {code}?" if code else None
